package dev.holdfast.domain.run;

import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.json.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/**
 * How a run ends that its engine has ended without any code of ours running: nothing was unwound,
 * so only the run's own end is journaled.
 *
 * @param state ended; nothing can be retried
 * @param entry the last of the journal
 */
public record EngineEnd(RunState state, JournalEntry entry) {
  /** Somebody ended it by hand, past all cancelling. */
  public static EngineEnd terminated(RunState before, Instant at) {
    return of(
        before,
        RunStatus.CANCELED,
        error(
            ErrorCategory.CANCELLED,
            "ENGINE_TERMINATED",
            "the engine ended the run on somebody's order; nothing of it was unwound"),
        at);
  }

  /** It timed out there, or passed one of the engine's limits. */
  public static EngineEnd limit(RunState before, Instant at) {
    return of(
        before,
        RunStatus.FAILED,
        error(
            ErrorCategory.INTERNAL,
            "ENGINE_LIMIT",
            "the engine ended the run because it timed out or passed a limit there"),
        at);
  }

  /** It lived in an engine that keeps nothing, and that is gone. */
  public static EngineEnd lost(RunState before, Instant at) {
    return of(
        before,
        RunStatus.FAILED,
        error(
            ErrorCategory.INTERNAL,
            "ENGINE_LOST",
            "the engine that kept the run kept nothing, and is gone; nothing of it was unwound"),
        at);
  }

  private static RunError error(ErrorCategory category, String code, String message) {
    return new RunError(category, code, message, null, null, null, false, Json.EMPTY_OBJECT);
  }

  private static EngineEnd of(RunState before, RunStatus status, RunError error, Instant at) {
    if (before.status().ended()) {
      throw new IllegalArgumentException("expected a live run, but it is " + before.status());
    }
    Instant now = at.isBefore(before.now()) ? before.now() : at;
    RunError raised = error.raisedAt("", "", now);
    JournalEntry entry =
        new JournalEntry(
            before.seq() + 1,
            now,
            status == RunStatus.CANCELED
                ? JournalEntry.Kind.RUN_CANCELED
                : JournalEntry.Kind.RUN_FAILED,
            "",
            "",
            0,
            Errors.data(raised, Facts.none()));
    RunState after =
        new RunState(
            before.start(),
            status,
            now,
            entry.seq(),
            before.payload(),
            before.vars(),
            before.meta(),
            before.dataBytes(),
            null,
            raised,
            before.cancelRequestedAt(),
            ended(before.progress()));
    return new EngineEnd(after, entry);
  }

  private static Progress ended(Progress before) {
    return new Progress(
        before.startedAt(),
        Collections.unmodifiableSortedMap(new TreeMap<>()),
        false,
        before.visits(),
        before.opened(),
        null,
        null,
        Collections.unmodifiableSortedMap(new TreeMap<>()),
        before.usedEvents(),
        List.copyOf(before.commands()),
        List.copyOf(before.offers()));
  }
}

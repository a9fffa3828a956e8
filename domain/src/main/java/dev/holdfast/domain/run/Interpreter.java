package dev.holdfast.domain.run;

import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.json.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The interpreter. Stateless and thread-safe. */
public final class Interpreter implements Reducer {
  /** The semantics' version, pinned on each run. What is released never changes its meaning. */
  public static final int VERSION = 1;

  @Override
  public Transition step(Program program, @Nullable RunState state, Input input) {
    if (state == null) {
      if (input instanceof Input.Started started) {
        requireOurs(program, started.start());
        return begin(program, started);
      }
      throw new IllegalArgumentException("expected a run to begin with Started, but " + input);
    }
    requireOurs(program, state.start());
    Instant now = input.at().isAfter(state.now()) ? input.at() : state.now();
    Fold fold = new Fold(program, state, now);
    if (!fold.isEnded()) Timers.fire(fold, input.at(), call -> isLostBy(input, call));
    Verdict verdict = fold(fold, input);
    if (!fold.isEnded()) Visits.run(fold);
    return fold.hasChanged(state)
        ? fold.transition(verdict)
        : new Transition(state, List.of(), List.of(), verdict, fold.next() != null);
  }

  /** What a run of other semantics would do here is not ours to guess. */
  private static void requireOurs(Program program, RunStart start) {
    Semantics ours = Semantics.of(program);
    if (!start.semantics().equals(ours)) {
      throw new IllegalStateException(
          "expected run "
              + start.runId()
              + " to be pinned to "
              + ours
              + ", but it is to "
              + start.semantics());
    }
  }

  private static Transition begin(Program program, Input.Started started) {
    RunStart start = started.start();
    Instant now = started.at();
    Fold fold = new Fold(program, first(program, start, now), now);
    Frame.Steps root = new Frame.Steps(Slot.ROOT, "root", 0, 0, null, null);
    fold.put(new Fiber(FiberId.ROOT, List.of(root), Fiber.Pace.READY, false));
    fold.writeOfRun(JournalEntry.Kind.RUN_STARTED, facts(start));
    Visits.run(fold);
    return fold.transition(new Verdict.Applied(null));
  }

  private static RunState first(Program program, RunStart start, Instant now) {
    Map<String, @Nullable Object> meta = meta(start, now);
    long bytes =
        Json.utf8Size(start.payload()) + Json.utf8Size(Json.EMPTY_OBJECT) + Json.utf8Size(meta);
    Event event = start.event();
    Set<String> used = new LinkedHashSet<>();
    if (event != null) used.add(event.id());
    Long timeout = program.timeoutMs();
    return new RunState(
        start,
        RunStatus.RUNNING,
        now,
        0,
        start.payload(),
        Json.EMPTY_OBJECT,
        meta,
        bytes,
        null,
        null,
        null,
        new Progress(
            now,
            new TreeMap<>(),
            false,
            0,
            0,
            timeout == null ? null : Times.after(now, timeout),
            null,
            new TreeMap<>(),
            Collections.unmodifiableSet(used),
            List.of(),
            List.of()));
  }

  private static Map<String, @Nullable Object> meta(RunStart start, Instant now) {
    return Facts.with("runId", start.runId().toString())
        .and("workflowId", start.workflowId().toString())
        .and("version", (long) start.version())
        .and("tenantId", start.tenantId())
        .and("startedAt", Json.instant(now))
        .and("tags", start.tags())
        .json();
  }

  private static Map<String, @Nullable Object> facts(RunStart start) {
    Event event = start.event();
    return Facts.with("payload", start.payload())
        .andIfGiven("eventId", event == null ? null : event.id())
        .andIfGiven(
            "parentRunId", start.parentRunId() == null ? null : start.parentRunId().toString())
        .json();
  }

  private static Verdict fold(Fold fold, Input input) {
    return switch (input) {
      case Input.Started started ->
          new Verdict.Refused(Verdict.Reason.REPEATED, "the run has begun before");
      case Input.Continue more -> new Verdict.Applied(null);
      case Input.TimersDue tick -> new Verdict.Applied(null);
      case Input.CallFinished call -> Calls.finished(fold, call);
      case Input.CallbackReceived call -> Calls.calledBack(fold, call);
      case Input.LookedBack look -> EventWaits.lookedBack(fold, look);
      case Input.ChildFinished child -> ChildRuns.ended(fold, child);
      case Input.ChildRefused child -> ChildRuns.refused(fold, child);
      case Input.EventOffered offer ->
          Recent.once(fold.offers, input.id(), () -> EventWaits.offered(fold, offer.event()));
      case Input.OperatorCommand command ->
          Recent.once(fold.commands, input.id(), () -> Commands.apply(fold, command));
      case Input.CancelRequested cancel ->
          fold.isEnded()
              ? new Verdict.Refused(
                  Verdict.Reason.RUN_NOT_ACTIVE, "expected a run that has not ended")
              : Recent.once(fold.commands, input.id(), () -> Commands.cancel(fold, cancel));
      case Input.WorkerLost lost -> workerLost(fold);
      case Input.CallLost lost -> Calls.lost(fold, lost);
    };
  }

  /** Whether a call has no deadline to miss: it is asked for again, with all its time. */
  private static boolean isLostBy(Input input, Frame.Calling call) {
    return input instanceof Input.WorkerLost
        || (input instanceof Input.CallLost lost && lost.callId().equals(call.callId()));
  }

  /** Everything that was on its way to a node that is gone is asked for again. */
  private static Verdict workerLost(Fold fold) {
    for (Fiber fiber : List.copyOf(fold.fibers.values())) {
      // An earlier loss may have unwound this one.
      if (!fiber.equals(fold.find(fiber.id()))) continue;
      if (fiber.top() instanceof Frame.Calling calling) Calls.lost(fold, fiber, calling);
      if (fiber.top() instanceof Frame.Listening wait) EventWaits.lost(fold, fiber, wait);
      if (fiber.top() instanceof Frame.Parenting child) ChildRuns.lost(fold, fiber, child);
    }
    return new Verdict.Applied(null);
  }
}

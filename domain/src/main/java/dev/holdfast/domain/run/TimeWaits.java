package dev.holdfast.domain.run;

import dev.holdfast.domain.definition.Step;
import dev.holdfast.domain.definition.Value;
import dev.holdfast.domain.error.ErrorCode;
import dev.holdfast.domain.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** {@code time.wait}. */
final class TimeWaits {
  private TimeWaits() {}

  static void visit(Fold fold, Fiber fiber, Step.WaitForTime step) {
    Visits.started(fold, fiber);
    Instant due;
    try {
      due = due(fold, Scope.seenBy(fold, fiber), step);
    } catch (Raised raised) {
      Unwinding.raise(fold, fiber, raised.error());
      return;
    }
    if (!due.isAfter(fold.now)) {
      finish(fold, fiber, step);
      return;
    }
    Opened wait = Leaves.open(fold, fiber.list(), OpenWait.Type.TIME, due, Facts.none());
    fold.put(fiber.push(new Frame.Sleeping(wait)).with(Fiber.Pace.BLOCKED));
  }

  private static Instant due(Fold fold, Scope scope, Step.WaitForTime step) {
    Long duration = step.durationMs();
    Value until = step.until();
    if (duration != null) return Times.after(fold.now, duration);
    if (until == null) throw new IllegalStateException("expected a time to wait for, but none");
    Object value = Values.stored(fold, scope, until, "until");
    Instant due = instant(value);
    if (due == null || due.isAfter(Times.LAST)) {
      String what = value instanceof String ? "another text" : Json.kind(value);
      throw new Raised(
          ErrorCode.INPUT_INVALID,
          "until: expected an instant such as 2030-01-31T08:00:00Z, but " + what,
          Values.source(until));
    }
    return due;
  }

  /** A text in ISO form with its offset, or milliseconds since 1970. */
  private static @Nullable Instant instant(@Nullable Object value) {
    if (value instanceof Long millis) return Instant.ofEpochMilli(millis);
    if (!(value instanceof String text)) return null;
    try {
      Instant instant = OffsetDateTime.parse(text.strip()).toInstant();
      return instant.minusNanos(instant.getNano() % 1_000);
    } catch (DateTimeException e) {
      // The author's data, not our bug: the caller raises the step's error.
      return null;
    }
  }

  /** The time has come, or somebody says so. */
  static void wake(Fold fold, Fiber fiber, Frame.Sleeping sleeping, String by) {
    Leaves.resolved(fold, fiber, sleeping, Facts.with("by", by));
    if (!(fold.step(fiber) instanceof Step.WaitForTime step)) {
      throw new IllegalStateException("expected a time.wait at " + fiber.list().stepPath());
    }
    finish(fold, fiber, step);
  }

  private static void finish(Fold fold, Fiber fiber, Step.WaitForTime step) {
    try {
      Writes.assign(fold, Scope.seenBy(fold, fiber), step.assignments());
    } catch (Raised raised) {
      Unwinding.raise(fold, fiber, raised.error());
      return;
    }
    Visits.succeed(fold, fiber, Facts.none().json());
  }
}

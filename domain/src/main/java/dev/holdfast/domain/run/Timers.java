package dev.holdfast.domain.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Everything that falls due by itself. */
final class Timers {
  private static final Comparator<Timer> BY_TIME =
      Comparator.comparing(Timer::dueAt).thenComparingLong(Timer::order);

  private Timers() {}

  /**
   * One instant at which something falls due.
   *
   * @param fiber whose leaf it belongs to; null for the run's own
   * @param order of opening, which decides ties
   */
  record Timer(@Nullable FiberId fiber, Instant dueAt, long order) {}

  /** All timers of a state, in tree order. */
  static List<Timer> of(RunState state) {
    if (state.status().ended()) return List.of();
    Progress progress = state.progress();
    return of(progress.fibers(), progress.deadline(), state.cancelRequestedAt());
  }

  private static List<Timer> of(
      SortedMap<FiberId, Fiber> fibers,
      @Nullable Instant deadline,
      @Nullable Instant cancelRequestedAt) {
    List<Timer> timers = new ArrayList<>();
    // The run's deadline is opened before anything else, the end of a cancel's grace after.
    if (deadline != null) timers.add(new Timer(null, deadline, -1));
    if (cancelRequestedAt != null) {
      timers.add(new Timer(null, cancelRequestedAt.plus(RunLimits.CANCEL_GRACE), Long.MAX_VALUE));
    }
    for (Fiber fiber : fibers.values()) {
      Timer timer = of(fiber);
      if (timer != null) timers.add(timer);
    }
    return timers;
  }

  private static @Nullable Timer of(Fiber fiber) {
    return switch (fiber.top()) {
      case Frame.Calling calling -> new Timer(fiber.id(), calling.deadline(), calling.order());
      // An unarmed wait does not time out: its look-back may still bring the event.
      case Frame.Listening listening -> listening.armed() ? of(fiber, listening) : null;
      case Frame.Waiting waiting -> of(fiber, waiting);
      case Frame.Steps steps -> null;
      case Frame.Chosen chosen -> null;
      case Frame.Iterating iterating -> null;
      case Frame.Looping looping -> null;
      case Frame.Joining joining -> null;
      case Frame.Trying trying -> null;
      case Frame.Again again -> null;
      case Frame.Revisit revisit -> null;
    };
  }

  private static @Nullable Timer of(Fiber fiber, Frame.Waiting waiting) {
    Instant due = waiting.opened().dueAt();
    return due == null ? null : new Timer(fiber.id(), due, waiting.opened().order());
  }

  /** When the wait or call on top was opened. */
  static long order(Fiber fiber) {
    return switch (fiber.top()) {
      case Frame.Calling calling -> calling.order();
      case Frame.Waiting waiting -> waiting.opened().order();
      case Frame other -> throw unexpected(other);
    };
  }

  /**
   * Fires everything due at or before an instant, by (due, opening order). What a timer sets going
   * runs before the next fires.
   */
  static void fire(Fold fold, Instant at) {
    List<Timer> due = new ArrayList<>();
    Instant cancel = fold.cancelRequestedAt.get();
    for (Timer timer : of(fold.fibers, fold.deadline.get(), cancel)) {
      if (!timer.dueAt().isAfter(at)) due.add(timer);
    }
    due.sort(BY_TIME);
    for (Timer timer : due) {
      if (fold.isEnded()) return;
      fire(fold, timer);
      if (!fold.isEnded()) Visits.run(fold);
    }
  }

  private static void fire(Fold fold, Timer timer) {
    FiberId id = timer.fiber();
    if (id == null) {
      if (timer.order() < 0) Ending.timeOut(fold);
      else Ending.force(fold);
      return;
    }
    // An earlier timer may have closed this one.
    Fiber fiber = fold.find(id);
    if (fiber != null && timer.equals(of(fiber))) fire(fold, fiber);
  }

  private static void fire(Fold fold, Fiber fiber) {
    switch (fiber.top()) {
      case Frame.Calling calling -> Calls.timeOut(fold, fiber, calling);
      case Frame.Promised promised -> Calls.timeOut(fold, fiber, promised, "timer");
      case Frame.Listening listening -> EventWaits.timeOut(fold, fiber, listening, "timer");
      case Frame.Sleeping sleeping -> TimeWaits.wake(fold, fiber, sleeping, "timer");
      case Frame.Resting resting -> Retries.wake(fold, fiber, resting, "timer");
      case Frame.Parenting parenting -> throw unexpected(parenting);
      case Frame.Steps steps -> throw unexpected(steps);
      case Frame.Chosen chosen -> throw unexpected(chosen);
      case Frame.Iterating iterating -> throw unexpected(iterating);
      case Frame.Looping looping -> throw unexpected(looping);
      case Frame.Joining joining -> throw unexpected(joining);
      case Frame.Trying trying -> throw unexpected(trying);
      case Frame.Again again -> throw unexpected(again);
      case Frame.Revisit revisit -> throw unexpected(revisit);
    }
  }

  private static IllegalStateException unexpected(Frame frame) {
    return new IllegalStateException("expected a frame with a timer, but " + frame);
  }
}

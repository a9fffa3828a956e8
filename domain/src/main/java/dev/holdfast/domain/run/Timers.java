package dev.holdfast.domain.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
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

  /** The earliest of a state's timers, or null. */
  static @Nullable Instant next(RunState state) {
    if (state.status().ended()) return null;
    Instant next = state.progress().deadline();
    Instant cancel = state.cancelRequestedAt();
    if (cancel != null) next = earlier(next, cancel.plus(RunLimits.CANCEL_GRACE));
    for (Fiber fiber : state.progress().fibers().values()) next = earlier(next, due(fiber));
    return next;
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) return one == null ? other : one;
    return other.isBefore(one) ? other : one;
  }

  /** What is due at an instant, by (due, opening order). */
  private static List<Timer> due(Fold fold, Instant at, Predicate<Frame.Calling> spared) {
    List<Timer> timers = new ArrayList<>();
    Instant deadline = fold.deadline.get();
    // The run's deadline is opened before anything else, the end of a cancel's grace after.
    if (deadline != null) timers.add(new Timer(null, deadline, -1));
    Instant cancel = fold.cancelRequestedAt.get();
    if (cancel != null) {
      timers.add(new Timer(null, cancel.plus(RunLimits.CANCEL_GRACE), Long.MAX_VALUE));
    }
    for (Fiber fiber : fold.fibers.values()) {
      if (fiber.top() instanceof Frame.Calling calling && spared.test(calling)) continue;
      Instant due = due(fiber);
      if (due != null && !due.isAfter(at)) timers.add(new Timer(fiber.id(), due, order(fiber)));
    }
    timers.removeIf(timer -> timer.dueAt().isAfter(at));
    timers.sort(BY_TIME);
    return timers;
  }

  private static @Nullable Instant due(Fiber fiber) {
    return switch (fiber.top()) {
      case Frame.Calling calling -> calling.deadline();
      // An unarmed wait does not time out: its look-back may still bring the event.
      case Frame.Listening listening -> listening.armed() ? listening.opened().dueAt() : null;
      case Frame.Waiting waiting -> waiting.opened().dueAt();
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

  /** When the wait or call on top was opened. */
  static long order(Fiber fiber) {
    if (fiber.top() instanceof Frame.Calling calling) return calling.order();
    if (fiber.top() instanceof Frame.Waiting waiting) return waiting.opened().order();
    throw unexpected(fiber.top());
  }

  /**
   * Fires everything due at or before an instant, by (due, opening order). What a timer sets going
   * runs before the next fires.
   *
   * @param spared calls whose deadlines do not count
   */
  static void fire(Fold fold, Instant at, Predicate<Frame.Calling> spared) {
    for (Timer timer : due(fold, at, spared)) {
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
    if (fiber != null && timer.dueAt().equals(due(fiber)) && timer.order() == order(fiber)) {
      fire(fold, fiber);
    }
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

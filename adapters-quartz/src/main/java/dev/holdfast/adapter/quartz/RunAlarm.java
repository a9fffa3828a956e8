package dev.holdfast.adapter.quartz;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The one alarm of a run in memory. Thread-safe. */
final class RunAlarm {
  private final Timers timers;
  private final Runnable action;
  private Timers.@Nullable Alarm set;

  /**
   * @param action done on a virtual thread of its own
   */
  RunAlarm(Timers timers, Runnable action) {
    this.timers = timers;
    this.action = action;
  }

  /**
   * Sees to it that the action is done at that instant at the latest. An alarm that is too early
   * stays and only looks again: most calls end long before their deadline.
   */
  synchronized void by(@Nullable Instant due) {
    if (due == null || (set != null && !set.at().isAfter(due))) return;
    cancel();
    set = timers.set(due, () -> Thread.startVirtualThread(this::fire));
  }

  private void fire() {
    synchronized (this) {
      set = null;
    }
    action.run();
  }

  synchronized void cancel() {
    Timers.Alarm was = set;
    set = null;
    if (was != null) timers.cancel(was);
  }
}

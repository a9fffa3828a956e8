package dev.holdfast.adapter.temporal.worker;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Has small things done again and again while calls last. Thread-safe. */
final class Pulse implements AutoCloseable {
  private final ScheduledThreadPoolExecutor beats =
      new ScheduledThreadPoolExecutor(
          1, task -> Thread.ofPlatform().daemon().name("temporal-pulse").unstarted(task));

  Pulse() {
    // Most calls are over long before their first beat: it need not wake anybody.
    beats.setRemoveOnCancelPolicy(true);
  }

  /** Each time on a thread of its own: what it does may block. */
  Future<?> every(Duration pause, Runnable task) {
    return beats.scheduleWithFixedDelay(
        () -> Thread.startVirtualThread(task),
        pause.toMillis(),
        pause.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  Future<?> once(Duration delay, Runnable task) {
    return beats.schedule(
        () -> {
          Thread.startVirtualThread(task);
        },
        delay.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    beats.shutdownNow();
  }
}

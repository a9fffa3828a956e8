package dev.holdfast.adapter.temporal.worker;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Has small things done again and again while calls last. Thread-safe. */
final class Pulse implements AutoCloseable {
  private final ScheduledExecutorService beats =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("temporal-pulse").unstarted(task));

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

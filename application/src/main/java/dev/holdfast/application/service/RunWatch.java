package dev.holdfast.application.service;

import dev.holdfast.application.port.in.RunChanges;
import dev.holdfast.domain.run.RunStatus;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers wait for a run. What happens on this node wakes them at once; what happens on
 * another is found by looking again now and then. Thread-safe.
 */
public final class RunWatch implements RunChanges {
  /** How often to look when nothing was heard: the run may live on another node. */
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final ConcurrentMap<UUID, Set<CountDownLatch>> waiting = new ConcurrentHashMap<>();
  private volatile boolean ended;

  @Override
  public void changed(UUID runId, RunStatus status) {
    Set<CountDownLatch> latches = waiting.get(runId);
    if (latches != null) latches.forEach(CountDownLatch::countDown);
  }

  /** Lets nobody wait any more, now and later: this node is about to stop. */
  public void end() {
    ended = true;
    waiting.values().forEach(latches -> latches.forEach(CountDownLatch::countDown));
  }

  /**
   * Waits until {@code look} finds what it looks for: it is asked on this thread at the beginning,
   * after every change and now and then.
   *
   * @param nanos how long at most
   * @return what was found; null when time was up first, or this node stops
   * @throws InterruptedException when the caller's thread is interrupted
   */
  <T> @Nullable T await(UUID runId, long nanos, Supplier<@Nullable T> look)
      throws InterruptedException {
    long left = nanos;
    while (true) {
      CountDownLatch latch = new CountDownLatch(1);
      // Registered before looking: a change between the look and the wait must not be missed.
      Set<CountDownLatch> latches = register(runId, latch);
      try {
        T found = look.get();
        if (found != null || left <= 0 || ended) return found;
        long slice = Math.min(left, LOOK_AGAIN_NANOS);
        boolean heard = latch.await(slice, TimeUnit.NANOSECONDS);
        // A slice that ended early counts a millisecond: only so can this go without a clock.
        left -= heard ? Math.min(left, TimeUnit.MILLISECONDS.toNanos(1)) : slice;
      } finally {
        latches.remove(latch);
        waiting.computeIfPresent(runId, (_, rest) -> rest.isEmpty() ? null : rest);
      }
    }
  }

  private Set<CountDownLatch> register(UUID runId, CountDownLatch latch) {
    return waiting.compute(
        runId,
        (_, latches) -> {
          Set<CountDownLatch> all = latches == null ? ConcurrentHashMap.newKeySet() : latches;
          all.add(latch);
          return all;
        });
  }
}

package dev.holdfast.application.service;

import dev.holdfast.application.port.in.RunChanges;
import dev.holdfast.application.view.RunView;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers wait for a run. What happens on this node is told to them at once, with the run as
 * it then is; what happens on another is found by looking again now and then. Thread-safe.
 */
public final class RunWatch implements RunChanges {
  /** How often to look when nothing was heard: the run may live on another node. */
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final ConcurrentMap<UUID, Set<Waiter>> waiting = new ConcurrentHashMap<>();
  private volatile boolean ended;

  /** Whether a run is as somebody wishes. */
  interface Look<T> {
    /**
     * @param told what the run was said to be just now; null when nothing was heard
     * @return null to go on waiting
     */
    @Nullable T at(@Nullable RunView told);
  }

  /** What one caller was told and has not looked at yet. */
  private static final class Waiter {
    private final BlockingQueue<Told> heard = new LinkedBlockingQueue<>();
  }

  /**
   * @param view null when the run is to be looked up, or the wait is to end
   */
  private record Told(@Nullable RunView view) {}

  @Override
  public void changed(UUID runId, Supplier<@Nullable RunView> view) {
    Set<Waiter> waiters = waiting.get(runId);
    if (waiters == null) return;
    Told told = new Told(view.get());
    waiters.forEach(waiter -> waiter.heard.add(told));
  }

  /** Lets nobody wait any more, now and later: this node is about to stop. */
  public void end() {
    ended = true;
    Told nothing = new Told(null);
    waiting.values().forEach(waiters -> waiters.forEach(waiter -> waiter.heard.add(nothing)));
  }

  /**
   * Waits until {@code look} finds what it looks for: it is asked on this thread at the beginning,
   * after every change and now and then.
   *
   * @param nanos how long at most
   * @return what was found; null when time was up first, or this node stops
   * @throws InterruptedException when the caller's thread is interrupted
   */
  <T> @Nullable T await(UUID runId, long nanos, Look<T> look) throws InterruptedException {
    // Registered before looking: a change between a look and the wait must not be missed.
    Waiter waiter = register(runId);
    try {
      long left = nanos;
      T found = look.at(null);
      while (found == null && left > 0 && !ended) {
        long slice = Math.min(left, LOOK_AGAIN_NANOS);
        Told told = waiter.heard.poll(slice, TimeUnit.NANOSECONDS);
        // A slice that ended early counts a millisecond: only so can this go without a clock.
        left -= told == null ? slice : Math.min(left, TimeUnit.MILLISECONDS.toNanos(1));
        found = look.at(told == null ? null : told.view());
      }
      return found;
    } finally {
      leave(runId, waiter);
    }
  }

  private Waiter register(UUID runId) {
    Waiter waiter = new Waiter();
    waiting.compute(
        runId,
        (_, waiters) -> {
          Set<Waiter> all = waiters == null ? ConcurrentHashMap.newKeySet(2) : waiters;
          all.add(waiter);
          return all;
        });
    return waiter;
  }

  private void leave(UUID runId, Waiter waiter) {
    waiting.computeIfPresent(
        runId,
        (_, waiters) -> {
          waiters.remove(waiter);
          return waiters.isEmpty() ? null : waiters;
        });
  }
}

package dev.holdfast.adapter.temporal.engine;

import dev.holdfast.application.port.out.RunOrders;
import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.domain.run.Verdict;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets callers wait for what becomes of an order. Told of on this node we hear of it at once; told
 * of elsewhere its row says it. Thread-safe.
 */
public final class Verdicts {
  private static final long FIRST_LOOK_MS = 25;
  private static final long LONGEST_LOOK_MS = 250;

  private final RunOrders orders;
  private final ConcurrentMap<UUID, CompletableFuture<Verdict>> waiting = new ConcurrentHashMap<>();

  public Verdicts(RunOrders orders) {
    this.orders = orders;
  }

  public void told(UUID commandId, Verdict verdict) {
    CompletableFuture<Verdict> listener = waiting.get(commandId);
    if (listener != null) listener.complete(verdict);
  }

  /**
   * @throws StoreUnavailable when there is none in time: the order stays stored
   */
  Verdict await(UUID commandId, Duration patience) {
    CompletableFuture<Verdict> here =
        waiting.computeIfAbsent(commandId, id -> new CompletableFuture<>());
    try {
      long end = System.nanoTime() + patience.toNanos();
      long look = FIRST_LOOK_MS;
      while (System.nanoTime() - end < 0) {
        try {
          return here.get(look, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          Verdict verdict = orders.outcome(commandId);
          if (verdict != null) return verdict;
          look = Math.min(look * 2, LONGEST_LOOK_MS);
        }
      }
      throw new StoreUnavailable(
          "the order is stored and not folded yet", new TimeoutException(commandId.toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted while an order was being folded", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("expected a verdict, but", e);
    } finally {
      waiting.remove(commandId, here);
    }
  }
}

package dev.holdfast.adapter.temporal;

import dev.holdfast.adapter.temporal.wire.Loss;
import dev.holdfast.application.port.in.InvokeAction;
import dev.holdfast.application.port.out.CrashPoints;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Calls whose worker can be lost: what the server would learn by a heartbeat that does not come, it
 * learns at once, so that a test need not wait for it. Thread-safe.
 */
final class LosableCalls implements InvokeAction, CrashPoints {
  private final InvokeAction calls;

  // One per rig: a call and the worker it is lost with meet on one thread.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Instant> lost = new ThreadLocal<>();

  private final AtomicInteger underWay = new AtomicInteger();
  private volatile CompletableFuture<Object> loss = new CompletableFuture<>();

  LosableCalls(InvokeAction calls) {
    this.calls = calls;
  }

  @Override
  public CallAnswer invoke(CallSite site, Effect.InvokeAction call) {
    CompletableFuture<Object> first = new CompletableFuture<>();
    loss.thenAccept(first::complete);
    Thread.startVirtualThread(() -> answer(site, call, first));
    underWay.incrementAndGet();
    Object what = uninterrupted(first);
    underWay.decrementAndGet();
    if (what instanceof CallAnswer answer) return answer;
    lost.set((Instant) what);
    return new CallAnswer.Pending(List.of());
  }

  private void answer(CallSite site, Effect.InvokeAction call, CompletableFuture<Object> first) {
    try {
      first.complete(calls.invoke(site, call));
    } catch (RuntimeException e) {
      first.completeExceptionally(e);
    }
  }

  /** Cancelled: the script may want to see what becomes of its answer all the same. */
  private static Object uninterrupted(CompletableFuture<Object> coming) {
    while (true) {
      try {
        return coming.get();
      } catch (InterruptedException e) {
        // Goes on.
      } catch (ExecutionException e) {
        throw new IllegalStateException("expected an answer, but " + e.getCause(), e);
      }
    }
  }

  @Override
  public void pass(Point point) {
    Instant at = lost.get();
    if (point != Point.AFTER_CALL || at == null) return;
    lost.remove();
    throw Loss.known(at);
  }

  /**
   * Whatever is under way is lost.
   *
   * @param at what time it is
   * @return false when nothing was
   */
  boolean lose(Instant at) {
    boolean any = underWay.get() > 0;
    CompletableFuture<Object> now = loss;
    loss = new CompletableFuture<>();
    now.complete(at);
    return any;
  }
}

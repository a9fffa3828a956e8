package dev.holdfast.adapter.temporal;

import dev.holdfast.application.port.in.InvokeAction;
import dev.holdfast.application.port.out.CrashPoints;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
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
  private final ThreadLocal<@Nullable Duration> lost = new ThreadLocal<>();

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
    lost.set((Duration) what);
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
    Duration pause = lost.get();
    if (point != Point.AFTER_CALL || pause == null) return;
    lost.remove();
    throw ApplicationFailure.newBuilder()
        .setMessage("the worker is lost")
        .setType("WORKER_LOST")
        .setNextRetryDelay(pause)
        .build();
  }

  /**
   * Whatever is under way is lost.
   *
   * @param pause before the server hands it to another worker
   * @return false when nothing was
   */
  boolean lose(Duration pause) {
    boolean any = underWay.get() > 0;
    CompletableFuture<Object> now = loss;
    loss = new CompletableFuture<>();
    now.complete(pause);
    return any;
  }
}

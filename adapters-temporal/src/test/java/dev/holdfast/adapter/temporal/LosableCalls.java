package dev.holdfast.adapter.temporal;

import dev.holdfast.adapter.temporal.wire.Loss;
import dev.holdfast.application.port.in.InvokeAction;
import dev.holdfast.application.port.out.CrashPoints;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
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

  private final List<UUID> underWay = new ArrayList<>();
  private CompletableFuture<Object> loss = new CompletableFuture<>();

  LosableCalls(InvokeAction calls) {
    this.calls = calls;
  }

  @Override
  public CallAnswer invoke(CallSite site, Effect.InvokeAction call) {
    CompletableFuture<Object> first = takeOff(call.callId());
    Thread work = Thread.startVirtualThread(() -> answer(site, call, first));
    Object what = passingOn(first, work);
    land(call.callId());
    if (what instanceof CallAnswer answer) return answer;
    lost.set((Instant) what);
    return new CallAnswer.Pending(List.of());
  }

  private synchronized CompletableFuture<Object> takeOff(UUID callId) {
    CompletableFuture<Object> first = new CompletableFuture<>();
    loss.thenAccept(first::complete);
    underWay.add(callId);
    return first;
  }

  private synchronized void land(UUID callId) {
    underWay.remove(callId);
  }

  private void answer(CallSite site, Effect.InvokeAction call, CompletableFuture<Object> first) {
    try {
      first.complete(calls.invoke(site, call));
    } catch (RuntimeException e) {
      first.completeExceptionally(e);
    }
  }

  /** An interrupt is for the work to obey: the script may want to see its answer all the same. */
  private static Object passingOn(CompletableFuture<Object> coming, Thread work) {
    while (true) {
      try {
        return coming.get();
      } catch (InterruptedException e) {
        work.interrupt();
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
   * @param expecting hears which calls will be lost, before they are
   * @return false when none was under way
   */
  synchronized boolean lose(Instant at, Consumer<List<UUID>> expecting) {
    List<UUID> lost = List.copyOf(underWay);
    expecting.accept(lost);
    CompletableFuture<Object> now = loss;
    loss = new CompletableFuture<>();
    now.complete(at);
    return !lost.isEmpty();
  }
}

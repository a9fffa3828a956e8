package dev.holdfast.adapter.temporal.workflow;

import dev.holdfast.adapter.temporal.wire.Answers;
import dev.holdfast.adapter.temporal.wire.CallOrder;
import dev.holdfast.adapter.temporal.wire.Loss;
import dev.holdfast.adapter.temporal.wire.RunActivities;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one run that workers carry out. One that ends without an answer is lost, which is
 * for the interpreter to judge: it asks for it again, or not. For workflow code.
 */
final class CallsInFlight {
  private final Function<Effect.InvokeAction, CallOrder> orders;
  private final Duration heartbeat;
  private final RunClock clock;
  private final Inbox inbox;
  private final int generation;
  private final Portions portions;
  private final boolean cancels;
  private final Map<UUID, CancellationScope> flights = new TreeMap<>();
  private long losses;

  CallsInFlight(
      Function<Effect.InvokeAction, CallOrder> orders,
      Duration heartbeat,
      RunClock clock,
      Inbox inbox,
      int generation,
      Portions portions,
      boolean cancels) {
    this.orders = orders;
    this.heartbeat = heartbeat;
    this.clock = clock;
    this.inbox = inbox;
    this.generation = generation;
    this.portions = portions;
    this.cancels = cancels;
  }

  boolean isEmpty() {
    return flights.isEmpty();
  }

  boolean awaits(UUID callId) {
    return flights.containsKey(callId);
  }

  void begin(Effect.InvokeAction call) {
    if (flights.containsKey(call.callId())) return;
    byte[] order = orders.apply(call).toBytes();
    portions.take(order.length);
    CallLimits limits = CallLimits.of(left(call), heartbeat);
    CancellationScope scope =
        Workflow.newCancellationScope(() ->
            hear(
                call,
                Stubs.call(limits).executeAsync(RunActivities.CALL, byte[].class, (Object) order)));
    flights.put(call.callId(), scope);
    scope.run();
  }

  /** Null where the run goes by another clock than the server. */
  private @Nullable Duration left(Effect.InvokeAction call) {
    return clock.isOwn() ? Duration.between(clock.now(), call.deadline()) : null;
  }

  /** Tells the worker, and waits for no answer. */
  void cancel(UUID callId) {
    CancellationScope scope = flights.remove(callId);
    if (scope != null && cancels) scope.cancel();
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  private void hear(Effect.InvokeAction call, Promise<byte[]> answer) {
    answer.handle((bytes, failure) -> {
      // What was cancelled is nobody's any more.
      if (flights.remove(call.callId()) != null) ended(call, bytes, failure);
      return null;
    });
  }

  private void ended(
      Effect.InvokeAction call, byte @Nullable [] bytes, @Nullable RuntimeException failure) {
    if (bytes != null) {
      inbox.add(Answers.finished(bytes));
    } else if (failure != null && !Loss.isOverdue(failure)) {
      Instant at = Loss.at(failure);
      String id = "lost:" + generation + ":" + losses++;
      inbox.add(new Input.CallLost(id, at == null ? clock.now() : at, call.callId()));
    }
  }
}

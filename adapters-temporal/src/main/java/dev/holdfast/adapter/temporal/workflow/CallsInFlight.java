package dev.holdfast.adapter.temporal.workflow;

import dev.holdfast.adapter.temporal.wire.Answers;
import dev.holdfast.adapter.temporal.wire.CallOrder;
import dev.holdfast.adapter.temporal.wire.RunActivities;
import dev.holdfast.domain.run.Effect;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TimeoutFailure;
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

/** The calls of one run that workers carry out. For workflow code. */
final class CallsInFlight {
  /** The interpreter's own timer comes first. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Function<Effect.InvokeAction, CallOrder> orders;
  private final Duration heartbeat;
  private final RunClock clock;
  private final Inbox inbox;
  private final RunTimer timer;
  private final Map<UUID, CancellationScope> flights = new TreeMap<>();

  CallsInFlight(
      Function<Effect.InvokeAction, CallOrder> orders,
      Duration heartbeat,
      RunClock clock,
      Inbox inbox,
      RunTimer timer) {
    this.orders = orders;
    this.heartbeat = heartbeat;
    this.clock = clock;
    this.inbox = inbox;
    this.timer = timer;
  }

  boolean isEmpty() {
    return flights.isEmpty();
  }

  void begin(Effect.InvokeAction call) {
    if (flights.containsKey(call.callId())) return;
    Instant now = clock.now();
    Duration left = Duration.between(now, call.deadline());
    Duration most = left.isNegative() ? GRACE : left.plus(GRACE);
    byte[] order = orders.apply(call).toBytes();
    CancellationScope scope =
        Workflow.newCancellationScope(() ->
            hear(
                call,
                Stubs.call(most, heartbeat)
                    .executeAsync(RunActivities.CALL, byte[].class, (Object) order)));
    flights.put(call.callId(), scope);
    scope.run();
  }

  /** Tells the worker, and waits for no answer. */
  void cancel(UUID callId) {
    CancellationScope scope = flights.remove(callId);
    if (scope != null) scope.cancel();
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
    } else if (failure != null && isOverdue(failure)) {
      timer.tick(call.deadline());
    } else if (failure != null && !(failure.getCause() instanceof CanceledFailure)) {
      inbox.add(Answers.lost(call, clock.now(), Stubs.CALL_LOSSES));
    }
  }

  /** The call as a whole took too long, which is for the interpreter to say. */
  private static boolean isOverdue(RuntimeException failure) {
    return failure.getCause() instanceof TimeoutFailure timeout
        && switch (timeout.getTimeoutType()) {
          case TIMEOUT_TYPE_SCHEDULE_TO_CLOSE -> true;
          case TIMEOUT_TYPE_START_TO_CLOSE,
              TIMEOUT_TYPE_SCHEDULE_TO_START,
              TIMEOUT_TYPE_HEARTBEAT,
              TIMEOUT_TYPE_UNSPECIFIED,
              UNRECOGNIZED ->
              false;
        };
  }
}

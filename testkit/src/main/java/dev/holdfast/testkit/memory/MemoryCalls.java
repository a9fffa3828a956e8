package dev.holdfast.testkit.memory;

import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Calls in the order they were handed out, and the answers that virtual time has yet to bring. */
final class MemoryCalls {
  private final Map<UUID, HandedCall> calls = new LinkedHashMap<>();
  private final PriorityQueue<Scheduled> scheduled =
      new PriorityQueue<>(Comparator.comparing(Scheduled::at).thenComparingLong(Scheduled::order));
  private long order;

  /** An answer on its way. */
  record Scheduled(Instant at, long order, UUID callId, CallAnswer answer) {}

  void hand(UUID runId, Effect.InvokeAction call) {
    HandedCall before = calls.get(call.callId());
    calls.put(
        call.callId(),
        before == null
            ? new HandedCall(runId, call, HandedCall.Status.OPEN, 0)
            : before.handedAgain());
  }

  HandedCall get(UUID callId) {
    HandedCall call = calls.get(callId);
    if (call == null)
      throw new IllegalArgumentException("expected a call " + callId + ", but none");
    return call;
  }

  void mark(UUID callId, HandedCall.Status status) {
    calls.computeIfPresent(callId, (id, call) -> call.with(status));
  }

  /** Cancels a call unless it is answered. */
  void cancel(UUID callId) {
    HandedCall call = calls.get(callId);
    if (call != null && call.status() != HandedCall.Status.ANSWERED) {
      mark(callId, HandedCall.Status.CANCELED);
    }
  }

  void schedule(Instant now, Duration delay, UUID callId, CallAnswer answer) {
    scheduled.add(new Scheduled(now.plus(delay), order++, callId, answer));
  }

  @Nullable Instant nextDue() {
    Scheduled head = scheduled.peek();
    return head == null ? null : head.at();
  }

  /** Takes the next answer that has arrived by an instant; null when none has. */
  @Nullable Scheduled take(Instant now) {
    Scheduled head = scheduled.peek();
    return head == null || head.at().isAfter(now) ? null : scheduled.remove();
  }

  List<HandedCall> all() {
    return new ArrayList<>(calls.values());
  }
}

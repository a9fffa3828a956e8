package dev.holdfast.adapter.quartz;

import dev.holdfast.application.port.in.InvokeAction;
import dev.holdfast.application.port.out.CrashPoints.Point;
import dev.holdfast.application.port.out.RunStore.LateAnswer;
import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run's calls in flight, each on a virtual thread. Thread-safe. */
final class Calls {
  private static final long PAUSE_NANOS = Duration.ofMillis(500).toNanos();
  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  private final Node node;
  private final ActiveRun run;
  private final Map<UUID, Flight> flights = new ConcurrentHashMap<>();

  Calls(Node node, ActiveRun run) {
    this.node = node;
    this.run = run;
  }

  /** A call under way. An interrupt reaches its thread only while the call lasts. */
  private static final class Flight {
    private @Nullable Thread thread;
    private boolean cancelled;

    synchronized void cancel() {
      cancelled = true;
      if (thread != null) thread.interrupt();
    }

    /** False when the call was cancelled before it began. */
    synchronized boolean takeOff() {
      thread = Thread.currentThread();
      return !cancelled;
    }

    synchronized boolean land() {
      thread = null;
      // Whatever interrupt came was for the call: the thread goes on to fold its answer.
      boolean wasInterrupted = Thread.interrupted();
      return cancelled || wasInterrupted;
    }
  }

  boolean isEmpty() {
    return flights.isEmpty();
  }

  boolean hasOtherThan(Set<UUID> callIds) {
    return !flights.isEmpty() && !callIds.containsAll(flights.keySet());
  }

  /** Ends every call that is not awaited any more. */
  void cancel(UUID callId) {
    Flight flight = flights.remove(callId);
    if (flight != null) flight.cancel();
  }

  void cancelAll() {
    for (UUID callId : List.copyOf(flights.keySet())) cancel(callId);
  }

  /**
   * Counts a call as under way, by whoever has the turn: until its answer is folded the run stays.
   *
   * @return false for a repeat of what is under way here, which adds nothing
   */
  boolean prepare(Effect.InvokeAction call) {
    return flights.putIfAbsent(call.callId(), new Flight()) == null;
  }

  /** Carries a prepared call out on this thread and hands its answer to the run. */
  void carryOut(Effect.InvokeAction call) {
    Flight flight = flights.get(call.callId());
    if (flight == null || !flight.takeOff()) return;
    node.ports().crashPoints().pass(Point.BEFORE_CALL);
    long begun = System.nanoTime();
    CallAnswer answer = invoke(call);
    boolean cancelled = flight.land();
    node.ports().crashPoints().pass(Point.AFTER_CALL);
    node.ports().metrics().callEnded(Duration.ofNanos(System.nanoTime() - begun));
    Input.CallFinished finished =
        new Input.CallFinished(
            "call:" + call.callId(),
            node.ports().time().now(),
            call.callId(),
            call.attempt(),
            answer);
    if (cancelled) late(finished, "CLOSED");
    else if (!run.landed(finished)) late(finished, "RUN_NOT_ACTIVE");
  }

  /** The answer lies on the desk. */
  void landed(UUID callId) {
    flights.remove(callId);
  }

  private CallAnswer invoke(Effect.InvokeAction call) {
    InvokeAction.CallSite site =
        new InvokeAction.CallSite(
            run.tenantId(),
            run.id(),
            run.facts().principal(),
            run.facts().traceId(),
            () -> node.ports().tokens().token(run.id(), call.callId()));
    while (true) {
      try {
        return node.uses().actions().invoke(site, call);
      } catch (StoreUnavailable e) {
        // Whether the call was made is not known: the same call again, under the same key.
        LOG.warn("run {}: a call waits for the database", run.id());
        LockSupport.parkNanos(PAUSE_NANOS);
        if (Thread.interrupted()) return failed("CANCELLED", "the call was cancelled");
      } catch (RuntimeException e) {
        LOG.error("run {}: call {} broke its promise not to throw", run.id(), call.actionId(), e);
        return failed("INTERNAL", "the call could not be carried out");
      }
    }
  }

  private static CallAnswer failed(String code, String message) {
    ErrorCategory category =
        code.equals("CANCELLED") ? ErrorCategory.CANCELLED : ErrorCategory.INTERNAL;
    return new CallAnswer.Failed(
        new RunError(category, code, message, null, null, null, true, Map.of()), null, List.of());
  }

  /** Records an answer that nobody waits for. */
  void late(Input.CallFinished finished, String reason) {
    if (isSilence(finished.answer())) return;
    node.ports().metrics().lateAnswer();
    try {
      node.ports()
          .store()
          .recordLate(
              new LateAnswer(
                  run.tenantId(),
                  run.id(),
                  finished.callId(),
                  finished.attempt(),
                  finished.at(),
                  reason,
                  finished.answer()));
    } catch (StoreUnavailable e) {
      LOG.warn("run {}: a late answer could not be recorded: {}", run.id(), e.getMessage());
    }
  }

  /** A call that obeyed its interrupt has nothing to say. */
  private static boolean isSilence(CallAnswer answer) {
    return switch (answer) {
      case CallAnswer.Done done -> false;
      case CallAnswer.Pending pending -> true;
      case CallAnswer.Failed failed -> failed.error().category() == ErrorCategory.CANCELLED;
    };
  }
}

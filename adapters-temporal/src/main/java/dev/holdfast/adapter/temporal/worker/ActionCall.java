package dev.holdfast.adapter.temporal.worker;

import dev.holdfast.adapter.temporal.wire.Answers;
import dev.holdfast.adapter.temporal.wire.CallOrder;
import dev.holdfast.application.edition.EngineEdition.Ports;
import dev.holdfast.application.edition.EngineEdition.Uses;
import dev.holdfast.application.port.in.InvokeAction;
import dev.holdfast.application.port.out.CrashPoints.Point;
import dev.holdfast.application.port.out.RunStore.LateAnswer;
import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls actions for runs' workflows. Thread-safe. */
final class ActionCall {
  private static final long PAUSE_NANOS = Duration.ofMillis(500).toNanos();
  private static final long LONG_NANOS = Duration.ofMillis(200).toNanos();
  private static final Logger LOG = LoggerFactory.getLogger(ActionCall.class);

  private final Ports ports;
  private final Uses uses;

  ActionCall(Ports ports, Uses uses) {
    this.ports = ports;
    this.uses = uses;
  }

  /** Whatever the action says, and whatever goes wrong on our side, is an answer. */
  Input.CallFinished answer(CallOrder order, CallAtWork work, Pulse pulse, Duration beat) {
    if (!work.isAwaited()) {
      return Answers.finished(order.call(), ports.time().now(), cancelled());
    }
    ports.crashPoints().pass(Point.BEFORE_CALL);
    firstStep(order);
    long begun = System.nanoTime();
    CallAnswer answer = work.during(pulse, beat, () -> invoke(order));
    long nanos = System.nanoTime() - begun;
    ports.crashPoints().pass(Point.AFTER_CALL);
    ports.metrics().callEnded(Duration.ofNanos(nanos));
    Input.CallFinished finished = Answers.finished(order.call(), ports.time().now(), answer);
    if (nanos > LONG_NANOS) work.ask();
    String reason = work.given();
    if (reason != null) late(ports, order.tenantId(), order.runId(), finished, reason);
    return finished;
  }

  private void firstStep(CallOrder order) {
    Instant acceptedAt = order.acceptedAt();
    if (acceptedAt == null) return;
    ports.metrics().firstStep(Duration.between(acceptedAt, ports.time().now()));
  }

  private CallAnswer invoke(CallOrder order) {
    while (true) {
      try {
        InvokeAction.CallSite site =
            new InvokeAction.CallSite(
                order.tenantId(),
                order.runId(),
                order.principal(),
                order.traceId(),
                () -> ports.tokens().token(order.runId(), order.call().callId()));
        return uses.actions().invoke(site, order.call());
      } catch (StoreUnavailable e) {
        // Whether the call was made is not known: the same call again, under the same key.
        LOG.warn("run {}: a call waits for the database", order.runId());
        LockSupport.parkNanos(PAUSE_NANOS);
        if (Thread.interrupted()) return cancelled();
      } catch (RuntimeException e) {
        LOG.error("run {}: call {} threw", order.runId(), order.call().actionId(), e);
        return failed(ErrorCategory.INTERNAL, "the call could not be carried out");
      }
    }
  }

  private static CallAnswer cancelled() {
    return failed(ErrorCategory.CANCELLED, "the call was cancelled");
  }

  private static CallAnswer failed(ErrorCategory category, String message) {
    String code = category == ErrorCategory.CANCELLED ? "CANCELLED" : "INTERNAL";
    RunError error = new RunError(category, code, message, null, null, null, true, Map.of());
    return new CallAnswer.Failed(error, null, List.of());
  }

  /** Records an answer that nobody waits for. */
  static void late(
      Ports ports, String tenantId, UUID runId, Input.CallFinished finished, String reason) {
    if (isSilence(finished.answer())) return;
    ports.metrics().lateAnswer();
    try {
      ports
          .projections()
          .recordLate(
              new LateAnswer(
                  tenantId,
                  runId,
                  finished.callId(),
                  finished.attempt(),
                  finished.at(),
                  reason,
                  finished.answer()));
    } catch (StoreUnavailable e) {
      LOG.warn("run {}: a late answer could not be recorded: {}", runId, e.getMessage());
    }
  }

  /** A call that obeyed its interrupt has nothing to say. */
  private static boolean isSilence(CallAnswer answer) {
    return switch (answer) {
      case CallAnswer.Done _ -> false;
      case CallAnswer.Pending _ -> true;
      case CallAnswer.Failed failed -> failed.error().category() == ErrorCategory.CANCELLED;
    };
  }
}

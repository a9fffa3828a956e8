package dev.holdfast.adapter.temporal.engine;

import dev.holdfast.adapter.temporal.wire.Letter;
import dev.holdfast.application.edition.EngineEdition.Ports;
import dev.holdfast.application.edition.OuterEngine;
import dev.holdfast.application.port.out.CallbackTokens.Callee;
import dev.holdfast.application.port.out.NewRun;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.application.port.out.RunIntake;
import dev.holdfast.application.port.out.RunOrders;
import dev.holdfast.application.port.out.RunOrders.Posted;
import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine that keeps its runs in Temporal. */
public final class TemporalRunEngine implements RunEngine {
  public static final String NAME = "temporal";
  private static final Logger LOG = LoggerFactory.getLogger(TemporalRunEngine.class);

  private final Ports ports;
  private final Courier courier;
  private final MailRounds mail;
  private final Standings standings;
  private final Verdicts verdicts;
  private final RunsHere here;
  private final Duration patience;

  public TemporalRunEngine(
      Ports ports,
      Courier courier,
      MailRounds mail,
      Standings standings,
      Verdicts verdicts,
      RunsHere here,
      Duration patience) {
    this.ports = ports;
    this.courier = courier;
    this.mail = mail;
    this.standings = standings;
    this.verdicts = verdicts;
    this.here = here;
    this.patience = patience;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean supports(String engine, Operation operation) {
    return switch (operation) {
      case CANCEL, REPLAY -> engine.equals(NAME);
      case RESUME, RETRY, REQUEUE_EVENT_WAIT -> false;
    };
  }

  /** Stored is accepted; Temporal gets it at once, or when it is back. */
  @Override
  public StartResult start(NewRun run) {
    StartResult result = ports.intake().accept(run, NAME);
    if (result instanceof StartResult.Created) {
      here.accepted(RunIntake.beforeStart(run));
      Thread.startVirtualThread(() -> begin(run));
    }
    return result;
  }

  private void begin(NewRun run) {
    try {
      courier.start(run, patience);
      // That the run has begun is told by the run; the sweep notes what is never told.
    } catch (RuntimeException e) {
      LOG.warn("run {} waits for Temporal to start it: {}", run.start().runId(), e.getMessage());
    }
  }

  /** Temporal first: what it has not taken is not noted anywhere. */
  @Override
  public CancelResult cancel(OperatorOrder order, boolean force) {
    RunIntake.Known known = ports.intake().find(order.runId());
    if (known == null || !known.tenantId().equals(order.tenantId())) return CancelResult.NOT_FOUND;
    if (known.status().ended()) return CancelResult.ENDED;
    Instant at = ports.time().now();
    Input.CancelRequested input =
        new Input.CancelRequested("order:" + order.orderId(), at, order.reason(), force);
    try {
      return switch (courier.deliver(order.runId(), Letter.own(input), patience)) {
        case YES -> {
          ports.intake().cancelTaken(ports.ids().next(), order, at);
          yield CancelResult.STORED;
        }
        case RUN_IS_OVER -> missing(order.runId());
      };
    } catch (Unreached | StoreUnavailable e) {
      LOG.warn("run {} could not be cancelled: {}", order.runId(), e.getMessage());
      return CancelResult.NOT_REACHED;
    }
  }

  /** Nobody took it: a run that Temporal does not know has not ended as far as we can tell. */
  private CancelResult missing(UUID runId) {
    return switch (standings.of(runId)) {
      case OuterEngine.Standing.Unknown _, OuterEngine.Standing.Alive _ -> CancelResult.NOT_REACHED;
      case OuterEngine.Standing.Forgotten _,
          OuterEngine.Standing.Completed _,
          OuterEngine.Standing.Ended _ ->
          CancelResult.ENDED;
    };
  }

  @Override
  public CommandResult command(OperatorOrder order, Input.Command command) {
    RunIntake.Known known = ports.intake().find(order.runId());
    if (known == null || !known.tenantId().equals(order.tenantId())) {
      return new CommandResult.NotFound();
    }
    return new CommandResult.Unsupported(NAME);
  }

  @Override
  public CallbackResult callback(String token, CallAnswer answer) {
    Callee callee = ports.tokens().callee(token);
    if (callee == null) return new CallbackResult.UnknownToken();
    UUID runId = callee.runId();
    UUID commandId = ports.ids().next();
    String id = "callback:" + callee.callId();
    RunOrders.Order order =
        new RunOrders.Order(
            commandId,
            null,
            runId,
            id,
            "callback",
            "callback",
            "callback",
            false,
            at -> new Input.CallbackReceived(id, at, callee.callId(), answer));
    return switch (ports.intake().post(order)) {
      case Posted.NotFound _ -> new CallbackResult.UnknownToken();
      case Posted.Ended _ -> delivered(runId, Verdict.Reason.RUN_NOT_ACTIVE, "the run has ended");
      case Posted.Repeated(UUID first) -> {
        brought(runId, first);
        yield delivered(runId, Verdict.Reason.REPEATED, "it had been received before");
      }
      case Posted.Stored _ -> new CallbackResult.Delivered(runId, brought(runId, commandId));
      case Posted.Claimed claimed ->
          throw new IllegalStateException("expected nobody to claim " + claimed.run());
    };
  }

  private static CallbackResult delivered(UUID runId, Verdict.Reason reason, String message) {
    return new CallbackResult.Delivered(runId, new Verdict.Refused(reason, message));
  }

  /** The verdict comes back as the run tells it. */
  private Verdict brought(UUID runId, UUID commandId) {
    try {
      mail.bring(runId, patience);
    } catch (Unreached e) {
      LOG.warn("run {}: a callback waits for Temporal: {}", runId, e.getMessage());
    }
    return verdicts.await(commandId, patience);
  }
}

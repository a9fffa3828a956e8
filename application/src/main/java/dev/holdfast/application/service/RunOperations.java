package dev.holdfast.application.service;

import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.OperateRun;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.Refusal;
import dev.holdfast.application.port.in.Refusal.Kind;
import dev.holdfast.application.port.in.Refusal.Place;
import dev.holdfast.application.port.in.StartRun;
import dev.holdfast.application.port.out.Ids;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.application.port.out.RunEngine.CancelResult;
import dev.holdfast.application.port.out.RunEngine.CommandResult;
import dev.holdfast.application.port.out.RunEngine.OperatorOrder;
import dev.holdfast.application.port.out.RunReads;
import dev.holdfast.application.view.RunView;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Carries operators' orders to the run's engine. Thread-safe. */
public final class RunOperations implements OperateRun {
  static final int REASON_MIN = 3;
  static final int REASON_MAX = 1000;

  private final RunEngine engine;
  private final RunReads runs;
  private final StartRun starts;
  private final Ids ids;

  public RunOperations(RunEngine engine, RunReads runs, StartRun starts, Ids ids) {
    this.engine = engine;
    this.runs = runs;
    this.starts = starts;
    this.ids = ids;
  }

  @Override
  public Outcome<UUID> cancel(Caller caller, UUID runId, String reason, boolean force) {
    Refusal wrong = wrong(caller, reason);
    if (wrong != null) return Outcome.refused(wrong);
    CancelResult result = engine.cancel(order(caller, runId, reason), force);
    return switch (result) {
      case STORED -> Outcome.ok(runId);
      case NOT_FOUND -> Outcome.refused(Refusals.runNotFound());
      case ENDED ->
          conflict(caller, runId, "cancel", "RUN_NOT_ACTIVE", "expected a run that has not ended");
      case NOT_REACHED -> notReached(caller, runId);
    };
  }

  @Override
  public Outcome<UUID> command(Caller caller, UUID runId, String reason, Input.Command command) {
    Refusal wrong = wrong(caller, reason);
    if (wrong != null) return Outcome.refused(wrong);
    return switch (engine.command(order(caller, runId, reason), command)) {
      case CommandResult.NotFound _ -> Outcome.refused(Refusals.runNotFound());
      case CommandResult.Folded(Verdict.Applied _) -> Outcome.ok(runId);
      case CommandResult.Folded(Verdict.Refused(Verdict.Reason why, String message)) ->
          conflict(caller, runId, name(command), why.name(), message);
      case CommandResult.Unsupported(String name) -> unsupported(runId, name(command), name);
    };
  }

  @Override
  public Outcome<UUID> replay(
      Caller caller, UUID runId, String reason, @Nullable Map<String, @Nullable Object> payload) {
    Refusal wrong = wrong(caller, reason);
    if (wrong != null) return Outcome.refused(wrong);
    RunView run = runs.run(caller.tenantId(), runId);
    if (run == null) return Outcome.refused(Refusals.runNotFound());
    Map<String, @Nullable Object> chosen =
        payload == null ? runs.startPayload(caller.tenantId(), runId) : payload;
    Outcome<StartRun.Started> started =
        starts.start(
            caller,
            new StartRun.Request(
                run.workflowId().toString(),
                run.workflowVersion(),
                chosen,
                run.tags(),
                new StartRun.Origin.Replay(runId)));
    return switch (started) {
      case Outcome.Ok<StartRun.Started>(StartRun.Started ok) -> Outcome.ok(ok.runId());
      case Outcome.Refused<StartRun.Started>(Refusal refusal) -> Outcome.refused(refusal);
    };
  }

  @Override
  public List<String> possible(RunView run) {
    return PossibleOrders.of(run, engine);
  }

  private static @Nullable Refusal wrong(Caller caller, String reason) {
    if (!caller.may(Permission.WORKFLOW_ADMIN)) {
      return Refusals.forbidden(Permission.WORKFLOW_ADMIN);
    }
    int length = reason.strip().length();
    if (length >= REASON_MIN && length <= REASON_MAX) return null;
    String message = "expected a reason of " + REASON_MIN + " to " + REASON_MAX + " characters";
    return new Refusal(
        Kind.MALFORMED,
        "INVALID_REQUEST",
        message,
        List.of(new Place("/reason", "REASON_REQUIRED", message)),
        Map.of());
  }

  private OperatorOrder order(Caller caller, UUID runId, String reason) {
    return new OperatorOrder(
        caller.tenantId(), runId, ids.next().toString(), caller.principal(), reason.strip());
  }

  private Outcome<UUID> conflict(
      Caller caller, UUID runId, String action, String code, String message) {
    RunView run = runs.run(caller.tenantId(), runId);
    return run == null
        ? Outcome.refused(Refusals.runNotFound())
        : conflict(run, action, code, message);
  }

  private Outcome<UUID> notReached(Caller caller, UUID runId) {
    RunView run = runs.run(caller.tenantId(), runId);
    return run == null
        ? Outcome.refused(Refusals.runNotFound())
        : conflict(
            run,
            "cancel",
            engineCode(run.engine(), "CANCEL_FAILED"),
            "expected the run's engine to take the cancel, but it did not");
  }

  private static Outcome<UUID> conflict(RunView run, String action, String code, String message) {
    Map<String, @Nullable Object> details = new LinkedHashMap<>();
    details.put("code", code);
    details.put("action", action);
    details.put("engine", run.engine());
    details.put("runId", run.runId().toString());
    details.put("currentStatus", run.status().name());
    details.put("hint", hint(code));
    return Outcome.refused(
        new Refusal(Kind.CONFLICT, code, message, List.of(), Map.of("details", details)));
  }

  /** Said before any look at the run: its state has nothing to do with it. */
  private static Outcome<UUID> unsupported(UUID runId, String action, String engine) {
    String code = engineCode(engine, "ACTION_UNSUPPORTED");
    Map<String, @Nullable Object> details = new LinkedHashMap<>();
    details.put("code", code);
    details.put("action", action);
    details.put("engine", engine);
    details.put("runId", runId.toString());
    details.put("hint", "Replay the run to do its work again.");
    return Outcome.refused(
        new Refusal(
            Kind.CONFLICT,
            code,
            "expected an engine that can " + action + " a run, but " + engine + " cannot",
            List.of(),
            Map.of("details", details)));
  }

  private static String engineCode(String engine, String what) {
    return "WORKFLOW_" + engine.toUpperCase(Locale.ROOT) + "_" + what;
  }

  private static String hint(String code) {
    return switch (code) {
      case "RUN_NOT_ACTIVE" -> "Replay the run to do its work again.";
      case "RUN_NOT_FAILED" -> "Only a failed run can be retried.";
      case "RUN_IS_CHILD" -> "Retry the parent run, or replay this one.";
      case "WAIT_AMBIGUOUS" -> "Name one of the open waits as waitId.";
      case "WAIT_NOT_FOUND" -> "Read the run's open waits again.";
      case "NO_EVENT_WAIT" -> "Use retry: this run did not fail by an event wait's timeout.";
      default -> "Read the run again.";
    };
  }

  private static String name(Input.Command command) {
    return switch (command) {
      case Input.Command.Resume _ -> "resume";
      case Input.Command.Retry _ -> "retry";
      case Input.Command.RequeueEventWait _ -> "requeue-event-wait";
    };
  }
}

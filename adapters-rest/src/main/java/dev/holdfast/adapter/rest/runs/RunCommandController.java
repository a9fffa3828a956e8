package dev.holdfast.adapter.rest.runs;

import dev.holdfast.adapter.rest.Body;
import dev.holdfast.adapter.rest.Endpoint;
import dev.holdfast.adapter.rest.Fields;
import dev.holdfast.adapter.rest.Reply;
import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.OperateRun;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.ReadRuns;
import dev.holdfast.domain.definition.AssignPath;
import dev.holdfast.domain.run.Input.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Operators' commands. */
@RestController
public class RunCommandController {
  private static final String UNSUPPORTED =
      "WORKFLOW_TEMPORAL_ACTION_UNSUPPORTED: the run is on Temporal, where this does not exist,"
          + " whatever the run's state; nothing was changed";

  private final OperateRun operations;
  private final ReadRuns runs;

  public RunCommandController(OperateRun operations, ReadRuns runs) {
    this.operations = operations;
    this.runs = runs;
  }

  @PostMapping("/api/workflow-runs/{runId}/cancel")
  @Endpoint(
      summary = "Cancel a run",
      needs = Permission.WORKFLOW_ADMIN,
      body = "CancelRun",
      answers = "202 Run",
      problems = {404, 409},
      conflicts = {
        "RUN_NOT_ACTIVE: the run has ended",
        "WORKFLOW_TEMPORAL_CANCEL_FAILED: the run is on Temporal, which did not take the cancel in"
            + " time; nothing was stored"
      })
  Reply cancel(Caller caller, @PathVariable String runId, Body body) {
    UUID id = RunIds.require(runId);
    Cancel cancel = body.read(f -> new Cancel(reason(f), f.flag("force", false)));
    return answer(caller, operations.cancel(caller, id, cancel.reason(), cancel.force()), 202);
  }

  @PostMapping("/api/workflow-runs/{runId}/resume")
  @Endpoint(
      summary = "End an open wait by hand",
      needs = Permission.WORKFLOW_ADMIN,
      body = "ResumeRun",
      answers = "200 Run",
      problems = {404, 409},
      conflicts = {
        "RUN_NOT_ACTIVE: the run has ended",
        "WAIT_NOT_FOUND: the run has no such open wait",
        "WAIT_AMBIGUOUS: several waits are open; waitId names one",
        UNSUPPORTED
      })
  Reply resume(Caller caller, @PathVariable String runId, Body body) {
    return command(caller, runId, body.read(RunCommandController::resume));
  }

  @PostMapping("/api/workflow-runs/{runId}/retry")
  @Endpoint(
      summary = "Go on from where a failed run failed",
      needs = Permission.WORKFLOW_ADMIN,
      body = "RetryRun",
      answers = "200 Run",
      problems = {404, 409},
      conflicts = {
        "RUN_NOT_FAILED: only a failed run can be retried",
        "RUN_IS_CHILD: the parent run decides about it",
        UNSUPPORTED
      })
  Reply retry(Caller caller, @PathVariable String runId, Body body) {
    return command(
        caller, runId, body.read(f -> new Order(reason(f), new Command.Retry(repairs(f)))));
  }

  @PostMapping("/api/workflow-runs/{runId}/requeue-event-wait")
  @Endpoint(
      summary = "Open the event wait again whose timeout failed the run",
      needs = Permission.WORKFLOW_ADMIN,
      body = "OperatorReason",
      answers = "200 Run",
      problems = {404, 409},
      conflicts = {
        "RUN_NOT_FAILED: only a failed run can be retried",
        "RUN_IS_CHILD: the parent run decides about it",
        "NO_EVENT_WAIT: the run did not fail by an event wait's timeout",
        UNSUPPORTED
      })
  Reply requeueEventWait(Caller caller, @PathVariable String runId, Body body) {
    return command(
        caller, runId, body.read(f -> new Order(reason(f), new Command.RequeueEventWait())));
  }

  @PostMapping("/api/workflow-runs/{runId}/replay")
  @Endpoint(
      summary = "Start a new run of the same version",
      needs = Permission.WORKFLOW_ADMIN,
      body = "ReplayRun",
      answers = "201 Run",
      problems = {404, 409, 422})
  Reply replay(Caller caller, @PathVariable String runId, Body body) {
    UUID id = RunIds.require(runId);
    Replay replay = body.read(f -> new Replay(reason(f), f.optionalObject("payload")));
    Outcome<UUID> started = operations.replay(caller, id, replay.reason(), replay.payload());
    return switch (answer(caller, started, 201)) {
      case Reply.Json json when started instanceof Outcome.Ok<UUID>(UUID newId) ->
          json.with("Location", "/api/workflow-runs/" + newId);
      case Reply other -> other;
    };
  }

  private record Cancel(String reason, boolean force) {}

  private record Replay(String reason, @Nullable Map<String, @Nullable Object> payload) {}

  private record Order(String reason, Command command) {}

  private Reply command(Caller caller, String runId, Order order) {
    return answer(
        caller,
        operations.command(caller, RunIds.require(runId), order.reason(), order.command()),
        200);
  }

  private Reply answer(Caller caller, Outcome<UUID> outcome, int status) {
    return Reply.of(
        outcome,
        runId ->
            Reply.of(
                runs.run(caller, runId),
                run -> Reply.json(status, RunJson.full(run, operations.possible(run)))));
  }

  private static String reason(Fields fields) {
    return fields.text("reason", 3, 1000);
  }

  private static Order resume(Fields fields) {
    String reason = reason(fields);
    UUID waitId = fields.optionalUuid("waitId");
    boolean timeout = fields.flag("timeout", false);
    if (timeout && fields.has("output")) {
      fields.wrong("output", "AMBIGUOUS", "expected output or timeout, not both");
    }
    return new Order(reason, new Command.Resume(waitId, fields.any("output"), timeout));
  }

  private static List<Command.Repair> repairs(Fields fields) {
    Map<String, @Nullable Object> set = fields.optionalObject("set");
    List<Command.Repair> repairs = new ArrayList<>();
    if (set == null) return repairs;
    set.forEach((path, value) -> {
      switch (AssignPath.parse(path)) {
        case AssignPath.Parsing.Parsed(AssignPath target) ->
            repairs.add(new Command.Repair(target, value));
        case AssignPath.Parsing.Refused(String message, _) ->
            fields.wrong("set", "ASSIGN_PATH_INVALID", path + ": " + message);
      }
    });
    return repairs;
  }
}

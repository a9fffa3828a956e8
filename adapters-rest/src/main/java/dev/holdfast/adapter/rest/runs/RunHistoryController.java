package dev.holdfast.adapter.rest.runs;

import dev.holdfast.adapter.rest.Endpoint;
import dev.holdfast.adapter.rest.Endpoint.Param;
import dev.holdfast.adapter.rest.JsonObject;
import dev.holdfast.adapter.rest.Query;
import dev.holdfast.adapter.rest.Reply;
import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.ReadRuns;
import dev.holdfast.application.view.Page;
import java.util.List;
import java.util.function.Function;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The history of a run, all of it read from its journal and its waits. */
@RestController
public class RunHistoryController {
  private final ReadRuns runs;

  public RunHistoryController(ReadRuns runs) {
    this.runs = runs;
  }

  @GetMapping("/api/workflow-runs/{runId}/steps")
  @Endpoint(
      summary = "The attempts of a run's steps, in the order they began",
      needs = Permission.WORKFLOW_READ,
      query = {
        @Param(name = "limit", about = "1 to 200", type = "integer"),
        @Param(name = "cursor", about = "nextCursor of the page before")
      },
      answers = "200 StepList",
      problems = 404)
  Reply steps(Caller caller, @PathVariable String runId, Query query) {
    return Reply.of(
        runs.steps(caller, RunIds.require(runId), query.limit(), query.cursor()),
        page -> Reply.ok(page(page, HistoryJson::step)));
  }

  @GetMapping("/api/workflow-runs/{runId}/invocations")
  @Endpoint(
      summary = "The calls of actions a run made, late answers included",
      needs = Permission.WORKFLOW_READ,
      query = {
        @Param(name = "limit", about = "1 to 200", type = "integer"),
        @Param(name = "cursor", about = "nextCursor of the page before")
      },
      answers = "200 InvocationList",
      problems = 404)
  Reply invocations(Caller caller, @PathVariable String runId, Query query) {
    return Reply.of(
        runs.invocations(caller, RunIds.require(runId), query.limit(), query.cursor()),
        page -> Reply.ok(page(page, HistoryJson::invocation)));
  }

  @GetMapping("/api/workflow-runs/{runId}/logs")
  @Endpoint(
      summary = "The lines a run's actions wrote",
      needs = Permission.WORKFLOW_READ,
      query = {
        @Param(name = "limit", about = "1 to 200", type = "integer"),
        @Param(name = "cursor", about = "nextCursor of the page before")
      },
      answers = "200 LogList",
      problems = 404)
  Reply logs(Caller caller, @PathVariable String runId, Query query) {
    return Reply.of(
        runs.logs(caller, RunIds.require(runId), query.limit(), query.cursor()),
        page -> Reply.ok(page(page, HistoryJson::log)));
  }

  @GetMapping("/api/workflow-runs/{runId}/timeline")
  @Endpoint(
      summary = "The journal of a run",
      needs = Permission.WORKFLOW_READ,
      query = {
        @Param(name = "limit", about = "1 to 200", type = "integer"),
        @Param(name = "cursor", about = "nextCursor of the page before")
      },
      answers = "200 Timeline",
      problems = 404)
  Reply timeline(Caller caller, @PathVariable String runId, Query query) {
    return Reply.of(
        runs.timeline(caller, RunIds.require(runId), query.limit(), query.cursor()),
        page -> Reply.ok(page(page, HistoryJson::entry)));
  }

  @GetMapping("/api/workflow-runs/{runId}/waits")
  @Endpoint(
      summary = "The waits of a run, open and closed",
      needs = Permission.WORKFLOW_READ,
      answers = "200 WaitList",
      problems = 404)
  Reply waits(Caller caller, @PathVariable String runId) {
    return Reply.of(
        runs.waits(caller, RunIds.require(runId)),
        waits -> Reply.ok(page(new Page<>(waits, null), RunJson::wait)));
  }

  @GetMapping("/api/workflow-runs/{runId}/audit")
  @Endpoint(
      summary = "Operators' commands to a run",
      needs = Permission.WORKFLOW_ADMIN,
      answers = "200 RunAudit",
      problems = 404)
  Reply audit(Caller caller, @PathVariable String runId) {
    return Reply.of(
        runs.audit(caller, RunIds.require(runId)),
        commands -> Reply.ok(page(new Page<>(commands, null), HistoryJson::command)));
  }

  @GetMapping("/api/workflow-runs/{runId}/why")
  @Endpoint(
      summary = "Why a run stands still",
      needs = Permission.WORKFLOW_READ,
      answers = "200 Why",
      problems = 404)
  Reply why(Caller caller, @PathVariable String runId) {
    return Reply.of(runs.why(caller, RunIds.require(runId)), why -> Reply.ok(HistoryJson.why(why)));
  }

  private static <T> JsonObject page(Page<T> page, Function<T, JsonObject> rule) {
    List<T> items = page.items();
    return new JsonObject().put("items", items, rule).putAny("nextCursor", page.nextCursor());
  }
}

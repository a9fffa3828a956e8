package dev.holdfast.adapter.rest.runs;

import dev.holdfast.adapter.rest.Body;
import dev.holdfast.adapter.rest.Endpoint;
import dev.holdfast.adapter.rest.Endpoint.Param;
import dev.holdfast.adapter.rest.JsonObject;
import dev.holdfast.adapter.rest.PathIds;
import dev.holdfast.adapter.rest.Query;
import dev.holdfast.adapter.rest.Reply;
import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.OperateRun;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.ReadRuns;
import dev.holdfast.application.port.in.ReadRuns.Until;
import dev.holdfast.application.port.in.StartRun;
import dev.holdfast.application.view.RunFilter;
import dev.holdfast.application.view.RunView;
import dev.holdfast.domain.run.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/workflow-runs}: starting, reading and listing runs. */
@RestController
public class RunController {
  private final StartRun starts;
  private final ReadRuns runs;
  private final OperateRun operations;

  public RunController(StartRun starts, ReadRuns runs, OperateRun operations) {
    this.starts = starts;
    this.runs = runs;
    this.operations = operations;
  }

  @PostMapping("/api/workflow-runs")
  @Endpoint(
      summary = "Start a run",
      needs = Permission.WORKFLOW_EXECUTE,
      body = "StartRun",
      query =
          @Param(
              name = "wait",
              about = "seconds to wait for the end, at most 30",
              type = "integer"),
      headers = @Param(name = "Idempotency-Key", about = "the same key starts one run"),
      answers = {"201 Run", "200 Run"},
      problems = {404, 409, 422})
  Reply start(
      Caller caller,
      Body body,
      Query query,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    Duration wait = wait(query);
    StartRun.Request request = StartRunBody.read(body, key);
    return switch (starts.start(caller, request)) {
      case Outcome.Refused<StartRun.Started>(var refusal) ->
          Reply.of(Outcome.refused(refusal), _ -> Reply.noContent());
      case Outcome.Ok<StartRun.Started>(StartRun.Started started) ->
          Reply.of(
              read(caller, started.runId(), Until.ENDED, wait),
              run ->
                  started.existing()
                      ? Reply.ok(full(run))
                      : Reply.created("/api/workflow-runs/" + run.runId(), full(run)));
    };
  }

  @GetMapping("/api/workflow-runs/{runId}")
  @Endpoint(
      summary = "Read a run",
      needs = Permission.WORKFLOW_READ,
      query = {
        @Param(name = "wait", about = "seconds to wait, at most 30", type = "integer"),
        @Param(name = "until", about = "what to wait for: ended or rest")
      },
      answers = "200 Run",
      problems = 404)
  Reply read(Caller caller, @PathVariable String runId, Query query) {
    boolean rest = "rest".equals(query.oneOf("until", List.of("ended", "rest")));
    return Reply.of(
        read(caller, RunIds.require(runId), rest ? Until.REST : Until.ENDED, wait(query)),
        run -> Reply.ok(full(run)));
  }

  @GetMapping("/api/workflow-runs")
  @Endpoint(
      summary = "List runs, newest first",
      needs = Permission.WORKFLOW_READ,
      query = {
        @Param(name = "status", about = "a status; may be repeated", repeated = true),
        @Param(name = "workflowId", about = "id or key of the workflow"),
        @Param(name = "version", about = "version of the workflow", type = "integer"),
        @Param(name = "engine", about = "quartz or temporal"),
        @Param(name = "state", about = "meta.state"),
        @Param(name = "tag", about = "a tag, as name:value"),
        @Param(name = "parentRunId", about = "the parent run"),
        @Param(name = "search", about = "a run id, or the correlation key of a wait"),
        @Param(name = "from", about = "started at or after", type = "date-time"),
        @Param(name = "to", about = "started before", type = "date-time"),
        @Param(name = "sort", about = "-startedAt (default) or startedAt"),
        @Param(name = "limit", about = "1 to 200", type = "integer"),
        @Param(name = "cursor", about = "nextCursor of the page before")
      },
      answers = "200 RunList")
  Reply list(Caller caller, Query query) {
    return Reply.of(
        runs.list(caller, filter(query), query.limit(), query.cursor()),
        page ->
            Reply.ok(
                new JsonObject()
                    .put("items", page.items(), this::listed)
                    .putAny("nextCursor", page.nextCursor())));
  }

  @GetMapping("/api/workflow-runs/summary")
  @Endpoint(
      summary = "Count runs by status",
      needs = Permission.WORKFLOW_READ,
      query = @Param(name = "workflowId", about = "id or key of the workflow"),
      answers = "200 RunSummary")
  Reply summary(Caller caller, Query query) {
    return Reply.of(
        runs.countByStatus(caller, query.text("workflowId")),
        counts -> {
          JsonObject byStatus = new JsonObject();
          for (RunStatus status : RunStatus.values()) {
            byStatus.put(status.name(), counts.getOrDefault(status, 0L));
          }
          return Reply.ok(new JsonObject().put("byStatus", byStatus));
        });
  }

  private JsonObject full(RunView run) {
    return RunJson.full(run, operations.possible(run));
  }

  private JsonObject listed(RunView run) {
    return RunJson.listed(run, operations.possible(run));
  }

  private Outcome<RunView> read(Caller caller, UUID runId, Until until, Duration wait) {
    return wait.isZero() ? runs.run(caller, runId) : runs.run(caller, runId, until, wait);
  }

  private static Duration wait(Query query) {
    Integer seconds = query.whole("wait", 0, (int) ReadRuns.WAIT_MAX.toSeconds());
    return seconds == null ? Duration.ZERO : Duration.ofSeconds(seconds);
  }

  private static RunFilter filter(Query query) {
    List<RunStatus> statuses = new ArrayList<>();
    for (String text : query.all("status")) statuses.add(status(text));
    String sort = query.oneOf("sort", List.of("startedAt", "-startedAt"));
    return new RunFilter(
        statuses,
        query.text("workflowId"),
        query.whole("version", 1, Integer.MAX_VALUE),
        query.text("engine"),
        query.text("state"),
        tag(query.text("tag")),
        parent(query.text("parentRunId")),
        query.text("search"),
        query.instant("from"),
        query.instant("to"),
        "startedAt".equals(sort) ? RunFilter.Sort.OLDEST_FIRST : RunFilter.Sort.NEWEST_FIRST);
  }

  private static RunStatus status(String text) {
    for (RunStatus status : RunStatus.values()) {
      if (status.name().equals(text)) return status;
    }
    throw Query.wrong("status", "expected one of " + List.of(RunStatus.values()));
  }

  private static RunFilter.@Nullable Tag tag(@Nullable String text) {
    if (text == null) return null;
    int colon = text.indexOf(':');
    if (colon < 1) throw Query.wrong("tag", "expected name:value");
    return new RunFilter.Tag(text.substring(0, colon), text.substring(colon + 1));
  }

  private static @Nullable UUID parent(@Nullable String text) {
    if (text == null) return null;
    UUID parent = PathIds.uuid(text);
    if (parent == null) throw Query.wrong("parentRunId", "expected a UUID");
    return parent;
  }
}

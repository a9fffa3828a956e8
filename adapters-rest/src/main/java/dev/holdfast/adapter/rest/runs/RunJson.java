package dev.holdfast.adapter.rest.runs;

import dev.holdfast.adapter.rest.JsonObject;
import dev.holdfast.application.view.RunView;
import dev.holdfast.application.view.WaitView;
import dev.holdfast.domain.event.Filter;
import dev.holdfast.domain.run.OpenWait;
import java.util.List;

/** Runs and waits as the API shows them. */
final class RunJson {
  private RunJson() {}

  /**
   * @param commands what operators can order of it now
   */
  static JsonObject full(RunView run, List<String> commands) {
    return listed(run, commands).put("payload", run.payload()).putAny("output", run.output());
  }

  /** Without payload and output. */
  static JsonObject listed(RunView run, List<String> commands) {
    return new JsonObject()
        .put("runId", run.runId())
        .put("workflowId", run.workflowId())
        .put("workflowKey", run.workflowKey())
        .put("workflowVersion", run.workflowVersion())
        .put("tenantId", run.tenantId())
        .put("status", run.status().name())
        .put("state", run.state())
        .put("tags", run.tags())
        .put("engine", run.engine())
        .put("nodePath", run.nodePath())
        .put("commands", commands)
        .put("cancelRequestedAt", run.cancelRequestedAt())
        .put("replayOf", run.replayOf())
        .put("waits", run.waits(), RunJson::open)
        .put(
            "trigger",
            new JsonObject().put("type", run.trigger()).put("eventId", run.triggerEventId()))
        .put("parentRunId", run.parentRunId())
        .put("rootRunId", run.rootRunId())
        .put("error", run.error() == null ? null : run.error().toJson())
        .put("startedAt", run.startedAt())
        .put("updatedAt", run.updatedAt())
        .put("completedAt", run.completedAt());
  }

  private static JsonObject open(OpenWait wait) {
    return new JsonObject()
        .put("waitId", wait.waitId())
        .put("type", wait.type().text())
        .put("eventName", wait.eventName())
        .put("correlationKey", wait.correlationKey())
        .put("dueAt", wait.dueAt())
        .put("stepPath", wait.stepPath());
  }

  static JsonObject wait(WaitView view) {
    OpenWait wait = view.opened();
    JsonObject json =
        new JsonObject()
            .put("waitId", wait.waitId())
            .put("type", wait.type().text())
            .put("status", view.status().name())
            .put("stepPath", wait.stepPath())
            .put("executionPath", wait.executionPath())
            .put("eventName", wait.eventName())
            .put("correlationKey", wait.correlationKey());
    if (!wait.filters().isEmpty()) json.put("filters", wait.filters(), RunJson::filter);
    return json.put("dueAt", wait.dueAt())
        .put("createdAt", wait.createdAt())
        .put("resolvedAt", view.resolvedAt())
        .put("resolvedBy", view.resolvedBy());
  }

  private static JsonObject filter(Filter filter) {
    return new JsonObject()
        .put("path", filter.path())
        .put("op", filter.op().text())
        .putAny("value", filter.value());
  }
}

package dev.holdfast.adapter.rest.runs;

import dev.holdfast.adapter.rest.JsonObject;
import dev.holdfast.application.view.CommandView;
import dev.holdfast.application.view.InvocationView;
import dev.holdfast.application.view.LogLineView;
import dev.holdfast.application.view.StepView;
import dev.holdfast.application.view.Why;
import dev.holdfast.domain.run.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A run's history as the API shows it. */
final class HistoryJson {
  private HistoryJson() {}

  static JsonObject step(StepView step) {
    JsonObject json =
        new JsonObject()
            .put("seq", step.seq())
            .put("stepPath", step.stepPath())
            .put("executionPath", step.executionPath())
            .put("definitionStepId", step.definitionStepId())
            .put("type", step.type())
            .put("status", step.status().name())
            .put("attempt", step.attempt());
    times(json, step.startedAt(), step.completedAt());
    if (step.input() != null) json.putAny("input", step.input());
    if (step.output() != null) json.putAny("output", step.output());
    if (step.error() != null) json.putAny("error", step.error());
    return json;
  }

  static JsonObject invocation(InvocationView call) {
    JsonObject json =
        new JsonObject()
            .put("seq", call.seq())
            .put("executionPath", call.executionPath())
            .put("attempt", call.attempt())
            .put("actionId", call.actionId())
            .put("version", call.version())
            .put("idempotencyKey", call.idempotencyKey())
            .put("status", call.status().name())
            .put("late", call.late())
            .put("reason", call.reason());
    times(json, call.startedAt(), call.completedAt());
    if (call.output() != null) json.putAny("output", call.output());
    if (call.error() != null) json.putAny("error", call.error());
    return json;
  }

  static JsonObject log(LogLineView line) {
    return new JsonObject()
        .put("seq", line.seq())
        .put("line", line.line())
        .put("at", line.at())
        .put("executionPath", line.executionPath())
        .put("attempt", line.attempt())
        .put("level", line.level())
        .put("message", line.message())
        .put("fields", line.fields());
  }

  static JsonObject entry(JournalEntry entry) {
    return new JsonObject()
        .put("seq", entry.seq())
        .put("at", entry.at())
        .put("kind", entry.kind().text())
        .put("stepPath", entry.stepPath())
        .put("executionPath", entry.executionPath())
        .put("attempt", entry.attempt())
        .put("data", entry.data());
  }

  static JsonObject command(CommandView command) {
    return new JsonObject()
        .put("commandId", command.commandId())
        .put("command", command.kind())
        .put("principal", command.principal())
        .put("reason", command.reason())
        .put("at", command.at())
        .put("foldedAt", command.foldedAt())
        .put("refusal", command.refusal())
        .put("message", command.message());
  }

  static JsonObject why(Why why) {
    return new JsonObject()
        .put("runId", why.run().runId())
        .put("status", why.run().status().name())
        .put("nodePath", why.run().nodePath())
        .put("stuck", why.run().stuckMessage())
        .put("waits", why.waits(), HistoryJson::waiting);
  }

  private static JsonObject waiting(Why.OpenWaitAndEvents waiting) {
    return RunJson.wait(waiting.waiting())
        .put(
            "recent",
            waiting.recent(),
            miss ->
                new JsonObject()
                    .put("eventId", miss.eventId())
                    .put("eventName", miss.eventName())
                    .put("receivedAt", miss.receivedAt())
                    .put("reason", miss.reason()));
  }

  private static void times(JsonObject json, Instant from, @Nullable Instant to) {
    json.put("startedAt", from).put("completedAt", to);
    if (to != null) json.put("durationMs", Duration.between(from, to).toMillis());
  }
}

package dev.holdfast.bootstrap.crash;

import dev.holdfast.bootstrap.system.Answer;
import dev.holdfast.bootstrap.system.Api;
import dev.holdfast.domain.json.Json;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The REST API of a service that may die. */
record RestDoor(Api api) implements Door {
  @Override
  public void define(String key, Map<String, @Nullable Object> definition) {
    answered(
        () -> api.post("/api/workflow-definitions", Map.of("key", key, "definition", definition)),
        201);
    answered(() -> api.post("/api/workflow-definitions/" + key + "/draft/publish", Map.of()), 200);
  }

  @Override
  public String start(String workflow, Map<String, @Nullable Object> payload, String key) {
    String body = Json.text(Map.of("workflowKey", workflow, "payload", payload));
    return answered(
            () -> api.send("POST", "/api/workflow-runs", body, "Idempotency-Key", key), 200, 201)
        .text("/runId");
  }

  @Override
  public void event(String name, String correlationKey, String eventId) {
    Map<String, ?> event =
        Map.of("eventName", name, "correlationKey", correlationKey, "eventId", eventId);
    answered(() -> api.post("/api/workflow/events", event), 200, 201, 202);
  }

  @Override
  public void callback(String token) {
    answered(
        () -> api.post("/api/workflow/callbacks/" + token, Map.of("status", "succeeded")), 200);
  }

  @Override
  public void cancel(String runId) {
    // 409: a cancel whose answer was lost has ended the run meanwhile.
    answered(
        () -> api.post("/api/workflow-runs/" + runId + "/cancel", Map.of("reason", "crash test")),
        202,
        409);
  }

  @Override
  public Map<String, @Nullable Object> run(String runId) {
    Answer run = answered(() -> api.get("/api/workflow-runs/" + runId), 200);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("status", run.at("/status"));
    json.put("output", run.at("/output"));
    json.put("error", run.at("/error/code"));
    return json;
  }

  @Override
  public List<@Nullable Object> errors(String runId) {
    List<@Nullable Object> errors = new ArrayList<>();
    Answer steps = answered(() -> api.get("/api/workflow-runs/" + runId + "/steps?limit=100"), 200);
    for (Object step : steps.list("/items")) {
      Object error = Json.objectOf(step).get("error");
      if (error != null) errors.add(error);
    }
    return errors;
  }

  private static Answer answered(Supplier<Answer> request, int... statuses) {
    try {
      Answer answer = request.get();
      for (int status : statuses) if (answer.status() == status) return answer;
      if (answer.status() == 503) throw new Lost(answer.text());
      throw new AssertionError("unexpected answer " + answer.status() + " " + answer.text());
    } catch (UncheckedIOException gone) {
      throw new Lost(String.valueOf(gone.getCause()));
    }
  }
}

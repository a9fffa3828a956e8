package dev.holdfast.bootstrap.system;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.domain.json.Json;
import dev.holdfast.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A caller of the service. Thread-safe.
 *
 * @param key null sends no credential
 */
public record Api(String url, @Nullable String key) {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private static final JsonText JSON = new JacksonJsonText();

  public Api with(String otherKey) {
    return new Api(url, otherKey);
  }

  public Answer get(String path) {
    return send("GET", path, null);
  }

  public Answer post(String path, @Nullable Object json) {
    return send("POST", path, Json.text(json));
  }

  public Answer put(String path, @Nullable Object json) {
    return send("PUT", path, Json.text(json));
  }

  /**
   * @param body as it is sent; null sends none
   * @param headers names and values in turn
   */
  public Answer send(String method, String path, @Nullable String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (key != null) request.header("Authorization", "Bearer " + key);
    if (body != null) request.header("Content-Type", "application/json");
    for (int i = 0; i < headers.length; i += 2) request.setHeader(headers[i], headers[i + 1]);
    return send(request.build());
  }

  private static Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      String type = response.headers().firstValue("Content-Type").orElse("");
      Object json = type.contains("json") ? JSON.parse(response.body()) : null;
      return new Answer(response.statusCode(), response.headers(), response.body(), json);
    } catch (IOException e) {
      throw new UncheckedIOException(request.method() + " " + request.uri(), e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Creates and publishes a definition; a JSON text. */
  public void define(String workflowKey, String definition) {
    Object document = JSON.parse(definition);
    post("/api/workflow-definitions", Map.of("key", workflowKey, "definition", document))
        .expect(201);
    post("/api/workflow-definitions/" + workflowKey + "/draft/publish", Map.of()).expect(200);
  }

  /** Starts a run and answers its id. */
  public String start(String workflowKey, Map<String, ?> payload) {
    return post("/api/workflow-runs", Map.of("workflowKey", workflowKey, "payload", payload))
        .expect(201)
        .text("/runId");
  }

  public Answer run(String runId) {
    return get("/api/workflow-runs/" + runId).expect(200);
  }

  /** The run when it has ended. */
  public Answer ended(String runId) {
    return awaited(
        "run " + runId + " ends",
        () -> get("/api/workflow-runs/" + runId + "?wait=5").expect(200),
        run -> !run.text("/status").matches("RUNNING|WAITING"));
  }

  /** The run when it waits for something of a type. */
  public Answer waiting(String runId, String type) {
    return awaited(
        "run " + runId + " waits for " + type,
        () -> run(runId),
        run -> type.equals(run.at("/waits/0/type")) && "WAITING".equals(run.at("/status")));
  }

  /** The first answer that is as wished. */
  public static Answer awaited(
      String what, java.util.function.Supplier<Answer> question, Predicate<Answer> wish) {
    return Await.value(
        what,
        Duration.ofSeconds(60),
        () -> {
          Answer answer = question.get();
          return wish.test(answer) ? answer : null;
        });
  }
}

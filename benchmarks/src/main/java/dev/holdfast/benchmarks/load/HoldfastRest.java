package dev.holdfast.benchmarks.load;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.domain.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Holdfast CE over REST, the clients in the same machine. */
final class HoldfastRest implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final JacksonJsonText json = new JacksonJsonText();
  private final String url;
  private final String key;

  HoldfastRest(String url, String key) {
    this.url = url;
    this.key = key;
  }

  /** Creates and publishes a definition; answers its key. */
  String publish(String definition) throws IOException, InterruptedException {
    Map<String, @Nullable Object> created =
        post("/api/workflow-definitions", "{\"definition\": " + definition + "}");
    post("/api/workflow-definitions/" + created.get("workflowId") + "/draft/publish", "");
    return String.valueOf(created.get("key"));
  }

  Workload threeActions(String workflowKey) {
    return new Workload() {
      @Override
      public String name() {
        return "Holdfast CE over REST: three actions";
      }

      @Override
      public void prepare(int operations) {}

      @Override
      public void once() throws IOException, InterruptedException {
        expect(
            "SUCCEEDED",
            post(
                "/api/workflow-runs?wait=30",
                "{\"workflowKey\": \"" + workflowKey + "\", \"payload\": {\"n\": 7}}"));
      }
    };
  }

  Workload waitThenEvent(String workflowKey) {
    Queue<String> waiting = new ConcurrentLinkedQueue<>();
    return new Workload() {
      @Override
      public String name() {
        return "Holdfast CE over REST: wait, then event";
      }

      @Override
      public void prepare(int operations) throws Exception {
        for (int i = 0; i < operations; i++) {
          String correlationKey = UUID.randomUUID().toString();
          Map<String, @Nullable Object> run =
              post(
                  "/api/workflow-runs",
                  "{\"workflowKey\": \""
                      + workflowKey
                      + "\", \"payload\": {\"key\": \""
                      + correlationKey
                      + "\"}}");
          expect("WAITING", get("/api/workflow-runs/" + run.get("runId") + "?wait=30&until=rest"));
          waiting.add(correlationKey);
        }
      }

      @Override
      public void once() throws IOException, InterruptedException {
        Map<String, @Nullable Object> receipt =
            post(
                "/api/workflow/events",
                "{\"eventName\": \"go\", \"correlationKey\": \""
                    + waiting.remove()
                    + "\", \"payload\": {\"x\": 1}}");
        Object runId =
            ((java.util.List<?>) java.util.Objects.requireNonNull(receipt.get("resumedRuns")))
                .getFirst();
        expect("SUCCEEDED", get("/api/workflow-runs/" + runId + "?wait=30"));
      }
    };
  }

  private static void expect(String status, Map<String, @Nullable Object> run) {
    if (!status.equals(run.get("status"))) {
      throw new IllegalStateException("expected a run that is " + status + ", but " + run);
    }
  }

  private Map<String, @Nullable Object> post(String path, String body)
      throws IOException, InterruptedException {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private Map<String, @Nullable Object> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "application/json");
  }

  private Map<String, @Nullable Object> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() > 299) {
      throw new IllegalStateException(
          "expected 2xx, but " + response.statusCode() + " " + response.body());
    }
    return Json.objectOf(json.parse(response.body()));
  }

  @Override
  public void close() {
    http.close();
  }
}

package dev.holdfast.benchmarks.load;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.domain.json.Json;
import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Holdfast CE over REST, the clients in the same machine. */
final class HoldfastRest implements AutoCloseable {
  private final LeanHttp http;
  private final JacksonJsonText json = new JacksonJsonText();

  HoldfastRest(String url, String key) {
    http = new LeanHttp(url, key);
  }

  /** Creates and publishes a definition; answers its key. */
  String publish(String definition) throws IOException {
    Map<String, @Nullable Object> created =
        parsed(post("/api/workflow-definitions", "{\"definition\": " + definition + "}"));
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
      public void once() throws IOException {
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
              parsed(
                  post(
                      "/api/workflow-runs",
                      "{\"workflowKey\": \""
                          + workflowKey
                          + "\", \"payload\": {\"key\": \""
                          + correlationKey
                          + "\"}}"));
          expect("WAITING", get("/api/workflow-runs/" + run.get("runId") + "?wait=30&until=rest"));
          waiting.add(correlationKey);
        }
      }

      @Override
      public void once() throws IOException {
        Map<String, @Nullable Object> receipt =
            parsed(
                post(
                    "/api/workflow/events",
                    "{\"eventName\": \"go\", \"correlationKey\": \""
                        + waiting.remove()
                        + "\", \"payload\": {\"x\": 1}}"));
        Object runId =
            ((java.util.List<?>) java.util.Objects.requireNonNull(receipt.get("resumedRuns")))
                .getFirst();
        expect("SUCCEEDED", get("/api/workflow-runs/" + runId + "?wait=30"));
      }
    };
  }

  private static void expect(String status, String run) {
    if (!run.contains("\"status\":\"" + status + "\"")) {
      throw new IllegalStateException("expected a run that is " + status + ", but " + run);
    }
  }

  private Map<String, @Nullable Object> parsed(String answer) {
    return Json.objectOf(json.parse(answer));
  }

  private String post(String path, String body) throws IOException {
    return http.send("POST", path, body);
  }

  private String get(String path) throws IOException {
    return http.send("GET", path, "");
  }

  @Override
  public void close() {
    http.close();
  }
}

package dev.holdfast.bootstrap.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Starting runs and sending events: once, whatever is repeated. */
@ExtendWith(SharedService.class)
class StartsTest {
  private static final int CALLERS = 100;

  private static String quick(Api api) {
    String name = Workflows.name("starts");
    api.define(name, Workflows.of(Workflows.assign("a", "vars.x", "1")));
    return name;
  }

  private static Answer start(Api api, String body, String key) {
    return api.send("POST", "/api/workflow-runs", body, "Idempotency-Key", key);
  }

  private static <T> List<T> atOnce(Callable<T> call) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures =
          threads.invokeAll(Stream.generate(() -> call).limit(CALLERS).toList());
      List<T> answers = new ArrayList<>();
      for (Future<T> future : futures) answers.add(future.get());
      return answers;
    }
  }

  @Test
  void a_hundred_starts_with_one_key_are_one_run(Api api) throws Exception {
    String name = quick(api);
    String body = "{\"workflowKey\": \"" + name + "\", \"payload\": {\"n\": 1}}";
    List<Answer> answers = atOnce(() -> start(api, body, name));
    assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 201));
    assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
    assertThat(answers.stream().map(answer -> answer.at("/runId")).distinct()).hasSize(1);
    assertThat(api.get("/api/workflow-runs?workflowId=" + name).expect(200).list("/items"))
        .hasSize(1);
  }

  @Test
  void the_same_key_with_another_request_is_refused(Api api) {
    String name = quick(api);
    start(api, "{\"workflowKey\": \"" + name + "\"}", name).expect(201);
    start(api, "{\"workflowKey\": \"" + name + "\", \"payload\": {\"n\": 2}}", name)
        .expectProblem(409, "IDEMPOTENCY_KEY_REUSED");
  }

  @Test
  void a_repeat_gets_the_first_run_even_when_the_workflow_is_paused_since(Api api) {
    String name = quick(api);
    String body = "{\"workflowKey\": \"" + name + "\"}";
    Answer first = start(api, body, name).expect(201);
    api.put("/api/workflow-definitions/" + name + "/metadata", Map.of("isPaused", true))
        .expect(200);
    assertThat(start(api, body, name).expect(200).at("/runId")).isEqualTo(first.at("/runId"));
    start(api, body, name + "-other").expectProblem(409, "WORKFLOW_PAUSED");
  }

  @Test
  void a_hundred_events_with_one_id_are_one_event(Api api) throws Exception {
    String name = Workflows.name("starts-event");
    api.define(name, Workflows.of(Workflows.event("wait", name, "")));
    String runId = api.start(name, Map.of("key", name));
    api.waiting(runId, "event");
    Map<String, ?> event =
        Map.of("eventName", name, "correlationKey", name, "eventId", name, "payload", Map.of());
    List<Answer> receipts = atOnce(() -> api.post("/api/workflow/events", event));
    assertThat(receipts).allSatisfy(receipt -> assertThat(receipt.status()).isIn(200, 201));
    assertThat(receipts.stream().filter(receipt -> receipt.status() == 201)).hasSize(1);
    assertThat(receipts)
        .allSatisfy(receipt -> assertThat(receipt.list("/resumedRuns")).containsExactly(runId));
    assertThat(api.ended(runId).at("/status")).isEqualTo("SUCCEEDED");
    Answer stored = api.get("/api/workflow/events/" + name).expect(200);
    assertThat(stored.list("/deliveries")).hasSize(1);
    assertThat(stored.at("/deliveries/0/state")).isEqualTo("USED");
  }

  @Test
  void an_event_starts_what_it_triggers_once(Api api) throws Exception {
    String name = Workflows.name("starts-trigger");
    api.define(
        name,
        ("{\"name\": \"t\", \"trigger\": {\"type\": \"event\", \"eventName\": \"%s\","
                + " \"payloadMapping\": {\"n\": {\"$expr\": \"event.payload.n\"}}}, \"steps\": [%s]}")
            .formatted(name, Workflows.assign("a", "vars.n", "{\"$expr\": \"payload.n\"}")));
    Map<String, ?> event = Map.of("eventName", name, "eventId", name, "payload", Map.of("n", 5L));
    atOnce(() -> api.post("/api/workflow/events", event));
    Answer runs = api.get("/api/workflow-runs?workflowId=" + name).expect(200);
    assertThat(runs.list("/items")).hasSize(1);
    Answer run = api.ended((String) runs.items("runId").getFirst());
    assertThat(run.at("/payload")).isEqualTo(Map.of("n", 5L));
    assertThat(run.at("/trigger/type")).isEqualTo("event");
    assertThat(run.at("/trigger/eventId")).isEqualTo(name);
  }

  @Test
  void an_event_before_its_wait_is_not_lost(Api api) {
    String name = Workflows.name("starts-early");
    api.define(
        name,
        Workflows.of(Workflows.pause("first", 700) + ", " + Workflows.event("then", name, "")));
    String runId = api.start(name, Map.of("key", name));
    Map<String, ?> event = Map.of("eventName", name, "correlationKey", name);
    assertThat(api.post("/api/workflow/events", event).expect(201).at("/status"))
        .isEqualTo("buffered");
    assertThat(api.ended(runId).at("/status")).isEqualTo("SUCCEEDED");
  }

  @Test
  void an_event_without_a_key_gets_it_from_its_payload(Api api) {
    String name = Workflows.name("starts-path");
    api.define(name, Workflows.of(Workflows.event("wait", "ticket.closed", "")));
    String runId = api.start(name, Map.of("key", name));
    api.waiting(runId, "event");
    Answer receipt =
        api.post(
            "/api/workflow/events",
            Map.of("eventName", "ticket.closed", "payload", Map.of("ticket", Map.of("id", name))));
    assertThat(receipt.expect(201).list("/correlationKeys")).containsExactly(name);
    assertThat(api.ended(runId).at("/status")).isEqualTo("SUCCEEDED");
  }

  @Test
  void a_caller_who_waits_gets_the_end(Api api) {
    String name = Workflows.name("starts-wait");
    api.define(name, Workflows.of(Workflows.pause("nap", 300)));
    Answer run = api.post("/api/workflow-runs?wait=20", Map.of("workflowKey", name)).expect(201);
    assertThat(run.at("/status")).isEqualTo("SUCCEEDED");
  }

  @Test
  void a_caller_who_waits_in_vain_gets_what_is_true_then(Api api) {
    String name = Workflows.name("starts-vain");
    api.define(name, Workflows.of(Workflows.event("wait", name, "")));
    Answer run =
        api.post(
                "/api/workflow-runs?wait=1",
                Map.of("workflowKey", name, "payload", Map.of("key", "k")))
            .expect(201);
    assertThat(run.at("/status")).isEqualTo("WAITING");
    Answer rest =
        api.get("/api/workflow-runs/" + run.text("/runId") + "?wait=30&until=rest").expect(200);
    assertThat(rest.at("/status")).isEqualTo("WAITING");
  }
}

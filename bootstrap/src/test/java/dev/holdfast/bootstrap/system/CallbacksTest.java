package dev.holdfast.bootstrap.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Actions that answer later. */
@ExtendWith(SharedService.class)
class CallbacksTest {
  private static String promising(Api api, String name) {
    api.define(
        name,
        Workflows.of(
            Workflows.call(
                "later", "test.promise", "{\"name\": {\"$expr\": \"payload.name\"}}", "")));
    String runId = api.start(name, Map.of("name", name));
    api.waiting(runId, "callback");
    return runId;
  }

  private static Answer callback(Api api, String token, Map<String, ?> answer) {
    // The token is the credential.
    return new Api(api.url(), null).post("/api/workflow/callbacks/" + token, answer);
  }

  @Test
  void the_answer_ends_the_wait_once(Api api) {
    String name = Workflows.name("callback");
    String runId = promising(api, name);
    String token = TestActions.promised(name);
    Map<String, ?> done = Map.of("status", "succeeded", "output", Map.of("n", 3L));
    Answer first = callback(api, token, done).expect(200);
    assertThat(first.at("/applied")).isEqualTo(true);
    assertThat(first.at("/runId")).isEqualTo(runId);
    assertThat(api.ended(runId).at("/status")).isEqualTo("SUCCEEDED");
    Answer again = callback(api, token, done).expect(200);
    assertThat(again.at("/applied")).isEqualTo(false);
    assertThat(again.text("/reason")).isNotBlank();
  }

  @Test
  void a_failure_is_the_steps_failure(Api api) {
    String name = Workflows.name("callback-fail");
    String runId = promising(api, name);
    Map<String, ?> error = Map.of("code", "NO_STOCK", "message", "none left");
    callback(api, TestActions.promised(name), Map.of("status", "failed", "error", error))
        .expect(200);
    Answer ended = api.ended(runId);
    assertThat(ended.at("/status")).isEqualTo("FAILED");
    assertThat(ended.at("/error/code")).isEqualTo("NO_STOCK");
    assertThat(ended.at("/error/category")).isEqualTo("ActionError");
  }

  @Test
  void an_answer_after_the_end_is_recorded_and_not_applied(Api api) {
    String name = Workflows.name("callback-late");
    String runId = promising(api, name);
    api.post("/api/workflow-runs/" + runId + "/cancel", Map.of("reason", "too slow")).expect(202);
    api.ended(runId);
    Answer late =
        callback(api, TestActions.promised(name), Map.of("status", "succeeded")).expect(200);
    assertThat(late.at("/applied")).isEqualTo(false);
    assertThat(api.run(runId).at("/status")).isEqualTo("CANCELED");
  }

  @Test
  void an_unknown_token_finds_nothing(Api api) {
    callback(api, "A".repeat(64), Map.of("status", "succeeded")).expect(404);
    callback(api, "x", Map.of("status", "succeeded")).expect(404);
  }

  @Test
  void an_answer_that_is_none_is_refused_and_the_wait_stays(Api api) {
    String name = Workflows.name("callback-wrong");
    String runId = promising(api, name);
    String token = TestActions.promised(name);
    callback(api, token, Map.of("status", "maybe")).expectProblem(400, "INVALID_REQUEST");
    callback(api, token, Map.of("status", "failed")).expectProblem(400, "INVALID_REQUEST");
    assertThat(api.run(runId).at("/status")).isEqualTo("WAITING");
    callback(api, token, Map.of("status", "succeeded")).expect(200);
    assertThat(api.ended(runId).at("/status")).isEqualTo("SUCCEEDED");
  }
}

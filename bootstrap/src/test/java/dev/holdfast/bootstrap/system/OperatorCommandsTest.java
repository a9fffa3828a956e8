package dev.holdfast.bootstrap.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every command an operator has, when it fits and when it does not. */
@ExtendWith(SharedService.class)
class OperatorCommandsTest {
  private static Answer command(Api api, String runId, String command, Map<String, ?> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.putIfAbsent("reason", "because the test says so");
    return api.post("/api/workflow-runs/" + runId + "/" + command, body);
  }

  private static String waitingRun(Api api) {
    String name = Workflows.name("operator-wait");
    api.define(name, Workflows.of(Workflows.event("wait", name, ", \"timeoutMs\": 600000")));
    String runId = api.start(name, Map.of("key", "k"));
    api.waiting(runId, "event");
    return runId;
  }

  private static String failedRun(Api api) {
    String name = Workflows.name("operator-fail");
    api.define(
        name,
        Workflows.of(
            Workflows.call("work", "test.fail", "{\"times\": {\"$expr\": \"vars.times\"}}", "")));
    String runId = api.start(name, Map.of());
    assertThat(api.ended(runId).at("/error/code")).isEqualTo("TEST_FAILED");
    return runId;
  }

  @Test
  void a_cancelled_run_unwinds_and_runs_its_finally_block(Api api) {
    String name = Workflows.name("operator-cancel");
    api.define(
        name,
        Workflows.of(
            "{\"id\": \"t\", \"type\": \"control.tryCatch\", \"try\": ["
                + Workflows.event("wait", name, "")
                + "], \"catch\": [], \"finally\": ["
                + Workflows.assign("tidy", "meta.tidied", "true")
                + "]}"));
    String runId = api.start(name, Map.of("key", "k"));
    api.waiting(runId, "event");
    Answer accepted = command(api, runId, "cancel", Map.of()).expect(202);
    assertThat(accepted.text("/cancelRequestedAt")).isNotBlank();
    assertThat(api.ended(runId).at("/status")).isEqualTo("CANCELED");
    Answer steps = api.get("/api/workflow-runs/" + runId + "/steps").expect(200);
    assertThat(steps.items("status")).containsExactly("CANCELED", "CANCELED", "SUCCEEDED");
    command(api, runId, "cancel", Map.of()).expectProblem(409, "RUN_NOT_ACTIVE");
  }

  @Test
  void a_forced_cancel_leaves_the_finally_block_out(Api api) {
    String name = Workflows.name("operator-force");
    api.define(
        name,
        Workflows.of(
            "{\"id\": \"t\", \"type\": \"control.tryCatch\", \"try\": ["
                + Workflows.event("wait", name, "")
                + "], \"catch\": [], \"finally\": ["
                + Workflows.assign("tidy", "meta.tidied", "true")
                + "]}"));
    String runId = api.start(name, Map.of("key", "k"));
    api.waiting(runId, "event");
    command(api, runId, "cancel", Map.of("force", true)).expect(202);
    assertThat(api.ended(runId).at("/status")).isEqualTo("CANCELED");
    Answer steps = api.get("/api/workflow-runs/" + runId + "/steps").expect(200);
    assertThat(steps.items("status")).containsExactly("CANCELED", "CANCELED");
  }

  @Test
  void a_call_in_flight_is_told_of_the_cancel(Api api) {
    String name = Workflows.name("operator-flight");
    api.define(
        name,
        Workflows.of(Workflows.call("hold", "test.hold", "{\"name\": \"" + name + "\"}", "")));
    String runId = api.start(name, Map.of());
    TestActions.awaitHeld(name);
    command(api, runId, "cancel", Map.of()).expect(202);
    assertThat(api.ended(runId).at("/status")).isEqualTo("CANCELED");
  }

  @Test
  void cancel_reaches_the_children(Api api) {
    String child = Workflows.name("operator-child");
    api.define(child, Workflows.of(Workflows.event("wait", child, "")));
    String parent = Workflows.name("operator-parent");
    api.define(
        parent,
        Workflows.of(
            ("{\"id\": \"c\", \"type\": \"control.callWorkflow\", \"workflowId\": \"%s\","
                    + " \"workflowVersion\": 1, \"inputMapping\": {\"key\": \"k\"}}")
                .formatted(child)));
    String runId = api.start(parent, Map.of());
    api.waiting(runId, "child");
    String list = "/api/workflow-runs?parentRunId=" + runId;
    Api.awaited(
        "the child waits",
        () -> api.get(list).expect(200),
        answer -> answer.items("status").contains("WAITING"));
    command(api, runId, "cancel", Map.of()).expect(202);
    assertThat(api.ended(runId).at("/status")).isEqualTo("CANCELED");
    Api.awaited(
        "the child is canceled",
        () -> api.get(list).expect(200),
        answer -> answer.items("status").contains("CANCELED"));
  }

  @Test
  void a_wait_is_resumed_with_an_output(Api api) {
    String runId = waitingRun(api);
    Answer resumed = command(api, runId, "resume", Map.of("output", Map.of("by", "hand")));
    assertThat(resumed.expect(200).at("/status")).isEqualTo("SUCCEEDED");
    Answer waits = api.get("/api/workflow-runs/" + runId + "/waits").expect(200);
    assertThat(waits.items("status")).containsExactly("RESOLVED");
    command(api, runId, "resume", Map.of("output", Map.of())).expectProblem(409, "RUN_NOT_ACTIVE");
  }

  @Test
  void a_wait_is_resumed_as_a_timeout_and_opened_again(Api api) {
    String runId = waitingRun(api);
    command(api, runId, "resume", Map.of("timeout", true)).expect(200);
    Answer failed = api.ended(runId);
    assertThat(failed.at("/error/code")).isEqualTo("WAIT_TIMEOUT");
    assertThat(failed.list("/commands")).contains("requeue-event-wait");
    Answer requeued = command(api, runId, "requeue-event-wait", Map.of()).expect(200);
    assertThat(requeued.at("/status")).isEqualTo("WAITING");
    command(api, runId, "cancel", Map.of()).expect(202);
  }

  @Test
  void an_event_wait_can_only_be_requeued_after_its_timeout(Api api) {
    command(api, failedRun(api), "requeue-event-wait", Map.of())
        .expectProblem(409, "NO_EVENT_WAIT");
  }

  @Test
  void a_failed_run_goes_on_after_a_repair(Api api) {
    String runId = failedRun(api);
    Answer retried = command(api, runId, "retry", Map.of("set", Map.of("vars.times", 1L)));
    retried.expect(200);
    Answer ended = api.ended(runId);
    assertThat(ended.at("/status")).isEqualTo("SUCCEEDED");
    Answer steps = api.get("/api/workflow-runs/" + runId + "/steps").expect(200);
    assertThat(steps.items("attempt")).containsExactly(1L, 2L);
    command(api, runId, "retry", Map.of()).expectProblem(409, "RUN_NOT_FAILED");
  }

  @Test
  void a_replay_is_a_new_run_of_the_same_version(Api api) {
    String name = Workflows.name("operator-replay");
    api.define(name, Workflows.of(Workflows.assign("a", "vars.x", "{\"$expr\": \"payload.x\"}")));
    String first = api.start(name, Map.of("x", 7L));
    api.ended(first);
    Answer second = command(api, first, "replay", Map.of()).expect(201);
    assertThat(second.at("/replayOf")).isEqualTo(first);
    assertThat(second.at("/payload")).isEqualTo(Map.of("x", 7L));
    assertThat(second.headers().firstValue("Location"))
        .hasValue("/api/workflow-runs/" + second.text("/runId"));
    Answer third = command(api, first, "replay", Map.of("payload", Map.of())).expect(201);
    assertThat(third.at("/payload")).isEqualTo(Map.of());
    assertThat(api.ended(third.text("/runId")).at("/status")).isEqualTo("SUCCEEDED");
  }

  @Test
  void a_signal_reaches_the_one_run(Api api) {
    String name = Workflows.name("operator-signal");
    api.define(
        name,
        Workflows.of(
            ("{\"id\": \"s\", \"type\": \"event.wait\", \"config\": {\"eventName\": \"%s\","
                    + " \"correlationKey\": {\"$expr\": \"meta.runId\"}}}")
                .formatted(name)));
    String one = api.start(name, Map.of());
    String other = api.start(name, Map.of());
    api.waiting(one, "event");
    api.waiting(other, "event");
    Map<String, ?> signal = Map.of("name", name, "payload", Map.of("n", 1L), "signalId", "s-1");
    api.post("/api/workflow-runs/" + one + "/signal", signal).expect(201);
    assertThat(api.ended(one).at("/status")).isEqualTo("SUCCEEDED");
    assertThat(api.run(other).at("/status")).isEqualTo("WAITING");
    Answer again = api.post("/api/workflow-runs/" + one + "/signal", signal).expect(200);
    assertThat(again.at("/duplicate")).isEqualTo(true);
    command(api, other, "cancel", Map.of()).expect(202);
  }

  @Test
  void orders_stand_in_the_audit_with_their_reason_and_outcome(Api api) {
    String runId = waitingRun(api);
    command(api, runId, "cancel", Map.of("reason", "customer withdrew")).expect(202);
    api.ended(runId);
    Answer audit = api.get("/api/workflow-runs/" + runId + "/audit").expect(200);
    assertThat(audit.items("reason")).containsExactly("customer withdrew");
    assertThat(audit.items("principal"))
        .allSatisfy(p -> assertThat(p.toString()).startsWith("key:"));
  }

  @Test
  void an_order_without_a_reason_is_refused_and_does_nothing(Api api) {
    String runId = waitingRun(api);
    for (String command :
        new String[] {"cancel", "resume", "retry", "requeue-event-wait", "replay"}) {
      api.post("/api/workflow-runs/" + runId + "/" + command, Map.of())
          .expectProblem(400, "INVALID_REQUEST");
      api.post("/api/workflow-runs/" + runId + "/" + command, Map.of("reason", "no"))
          .expectProblem(400, "INVALID_REQUEST");
    }
    assertThat(api.run(runId).at("/status")).isEqualTo("WAITING");
    command(api, runId, "cancel", Map.of()).expect(202);
  }

  @Test
  void a_refusal_tells_what_the_state_is(Api api) {
    Answer refused = command(api, failedRun(api), "resume", Map.of("output", Map.of()));
    refused.expectProblem(409, "RUN_NOT_ACTIVE");
    assertThat(refused.at("/details/currentStatus")).isEqualTo("FAILED");
    assertThat(refused.at("/details/action")).isEqualTo("resume");
    assertThat(refused.at("/details/engine")).isEqualTo("quartz");
  }
}

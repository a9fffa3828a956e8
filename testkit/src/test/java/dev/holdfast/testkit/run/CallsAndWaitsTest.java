package dev.holdfast.testkit.run;

import static dev.holdfast.testkit.run.Definitions.expr;
import static dev.holdfast.testkit.run.Definitions.object;
import static dev.holdfast.testkit.run.Steps.assign;
import static dev.holdfast.testkit.run.Steps.await;
import static dev.holdfast.testkit.run.Steps.call;
import static dev.holdfast.testkit.run.Steps.child;
import static dev.holdfast.testkit.run.Steps.forEach;
import static dev.holdfast.testkit.run.Steps.parallel;
import static dev.holdfast.testkit.run.Steps.retry;
import static dev.holdfast.testkit.run.Steps.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.definition.Step;
import dev.holdfast.domain.definition.StepList;
import dev.holdfast.domain.definition.Value;
import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.RunStatus;
import dev.holdfast.domain.run.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sections "Calls", "Event waits" and "Children and slots". */
class CallsAndWaitsTest {
  private static final String FIRST = "root.steps[0]";
  private static final CallAnswer PENDING = new CallAnswer.Pending(List.of());

  @Test
  void what_is_missing_is_left_out_of_objects_and_null_in_lists() {
    Object mapping =
        object(
            "gone",
            expr("vars.gone"),
            "nothing",
            null,
            "deep",
            object("gone", expr("vars.gone")),
            "list",
            List.of(expr("vars.gone"), 1L));
    Play play = Play.steps(call("inputMapping", mapping)).start();
    assertThat(Json.text(play.call(FIRST).input()))
        .isEqualTo("{\"nothing\":null,\"deep\":{},\"list\":[null,1]}");
  }

  @Test
  void secrets_are_places_in_the_input_and_never_values() {
    Map<String, Value> members = new LinkedHashMap<>();
    members.put(
        "a/b", new Value.Elements(List.of(new Value.Literal(1L), new Value.Secret("TOKEN"))));
    members.put("key", new Value.Secret("KEY"));
    Step.Head head = new Step.Head("a", "action.call", null, FIRST, false);
    Step step =
        new Step.CallAction(
            head, "test.call", 1, new Value.Members(members), null, null, null, 60_000);
    StepList root = new StepList("root", List.of(step));
    Program program = new Program("n", root, List.of(), null, null, null, null, null, "none");
    Effect.InvokeAction call = Play.of(program).start().call(FIRST);
    assertThat(call.secrets())
        .containsExactly(
            new Effect.SecretSlot("/a~1b/1", "TOKEN"), new Effect.SecretSlot("/key", "KEY"));
    assertThat(Json.text(call.input())).isEqualTo("{\"a/b\":[1,null],\"key\":null}");
  }

  @Test
  void a_retry_waits_its_backoff_and_evaluates_nothing_again() {
    Map<String, @Nullable Object> step =
        with(call("inputMapping", object("at", expr("nowIso()"))), "retry", retry(3, 1_000));
    Play play = Play.steps(step).start();
    String key = play.call(FIRST).idempotencyKey();
    Object input = play.call(FIRST).input();
    play.fail(FIRST, "BROKEN");
    assertThat(play.status()).isEqualTo(RunStatus.WAITING);
    assertThat(play.added()).containsExactly("StepRetryScheduled [0]", "WaitOpened [0]");
    assertThat(play.pass(999).openCalls()).isEmpty();
    assertThat(play.pass(1).openCalls()).containsExactly(FIRST + "#2");
    assertThat(play.call(FIRST).input()).isEqualTo(input);
    assertThat(play.call(FIRST).idempotencyKey()).isEqualTo(key).hasSize(64);
    assertThat(play.fail(FIRST, "BROKEN").state().nextDue())
        .isEqualTo(play.now().plusMillis(2_000));
  }

  @Test
  void the_callee_can_ask_for_a_longer_rest() {
    Play play = Play.steps(with(call(), "retry", retry(2, 0))).start();
    play.give(FIRST, new CallAnswer.Failed(Play.error("BUSY"), 5_000L, List.of()));
    assertThat(play.state().nextDue()).isEqualTo(play.now().plusMillis(5_000));
  }

  @Test
  void a_timeout_ends_the_attempt_and_a_late_answer_changes_nothing() {
    Play play = Play.steps(with(call(), "timeoutMs", 1_000L)).start();
    Effect.InvokeAction call = play.call(FIRST);
    assertThat(call.deadline()).isEqualTo(Play.BEGIN.plusMillis(1_000));
    assertThat(play.pass(1_000).errorCode()).isEqualTo("STEP_TIMEOUT");
    play.fold(
        new Input.CallFinished(
            "late", play.now(), call.callId(), 1, new CallAnswer.Done(1L, List.of())));
    assertThat(play.refusal()).isEqualTo(Verdict.Reason.CLOSED);
    assertThat(play.added()).isEmpty();
  }

  @Test
  void the_twentieth_loss_fails_the_attempt() {
    Play play = Play.steps(call()).start();
    UUID callId = play.call(FIRST).callId();
    for (int i = 1; i < 20; i++) {
      play.later(1_000).loseWorker();
      assertThat(play.added()).isEmpty();
      assertThat(play.call(FIRST).callId()).isEqualTo(callId);
      assertThat(play.call(FIRST).deadline()).isEqualTo(play.now().plusMillis(60_000));
    }
    assertThat(play.loseWorker().errorCode()).isEqualTo("WORKER_LOST");
  }

  @Test
  void one_lost_call_is_asked_for_again_and_nothing_else_is() {
    Play play =
        Play.steps(parallel("all", List.of(call()), List.of(call()), List.of(await("e")))).start();
    Effect.InvokeAction first = (Effect.InvokeAction) play.effects().getFirst();
    Input.CallLost lost = new Input.CallLost("lost", play.later(1_000).now(), first.callId());
    assertThat(play.fold(lost).added()).isEmpty();
    assertThat(play.effects()).hasSize(1);
    Effect.InvokeAction again = (Effect.InvokeAction) play.effects().getFirst();
    assertThat(again.callId()).isEqualTo(first.callId());
    assertThat(again.attempt()).isEqualTo(1);
    assertThat(again.idempotencyKey()).isEqualTo(first.idempotencyKey());
    assertThat(again.deadline()).isEqualTo(play.now().plusMillis(60_000));
  }

  @Test
  void a_call_lost_for_the_twentieth_time_fails_the_attempt() {
    Play play = Play.steps(call()).start();
    for (int i = 1; i < 20; i++) {
      assertThat(play.later(1_000).loseCall(FIRST).added()).isEmpty();
    }
    assertThat(play.loseCall(FIRST).errorCode()).isEqualTo("WORKER_LOST");
  }

  @Test
  void a_call_that_nobody_waits_for_cannot_be_lost() {
    Play play = Play.steps(call(), await("e")).start();
    UUID callId = play.call(FIRST).callId();
    play.give(FIRST, new CallAnswer.Done("x", List.of()));
    play.fold(new Input.CallLost("lost", play.now(), callId));
    assertThat(play.refusal()).isEqualTo(Verdict.Reason.CLOSED);
    assertThat(play.added()).isEmpty();
    assertThat(play.effects()).isEmpty();
  }

  @Test
  void a_loss_that_is_noticed_after_the_deadline_is_no_timeout() {
    Play play = Play.steps(with(call(), "timeoutMs", 1_000L)).start();
    play.later(86_400_000).loseWorker();
    assertThat(play.added()).isEmpty();
    assertThat(play.call(FIRST).deadline()).isEqualTo(play.now().plusMillis(1_000));
    play.later(86_400_000).loseCall(FIRST);
    assertThat(play.added()).isEmpty();
    assertThat(play.call(FIRST).deadline()).isEqualTo(play.now().plusMillis(1_000));
    assertThat(play.pass(1_000).errorCode()).isEqualTo("STEP_TIMEOUT");
  }

  @Test
  void what_else_is_due_when_a_call_is_lost_is_over() {
    Play play =
        Play.steps(
                parallel(
                    "all",
                    List.of(with(call(), "timeoutMs", 1_000L)),
                    List.of(with(call(), "timeoutMs", 1_000L))))
            .start();
    UUID second = ((Effect.InvokeAction) play.effects().getLast()).callId();
    play.later(1_000).fold(new Input.CallLost("lost", play.now(), second));
    assertThat(play.errorCode()).isEqualTo("STEP_TIMEOUT");
    assertThat(play.refusal()).isEqualTo(Verdict.Reason.CLOSED);
  }

  @Test
  void a_lost_worker_has_look_backs_and_child_starts_asked_for_again() {
    Play play = Play.steps(parallel("all", List.of(await("e")), List.of(child()))).start();
    List<Effect> effects = play.foldOnce(new Input.WorkerLost("lost", play.now())).effects();
    assertThat(effects).hasSize(2);
    assertThat(effects.get(0)).isInstanceOf(Effect.OpenEventWait.class);
    assertThat(effects.get(1)).isEqualTo(play.children().getFirst());
    play.armAll();
    assertThat(play.foldOnce(new Input.WorkerLost("again", play.now())).effects()).hasSize(1);
  }

  @Test
  void a_promised_answer_comes_as_a_callback_within_the_attempts_time() {
    Play play = Play.steps(with(call("saveAs", "vars.out"), "timeoutMs", 1_000L)).start();
    play.later(400).give(FIRST, PENDING);
    assertThat(play.status()).isEqualTo(RunStatus.WAITING);
    assertThat(play.wait(FIRST).dueAt()).isEqualTo(Play.BEGIN.plusMillis(1_000));
    play.callback(FIRST, new CallAnswer.Done("x", List.of()));
    assertThat(play.variable("out")).isEqualTo("x");

    Play late = Play.steps(with(call(), "timeoutMs", 1_000L)).start().give(FIRST, PENDING);
    assertThat(late.pass(1_000).errorCode()).isEqualTo("STEP_TIMEOUT");
    assertThat(late.added()).containsExactly("WaitTimedOut [0]", "StepFailed [0]", "RunFailed");
  }

  @Test
  void a_callback_may_overtake_the_promise_of_it() {
    Play play = Play.steps(call("saveAs", "vars.out")).start();
    Effect.InvokeAction call = play.call(FIRST);
    play.callback(FIRST, new CallAnswer.Done("x", List.of()));
    assertThat(play.variable("out")).isEqualTo("x");
    play.fold(new Input.CallFinished("promise", play.now(), call.callId(), 1, PENDING));
    assertThat(play.refusal()).isEqualTo(Verdict.Reason.CLOSED);
  }

  @Test
  void at_most_500_calls_are_in_flight_and_a_queued_step_has_not_begun() {
    List<Object> items = new ArrayList<>();
    for (long i = 0; i < 502; i++) items.add(i);
    Play play = Play.steps(forEach(items, 600, List.of(call()))).start();
    assertThat(play.state().callsInFlight()).isEqualTo(500);
    assertThat(play.lines()).doesNotContain("StepStarted [0].body[500].[0]");
    play.answer("root.steps[0].body[7].steps[0]", null);
    assertThat(play.added())
        .containsExactly("StepSucceeded [0].body[7].[0]", "StepStarted [0].body[500].[0]");
  }

  @Test
  void an_unarmed_wait_takes_nothing_and_does_not_time_out() {
    Play play = Play.steps(await("e", "timeoutMs", 1_000L)).start();
    assertThat(play.event("e", "k", object()).refusal()).isEqualTo(Verdict.Reason.NO_SUCH_WAIT);
    assertThat(play.pass(5_000).status()).isEqualTo(RunStatus.WAITING);
    assertThat(play.state().nextDue()).isNull();
    Event inTime = Play.eventOf("x", "e", "k", object(), Play.BEGIN.plusMillis(999));
    play.lookBack(FIRST, inTime);
    assertThat(play.status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  void what_a_look_back_finds_at_the_deadline_is_too_late() {
    Play play = Play.steps(await("e", "timeoutMs", 1_000L)).start().pass(5_000);
    play.lookBack(FIRST, Play.eventOf("x", "e", "k", object(), Play.BEGIN.plusMillis(1_000)));
    assertThat(play.errorCode()).isEqualTo("WAIT_TIMEOUT");
  }

  @Test
  void an_event_before_the_deadline_beats_the_timer_that_nobody_noticed() {
    Play play = Play.steps(await("e", "timeoutMs", 1_000L)).start().armAll();
    assertThat(play.later(999).event("e", "k", object()).status()).isEqualTo(RunStatus.SUCCEEDED);
    Play late = Play.steps(await("e", "timeoutMs", 1_000L)).start().armAll();
    late.later(1_000).event("e", "k", object());
    assertThat(late.errorCode()).isEqualTo("WAIT_TIMEOUT");
  }

  @Test
  void an_event_is_taken_once_by_the_matching_wait_opened_first() {
    Map<String, @Nullable Object> picky =
        await("e", "filters", List.of(object("path", "n", "op", ">", "value", 5L)));
    Play play =
        Play.steps(parallel("all", List.of(picky), List.of(await("e")), List.of(await("e"))))
            .start()
            .armAll();
    Event event = Play.eventOf("one", "e", "k", object("n", 1L), play.now());
    play.offer(event);
    assertThat(play.added()).contains("WaitResolved [0].branches[b].[0]");
    assertThat(play.offer(event).refusal()).isEqualTo(Verdict.Reason.TAKEN_BY_OTHER);
    play.event("e", "k", object("n", 9L));
    assertThat(play.added()).contains("WaitResolved [0].branches[a].[0]");
  }

  @Test
  void filters_that_fail_are_told_from_waits_that_are_not_there() {
    Play play =
        Play.steps(await("e", "filters", List.of(object("path", "n", "op", "=", "value", 1L))))
            .start()
            .armAll();
    assertThat(play.event("e", "k", object("n", 2L)).refusal())
        .isEqualTo(Verdict.Reason.FILTER_FALSE);
    assertThat(play.event("e", "other", object("n", 1L)).refusal())
        .isEqualTo(Verdict.Reason.NO_SUCH_WAIT);
  }

  @Test
  void the_event_that_started_the_run_is_used_and_its_receipt_is_where_look_back_begins() {
    Event first = Play.eventOf("first", "e", "k", object(), Play.BEGIN.minusSeconds(9));
    Play play = Play.steps(await("e")).start(object(), first, null);
    play.lookBack(FIRST, first);
    assertThat(play.status()).isEqualTo(RunStatus.WAITING);
    Play other = Play.steps(await("e", "lookback", 5_000L)).start();
    List<Effect> again = other.foldOnce(new Input.WorkerLost("lost", other.now())).effects();
    assertThat(((Effect.OpenEventWait) again.getFirst()).since())
        .isEqualTo(Play.BEGIN.minusMillis(5_000));
  }

  @Test
  void a_key_is_trimmed_and_a_null_key_opens_no_wait() {
    Play play = Play.steps(await("e", "correlationKey", expr("'  x '"))).start();
    assertThat(play.wait(FIRST).correlationKey()).isEqualTo("x");
    Play broken = Play.steps(await("e", "correlationKey", expr("vars.gone"))).start();
    assertThat(broken.errorCode()).isEqualTo("WAIT_KEY_INVALID");
    assertThat(broken.lines()).doesNotContain("WaitOpened [0]");
  }

  @Test
  void a_timeout_can_be_gone_on_from_and_a_match_says_that_there_was_none() {
    Map<String, @Nullable Object> step = await("e", "timeoutMs", 1_000L, "onTimeout", "continue");
    assertThat(Play.steps(step).start().armAll().pass(1_000).variable("eventTimedOut"))
        .isEqualTo(true);
    Play matched = Play.steps(step).start().armAll().event("e", "k", object());
    assertThat(matched.variable("eventTimedOut")).isEqualTo(false);
  }

  @Test
  void the_event_a_fiber_took_is_seen_in_its_list_and_by_nobody_else() {
    Play play =
        Play.steps(
                parallel(
                    "all",
                    List.of(await("e"), assign("vars.inside", expr("event.id"))),
                    List.of(await("f"), assign("vars.other", expr("event.id")))),
                assign("vars.after", expr("$exists(event)")))
            .start()
            .armAll();
    play.offer(Play.eventOf("E", "e", "k", object(), play.now()));
    play.offer(Play.eventOf("F", "f", "k", object(), play.now()));
    assertThat(play.variable("inside")).isEqualTo("E");
    assertThat(play.variable("other")).isEqualTo("F");
    assertThat(play.variable("after")).isEqualTo(false);
  }

  @Test
  void a_child_gives_its_output_and_a_failed_one_its_error() {
    Play play =
        Play.steps(child("outputMapping", object("vars.got", expr("childRun.output")))).start();
    assertThat(play.status()).isEqualTo(RunStatus.WAITING);
    assertThat(play.childEnded(RunStatus.SUCCEEDED, 42L).variable("got")).isEqualTo(42L);

    Play failed = Play.steps(with(child(), "retry", retry(2, 0))).start();
    UUID first = failed.children().getFirst().childRunId();
    failed.childEnded(RunStatus.FAILED, null);
    assertThat(failed.children().getLast().childRunId()).isNotEqualTo(first);
    assertThat(failed.childEnded(RunStatus.FAILED, null).errorCode()).isEqualTo("CHILD_FAILED");
    assertThat(Play.steps(child()).start().childEnded(RunStatus.CANCELED, null).errorCode())
        .isEqualTo("CHILD_CANCELED");
  }

  @Test
  void a_refused_start_is_a_child_error_with_the_refusals_code() {
    Play play = Play.steps(child()).start();
    UUID childRunId = play.children().getFirst().childRunId();
    play.fold(new Input.ChildRefused("no", play.now(), childRunId, Play.error("WORKFLOW_PAUSED")));
    assertThat(play.errorCode()).isEqualTo("WORKFLOW_PAUSED");
    assertThat(play.state().error())
        .isNotNull()
        .satisfies(error -> assertThat(error.category().text()).isEqualTo("ChildRunError"));
  }

  @Test
  void a_detached_child_answers_its_id_at_once() {
    Play play =
        Play.steps(
                child("detached", true, "outputMapping", object("vars.id", expr("childRun.runId"))))
            .start();
    assertThat(play.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(play.variable("id")).asString().hasSize(36);
  }

  @Test
  void a_run_remembers_ten_thousand_used_events_and_fails_at_one_more() {
    List<Object> hundred = new ArrayList<>();
    for (long i = 0; i < 101; i++) hundred.add(i);
    Map<String, @Nullable Object> inner =
        with(forEach(hundred, 1, List.of(await("e"))), "itemVar", "n");
    Play play = Play.steps(forEach(hundred, 1, List.of(inner))).start();
    int taken = 0;
    while (!play.status().ended()) {
      String path = play.state().waits().getFirst().executionPath();
      play.lookBack(path, Play.eventOf("used-" + taken++, "e", "k", Map.of(), Play.BEGIN));
    }
    assertThat(play.errorCode()).isEqualTo("EVENT_LIMIT");
    assertThat(taken).isEqualTo(10_001);
  }
}

package dev.holdfast.testkit.run;

import static dev.holdfast.testkit.run.Definitions.expr;
import static dev.holdfast.testkit.run.Definitions.object;
import static dev.holdfast.testkit.run.Steps.assign;
import static dev.holdfast.testkit.run.Steps.await;
import static dev.holdfast.testkit.run.Steps.call;
import static dev.holdfast.testkit.run.Steps.child;
import static dev.holdfast.testkit.run.Steps.forEach;
import static dev.holdfast.testkit.run.Steps.log;
import static dev.holdfast.testkit.run.Steps.parallel;
import static dev.holdfast.testkit.run.Steps.raise;
import static dev.holdfast.testkit.run.Steps.retry;
import static dev.holdfast.testkit.run.Steps.sleep;
import static dev.holdfast.testkit.run.Steps.tryCatch;
import static dev.holdfast.testkit.run.Steps.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.RunStatus;
import dev.holdfast.domain.run.Verdict;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Section "Cancel, retry, resume". */
class OperatorsTest {
  private static final CallAnswer PENDING = new CallAnswer.Pending(List.of());

  @Test
  void a_cancel_unwinds_the_run_and_finally_may_take_its_time() {
    Play play =
        Play.steps(tryCatch(List.of(await("e")), List.of(log("caught")), List.of(call())))
            .start()
            .cancel(false);
    assertThat(play.state().cancelRequestedAt()).isEqualTo(Play.BEGIN);
    assertThat(play.openCalls()).hasSize(1);
    play.fail("root.steps[0].finally.steps[0]", "IGNORED");
    assertThat(play.status()).isEqualTo(RunStatus.CANCELED);
    assertThat(play.state().error()).isNull();
    assertThat(play.variable("log")).isNull();
  }

  @Test
  void a_cancel_lets_a_finally_that_runs_come_to_its_end() {
    Play play =
        Play.steps(tryCatch(List.of(), null, List.of(call(), log("cleaned"))), log("never"))
            .start()
            .cancel(false);
    play.answer("root.steps[0].finally.steps[0]", null);
    assertThat(play.status()).isEqualTo(RunStatus.CANCELED);
    assertThat(play.variable("log")).isEqualTo(List.of("cleaned"));
  }

  @Test
  void unwinding_ends_after_five_minutes() {
    Play play =
        Play.steps(
                tryCatch(
                    List.of(sleep(60_000)), null, List.of(with(call(), "timeoutMs", 3_600_000L))))
            .start()
            .cancel(false);
    assertThat(play.pass(299_999).status()).isEqualTo(RunStatus.RUNNING);
    assertThat(play.pass(1).status()).isEqualTo(RunStatus.CANCELED);
    assertThat(play.added())
        .containsExactly("StepCanceled [0].finally.[0]", "StepCanceled [0]", "RunCanceled");
  }

  @Test
  void a_forced_cancel_skips_finally_even_after_an_ordinary_one() {
    Play play =
        Play.steps(tryCatch(List.of(sleep(60_000)), null, List.of(call()))).start().cancel(false);
    assertThat(play.cancel(false).added()).as("the same again").isEmpty();
    assertThat(play.cancel(true).status()).isEqualTo(RunStatus.CANCELED);
    assertThat(play.cancel(false).refusal()).isEqualTo(Verdict.Reason.RUN_NOT_ACTIVE);
  }

  @Test
  void a_command_with_a_known_id_is_ignored() {
    Play play = Play.steps(call()).start().fail("root.steps[0]", "BROKEN");
    Input retry =
        new Input.OperatorCommand("order-1", play.now(), "why", new Input.Command.Retry(List.of()));
    play.fold(retry).fail("root.steps[0]", "BROKEN");
    assertThat(play.fold(retry).refusal()).isEqualTo(Verdict.Reason.REPEATED);
    assertThat(play.status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void a_retry_visits_what_failed_and_what_was_cancelled_and_keeps_what_was_finished() {
    Play play =
        Play.steps(
                parallel(
                    "all",
                    List.of(log("a"), call()),
                    List.of(call()),
                    List.of(log("c")),
                    List.of(await("e"))))
            .start();
    play.fail("root.steps[0].branches[b].steps[0]", "BROKEN").retry();
    assertThat(play.added())
        .containsExactly(
            "OperatorApplied",
            "StepStarted [0] #2",
            "StepStarted [0].branches[a].[1] #2",
            "StepStarted [0].branches[b].[0] #2",
            "StepStarted [0].branches[d].[0] #2",
            "WaitOpened [0].branches[d].[0] #2");
    assertThat(play.variable("log")).isEqualTo(List.of("a", "c"));
    play.armAll().event("e", "k", object());
    play.answer("root.steps[0].branches[a].steps[1]", null)
        .answer("root.steps[0].branches[b].steps[0]", null);
    assertThat(play.status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  void a_retry_resolves_the_input_anew_and_keeps_the_key() {
    Map<String, @Nullable Object> step =
        call(
            "inputMapping", object("n", expr("vars.n")), "idempotencyKey", expr("'key-' & vars.n"));
    Play play = Play.steps(assign("vars.n", 1L), step).start().fail("root.steps[1]", "BROKEN");
    play.retry("vars.n", 2L);
    assertThat(play.call("root.steps[1]").input()).containsEntry("n", 2L);
    assertThat(play.call("root.steps[1]").idempotencyKey()).isEqualTo("key-1");
  }

  @Test
  void a_retry_has_a_fresh_budget_while_attempt_numbers_go_on() {
    Play play = Play.steps(with(call(), "retry", retry(2, 0))).start();
    play.fail("root.steps[0]", "BROKEN").fail("root.steps[0]", "BROKEN");
    assertThat(play.status()).isEqualTo(RunStatus.FAILED);
    play.retry().fail("root.steps[0]", "BROKEN");
    assertThat(play.openCalls()).containsExactly("root.steps[0]#4");
    play.fail("root.steps[0]", "BROKEN");
    assertThat(play.status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void finally_and_error_handler_run_again_under_new_attempts() {
    Map<String, @Nullable Object> block = tryCatch(List.of(call()), null, List.of(call()));
    Map<String, @Nullable Object> document = object("name", "n", "steps", List.of(block));
    document.put("errorHandler", List.of(call()));
    Play play = Play.of(document).start();
    for (int round = 1; round <= 2; round++) {
      play.fail("root.steps[0].try.steps[0]", "BROKEN");
      assertThat(play.openCalls()).containsExactly("root.steps[0].finally.steps[0]#" + round);
      play.answer("root.steps[0].finally.steps[0]", null);
      assertThat(play.openCalls()).containsExactly("errorHandler.steps[0]#" + round);
      play.answer("errorHandler.steps[0]", null);
      assertThat(play.errorCode()).isEqualTo("BROKEN");
      play.retry();
    }
  }

  @Test
  void a_repair_that_cannot_be_written_changes_nothing() {
    Play play = Play.steps(assign("vars.n", 1L), call()).start().fail("root.steps[1]", "BROKEN");
    RunState before = play.state();
    play.retry("vars.n.deep", 2L);
    assertThat(play.refusal()).isEqualTo(Verdict.Reason.VALUE_REFUSED);
    assertThat(play.state().vars()).isEqualTo(before.vars());
    assertThat(play.status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void an_output_that_failed_is_evaluated_again_after_repair() {
    Map<String, @Nullable Object> document =
        object("name", "n", "steps", List.of(log("once")), "output", expr("$number(vars.text)"));
    document.put("steps", List.of(assign("vars.text", "x"), log("once")));
    Play play = Play.of(document).start();
    assertThat(play.state().error())
        .isNotNull()
        .satisfies(error -> assertThat(error.stepPath()).isEqualTo("output"));
    play.retry("vars.text", "12");
    assertThat(play.state().output()).isEqualTo(12L);
    assertThat(play.variable("log")).isEqualTo(List.of("once"));
  }

  @Test
  void a_loop_that_could_not_store_its_results_only_does_that_again() {
    Map<String, @Nullable Object> loop =
        with(
            forEach(List.of(1L, 2L), 2, List.of(log("item"))),
            "collectAs",
            "vars.scalar.deep",
            "collect",
            expr("it"));
    Play play = Play.steps(assign("vars.scalar", 1L), loop).start();
    assertThat(play.errorCode()).isEqualTo("ASSIGN_PATH_INVALID");
    play.retry("vars.scalar", object());
    assertThat(play.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(play.variable("log")).isEqualTo(List.of("item", "item"));
  }

  @Test
  void a_sequential_loop_goes_on_with_the_item_that_failed() {
    Play play = Play.steps(forEach(List.of("x", "y"), 1, List.of(call(), log("done")))).start();
    play.answer("root.steps[0].body[0].steps[0]", null).fail("root.steps[0].body[1].steps[0]", "B");
    play.retry().answer("root.steps[0].body[1].steps[0]", null);
    assertThat(play.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(play.variable("log")).isEqualTo(List.of("done", "done"));
  }

  @Test
  void a_retry_gives_the_run_a_fresh_deadline() {
    Map<String, @Nullable Object> document =
        object("name", "n", "steps", List.of(await("e")), "timeoutMs", 1_000L);
    Play play = Play.of(document).start().armAll().pass(1_000);
    assertThat(play.errorCode()).isEqualTo("RUN_TIMEOUT");
    play.later(500).retry();
    assertThat(play.state().nextDue()).isEqualTo(play.now().plusMillis(1_000));
  }

  @Test
  void an_error_that_a_lost_branch_handles_in_its_finally_saves_nothing() {
    List<?> cleanup =
        List.of(call(), tryCatch(List.of(raise("INNER")), List.of(log("handled")), null));
    Play play =
        Play.steps(
                parallel("all", List.of(call()), List.of(tryCatch(List.of(call()), null, cleanup))))
            .start();
    play.fail("root.steps[0].branches[a].steps[0]", "BROKEN");
    play.answer("root.steps[0].branches[b].steps[0].finally.steps[0]", null);
    assertThat(play.variable("log")).isEqualTo(List.of("handled"));
    assertThat(play.errorCode()).isEqualTo("BROKEN");
    play.retry();
    assertThat(play.openCalls())
        .containsExactly(
            "root.steps[0].branches[a].steps[0]#2",
            "root.steps[0].branches[b].steps[0].try.steps[0]#2");
  }

  @Test
  void only_a_failed_run_of_its_own_can_be_retried() {
    Play live = Play.steps(call()).start();
    assertThat(live.retry().refusal()).isEqualTo(Verdict.Reason.RUN_NOT_FAILED);
    Play attached = Play.steps(raise("X")).start(object(), null, new UUID(5, 5));
    assertThat(attached.retry().refusal()).isEqualTo(Verdict.Reason.RUN_IS_CHILD);
  }

  @Test
  void requeue_is_for_runs_that_an_event_wait_failed() {
    Play play = Play.steps(await("e", "timeoutMs", 1_000L)).start().armAll().pass(1_000);
    play.command(new Input.Command.RequeueEventWait());
    assertThat(play.wait("root.steps[0]").attempt()).isEqualTo(2);
    Play other = Play.steps(raise("WAIT_TIMEOUT")).start();
    other.command(new Input.Command.RequeueEventWait());
    assertThat(other.refusal()).isEqualTo(Verdict.Reason.NO_EVENT_WAIT);
  }

  @Test
  void resume_gives_an_event_wait_its_payload_and_skips_filters() {
    Map<String, @Nullable Object> wait =
        await(
            "e",
            "filters",
            List.of(object("path", "n", "op", "=", "value", 1L)),
            "assign",
            object("vars.got", expr("event.payload.n")));
    Play play = Play.steps(wait).start();
    play.command(new Input.Command.Resume(null, Json.of(object("n", 5L)), false));
    assertThat(play.variable("got")).isEqualTo(5L);
    assertThat(play.variable("eventName")).isEqualTo("e");
  }

  @Test
  void resume_ends_time_retry_and_callback_waits() {
    Play time = Play.steps(sleep(60_000)).start();
    time.command(new Input.Command.Resume(null, null, false));
    assertThat(time.status()).isEqualTo(RunStatus.SUCCEEDED);

    Play backoff = Play.steps(with(call(), "retry", retry(2, 60_000))).start();
    backoff.fail("root.steps[0]", "BROKEN").command(new Input.Command.Resume(null, null, false));
    assertThat(backoff.openCalls()).containsExactly("root.steps[0]#2");

    Play promised = Play.steps(call("saveAs", "vars.out")).start().give("root.steps[0]", PENDING);
    promised.command(new Input.Command.Resume(null, "by hand", false));
    assertThat(promised.variable("out")).isEqualTo("by hand");
  }

  @Test
  void resume_as_timeout_is_what_the_timer_would_have_done() {
    Play event = Play.steps(await("e")).start();
    event.command(new Input.Command.Resume(null, null, true));
    assertThat(event.errorCode()).isEqualTo("WAIT_TIMEOUT");
    Play promised = Play.steps(call()).start().give("root.steps[0]", PENDING);
    promised.command(new Input.Command.Resume(null, null, true));
    assertThat(promised.errorCode()).isEqualTo("STEP_TIMEOUT");
  }

  @Test
  void several_waits_need_a_name_and_a_child_is_no_wait_to_resume() {
    Play play =
        Play.steps(parallel("all", List.of(sleep(9_000)), List.of(sleep(9_000)), List.of(child())))
            .start();
    play.command(new Input.Command.Resume(null, null, false));
    assertThat(play.refusal()).isEqualTo(Verdict.Reason.WAIT_AMBIGUOUS);
    UUID waitId = play.wait("root.steps[0].branches[b].steps[0]").waitId();
    play.command(new Input.Command.Resume(waitId, null, false));
    assertThat(play.verdict()).isEqualTo(new Verdict.Applied(waitId));
    play.command(new Input.Command.Resume(waitId, null, false));
    assertThat(play.refusal()).isEqualTo(Verdict.Reason.WAIT_NOT_FOUND);
    UUID childWait = play.wait("root.steps[0].branches[c].steps[0]").waitId();
    play.command(new Input.Command.Resume(childWait, null, false));
    assertThat(play.refusal()).isEqualTo(Verdict.Reason.WAIT_NOT_FOUND);
  }

  @Test
  void an_event_wait_cannot_be_resumed_with_what_is_no_payload() {
    Play play = Play.steps(await("e")).start();
    play.command(new Input.Command.Resume(null, "text", false));
    assertThat(play.refusal()).isEqualTo(Verdict.Reason.VALUE_REFUSED);
    assertThat(play.status()).isEqualTo(RunStatus.WAITING);
  }
}

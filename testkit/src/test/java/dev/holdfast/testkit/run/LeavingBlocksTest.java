package dev.holdfast.testkit.run;

import static dev.holdfast.testkit.run.Definitions.expr;
import static dev.holdfast.testkit.run.Definitions.object;
import static dev.holdfast.testkit.run.Steps.assign;
import static dev.holdfast.testkit.run.Steps.await;
import static dev.holdfast.testkit.run.Steps.call;
import static dev.holdfast.testkit.run.Steps.forEach;
import static dev.holdfast.testkit.run.Steps.log;
import static dev.holdfast.testkit.run.Steps.parallel;
import static dev.holdfast.testkit.run.Steps.raise;
import static dev.holdfast.testkit.run.Steps.step;
import static dev.holdfast.testkit.run.Steps.tryCatch;
import static dev.holdfast.testkit.run.Steps.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.RunStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Section "Blocks": leaving early. */
class LeavingBlocksTest {
  private static String branch(String name, int step) {
    return "root.steps[0].branches[%s].steps[%d]".formatted(name, step);
  }

  private static Map<String, @Nullable Object> details(Play play) {
    return Objects.requireNonNull(play.state().error()).details();
  }

  private static @Nullable Object code(@Nullable Object error) {
    return Objects.requireNonNull(Json.asObject(error)).get("code");
  }

  @Test
  void siblings_are_told_at_once_while_the_raising_branch_still_cleans_up() {
    Play play =
        Play.steps(
                parallel(
                    "all",
                    List.of(call()),
                    List.of(tryCatch(List.of(call()), null, List.of(call()))),
                    List.of(await("e"))))
            .start();
    play.fail(branch("b", 0) + ".try.steps[0]", "BROKEN");
    assertThat(play.added())
        .containsExactly(
            "StepFailed [0].branches[b].[0].try.[0]",
            "StepCanceled [0].branches[a].[0]",
            "WaitCanceled [0].branches[c].[0]",
            "StepCanceled [0].branches[c].[0]",
            "StepStarted [0].branches[b].[0].finally.[0]");
    play.answer(branch("b", 0) + ".finally.steps[0]", null);
    assertThat(play.added())
        .containsExactly(
            "StepSucceeded [0].branches[b].[0].finally.[0]",
            "StepFailed [0].branches[b].[0]",
            "StepFailed [0]",
            "RunFailed");
    assertThat(play.errorCode()).isEqualTo("BROKEN");
  }

  @Test
  void finally_blocks_of_different_fibers_run_side_by_side_and_an_outer_one_after_them() {
    Map<String, @Nullable Object> inside =
        parallel(
            "all",
            List.of(tryCatch(List.of(call()), null, List.of(call()))),
            List.of(tryCatch(List.of(call()), null, List.of(call()))));
    Play play = Play.steps(tryCatch(List.of(inside), null, List.of(call()))).start();
    String inner = "root.steps[0].try.steps[0].branches[%s].steps[0]";
    play.fail(inner.formatted("a") + ".try.steps[0]", "BROKEN");
    assertThat(play.openCalls())
        .containsExactly(
            inner.formatted("a") + ".finally.steps[0]#1",
            inner.formatted("b") + ".finally.steps[0]#1");
    play.answer(inner.formatted("b") + ".finally.steps[0]", null);
    assertThat(play.openCalls()).containsExactly(inner.formatted("a") + ".finally.steps[0]#1");
    play.answer(inner.formatted("a") + ".finally.steps[0]", null);
    assertThat(play.openCalls()).containsExactly("root.steps[0].finally.steps[0]#1");
    play.answer("root.steps[0].finally.steps[0]", null);
    assertThat(play.status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void an_error_that_crosses_two_blocks_cancels_the_siblings_of_both_in_tree_order() {
    Map<String, @Nullable Object> inner = parallel("all", List.of(call()), List.of(call()));
    Play play =
        Play.steps(parallel("all", List.of(call()), List.of(inner), List.of(call()))).start();
    play.fail(branch("b", 0) + ".branches[b].steps[0]", "BROKEN");
    assertThat(play.added())
        .containsExactly(
            "StepFailed [0].branches[b].[0].branches[b].[0]",
            "StepCanceled [0].branches[a].[0]",
            "StepCanceled [0].branches[b].[0].branches[a].[0]",
            "StepFailed [0].branches[b].[0]",
            "StepCanceled [0].branches[c].[0]",
            "StepFailed [0]",
            "RunFailed");
  }

  @Test
  void a_handler_in_the_branch_takes_the_error_and_nobody_else_hears_of_it() {
    Play play =
        Play.steps(
                parallel(
                    "all",
                    List.of(tryCatch(List.of(raise("X")), List.of(log("caught")), null)),
                    List.of(call())))
            .start();
    assertThat(play.variable("log")).isEqualTo(List.of("caught"));
    play.answer(branch("b", 0), null);
    assertThat(play.status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  void a_branch_that_is_being_left_takes_no_error_outside_its_finally() {
    Map<String, @Nullable Object> catching =
        tryCatch(
            List.of(tryCatch(List.of(call()), null, List.of(call(), raise("SECOND")))),
            List.of(log("rescued")),
            null);
    Play play = Play.steps(parallel("all", List.of(catching), List.of(call()))).start();
    play.fail(branch("b", 0), "FIRST");
    String inner = branch("a", 0) + ".try.steps[0]";
    play.answer(inner + ".finally.steps[0]", null);
    assertThat(play.variable("log")).isNull();
    assertThat(play.errorCode()).isEqualTo("FIRST");
    assertThat(details(play)).as("an error in a lost branch is only recorded").isEmpty();
  }

  @Test
  void inside_its_finally_a_branch_that_is_being_left_still_handles_errors() {
    List<?> cleanup = List.of(tryCatch(List.of(raise("INNER")), List.of(log("handled")), null));
    Play play =
        Play.steps(
                parallel("all", List.of(tryCatch(List.of(call()), null, cleanup)), List.of(call())))
            .start();
    play.fail(branch("b", 0), "FIRST");
    assertThat(play.variable("log")).isEqualTo(List.of("handled"));
    assertThat(play.errorCode()).isEqualTo("FIRST");
  }

  @Test
  void an_error_in_finally_replaces_the_pending_one_and_keeps_it() {
    Play play =
        Play.steps(tryCatch(List.of(raise("FIRST")), null, List.of(raise("SECOND")))).start();
    assertThat(play.errorCode()).isEqualTo("SECOND");
    assertThat(details(play).get("suppressed"))
        .satisfies(list -> assertThat(code(Json.asList(list).getFirst())).isEqualTo("FIRST"));
  }

  @Test
  void an_outer_handler_may_take_the_error_that_replaced_the_pending_one() {
    Map<String, @Nullable Object> inner =
        tryCatch(List.of(raise("FIRST")), null, List.of(raise("SECOND")));
    Map<String, @Nullable Object> outer =
        with(tryCatch(List.of(inner), List.of(log("rescued")), null), "catchOn", List.of("SECOND"));
    Play play = Play.steps(outer, call()).start();
    assertThat(play.variable("log")).isEqualTo(List.of("rescued"));
    play.fail("root.steps[1]", "LATER").retry();
    assertThat(play.openCalls())
        .as("the retry begins at the later error")
        .containsExactly("root.steps[1]#2");
  }

  @Test
  void an_error_in_finally_turns_success_into_failure() {
    Play play = Play.steps(tryCatch(List.of(log("a")), null, List.of(raise("LATE")))).start();
    assertThat(play.errorCode()).isEqualTo("LATE");
  }

  @Test
  void an_error_in_finally_turns_a_return_into_failure_and_may_be_handled() {
    Map<String, @Nullable Object> returning =
        tryCatch(List.of(step("control.return", "value", 1L)), null, List.of(raise("LATE")));
    assertThat(Play.steps(returning).start().errorCode()).isEqualTo("LATE");
    Play handled =
        Play.steps(tryCatch(List.of(returning), List.of(log("handled")), null), log("on")).start();
    assertThat(handled.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(handled.variable("log")).isEqualTo(List.of("handled", "on"));
  }

  @Test
  void an_error_in_catch_goes_outwards_with_the_first_as_its_cause() {
    Play play =
        Play.steps(tryCatch(List.of(raise("FIRST")), List.of(raise("SECOND")), null)).start();
    assertThat(play.errorCode()).isEqualTo("SECOND");
    assertThat(code(details(play).get("cause"))).isEqualTo("FIRST");
  }

  @Test
  void a_return_in_a_branch_leaves_the_others_and_runs_their_finally_blocks() {
    Play play =
        Play.steps(
                parallel(
                    "all",
                    List.of(tryCatch(List.of(call()), null, List.of(log("cleaned")))),
                    List.of(call(), step("control.return", "value", "done"))),
                log("never"))
            .start();
    play.answer(branch("b", 0), null);
    assertThat(play.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(play.state().output()).isEqualTo("done");
    assertThat(play.variable("log")).isEqualTo(List.of("cleaned"));
    assertThat(play.added())
        .containsSubsequence(
            "StepSucceeded [0].branches[b].[1]",
            "StepCanceled [0].branches[a].[0].try.[0]",
            "StepCanceled [0]",
            "RunSucceeded");
  }

  @Test
  void any_is_won_by_the_first_success_and_ends_with_the_losers_finally() {
    Play play =
        Play.steps(
                parallel(
                    "any",
                    List.of(tryCatch(List.of(call()), null, List.of(call(), raise("IGNORED")))),
                    List.of(call())),
                log("after"))
            .start();
    play.answer(branch("b", 0), null);
    assertThat(play.variable("log")).as("the loser cleans up first").isNull();
    play.answer(branch("a", 0) + ".finally.steps[0]", null);
    assertThat(play.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(play.variable("log")).isEqualTo(List.of("after"));
  }

  @Test
  void a_join_of_two_tolerates_errors_while_two_can_still_succeed() {
    Play play = Play.steps(parallel(2L, List.of(call()), List.of(call()), List.of(call()))).start();
    play.fail(branch("b", 0), "FIRST");
    assertThat(play.status()).isEqualTo(RunStatus.RUNNING);
    play.fail(branch("a", 0), "SECOND");
    assertThat(play.errorCode()).isEqualTo("SECOND");
    assertThat(details(play).get("branchErrors"))
        .satisfies(list ->
            assertThat(Json.asList(list))
                .extracting(entry -> Objects.requireNonNull(Json.asObject(entry)).get("branch"))
                .containsExactly("b", "a"));
  }

  @Test
  void a_branch_that_is_failing_slowly_counts_as_failed() {
    Play play =
        Play.steps(
                parallel(
                    "any",
                    List.of(tryCatch(List.of(call()), null, List.of(call()))),
                    List.of(call())))
            .start();
    play.fail(branch("a", 0) + ".try.steps[0]", "FIRST");
    play.fail(branch("b", 0), "SECOND");
    assertThat(play.openCalls()).containsExactly(branch("a", 0) + ".finally.steps[0]#1");
    play.answer(branch("a", 0) + ".finally.steps[0]", null);
    assertThat(play.errorCode()).isEqualTo("SECOND");
  }

  @Test
  void items_begin_by_index_as_slots_come_free() {
    Play play = Play.steps(forEach(List.of(1L, 2L, 3L), 2, List.of(call()))).start();
    String item = "root.steps[0].body[%d].steps[0]";
    assertThat(play.openCalls())
        .containsExactly(item.formatted(0) + "#1", item.formatted(1) + "#1");
    play.answer(item.formatted(1), null);
    assertThat(play.openCalls())
        .containsExactly(item.formatted(0) + "#1", item.formatted(2) + "#1");
    play.fail(item.formatted(2), "BROKEN");
    assertThat(play.status()).isEqualTo(RunStatus.FAILED);
    assertThat(play.lines()).contains("StepCanceled [0].body[0].[0]");
  }

  @Test
  void results_are_gathered_in_item_order_with_the_errors_of_items() {
    Map<String, @Nullable Object> loop =
        with(
            forEach(List.of("x", "y"), 2, List.of(call())),
            "onItemError",
            "continue",
            "collectAs",
            "vars.results",
            "collect",
            expr("it & '!'"));
    Play play = Play.steps(loop).start();
    play.fail("root.steps[0].body[1].steps[0]", "BROKEN")
        .answer("root.steps[0].body[0].steps[0]", 1L);
    List<@Nullable Object> results = Objects.requireNonNull(Json.asList(play.variable("results")));
    assertThat(results.get(0)).isEqualTo(Json.of(object("index", 0L, "ok", true, "value", "x!")));
    assertThat(Json.asObject(results.get(1))).containsEntry("ok", false).containsKey("error");
  }

  @Test
  void an_error_in_collect_is_the_items_and_its_loop_may_go_on() {
    Map<String, @Nullable Object> loop =
        with(
            forEach(List.of(1L, 0L, 2L), 1, List.of()),
            "onItemError",
            "continue",
            "collectAs",
            "vars.results",
            "collect",
            expr("it = 0 ? $number('x') : it"));
    Play play = Play.steps(loop).start();
    assertThat(Json.asList(play.variable("results")))
        .extracting(result -> Objects.requireNonNull(Json.asObject(result)).get("ok"))
        .containsExactly(true, false, true);
  }

  @Test
  void a_call_in_finally_that_answers_pending_fails() {
    Play play = Play.steps(tryCatch(List.of(), null, List.of(call()))).start();
    play.give("root.steps[0].finally.steps[0]", new CallAnswer.Pending(List.of()));
    assertThat(play.errorCode()).isEqualTo("FINALLY_MAY_NOT_WAIT");
  }

  @Test
  void the_error_handler_sees_the_error_may_wait_and_cannot_rescue() {
    Map<String, @Nullable Object> document =
        object("name", "n", "steps", List.of(raise("FIRST")), "timeoutMs", 1_000L);
    document.put("errorHandler", List.of(assign("vars.saw", expr("error.code")), await("e")));
    Play play = Play.of(document).start().armAll();
    assertThat(play.status()).isEqualTo(RunStatus.WAITING);
    assertThat(play.pass(60_000).status()).as("outside the deadline").isEqualTo(RunStatus.WAITING);
    play.event("e", "k", object());
    assertThat(play.variable("saw")).isEqualTo("FIRST");
    assertThat(play.errorCode()).isEqualTo("FIRST");
  }

  @Test
  void an_error_in_the_error_handler_stands_beside_the_first_and_a_return_ends_it() {
    Map<String, @Nullable Object> document = object("name", "n", "steps", List.of(raise("FIRST")));
    document.put("errorHandler", List.of(raise("SECOND")));
    Play play = Play.of(document).start();
    assertThat(play.errorCode()).isEqualTo("FIRST");
    assertThat(code(details(play).get("handlerError"))).isEqualTo("SECOND");

    document.put("errorHandler", List.of(step("control.return"), raise("NEVER")));
    assertThat(details(Play.of(document).start())).isEmpty();
  }

  @Test
  void the_deadline_of_the_run_passes_every_handler_and_runs_finally() {
    Map<String, @Nullable Object> guarded =
        tryCatch(List.of(await("e")), List.of(log("caught")), List.of(call()));
    Map<String, @Nullable Object> document =
        object("name", "n", "steps", List.of(guarded), "timeoutMs", 1_000L);
    Play play = Play.of(document).start().armAll().pass(1_000);
    assertThat(play.openCalls()).containsExactly("root.steps[0].finally.steps[0]#1");
    play.answer("root.steps[0].finally.steps[0]", null);
    assertThat(play.errorCode()).isEqualTo("RUN_TIMEOUT");
    assertThat(play.variable("log")).isNull();
  }

  @Test
  void a_run_that_is_being_cancelled_has_no_deadline_any_more() {
    Map<String, @Nullable Object> block = tryCatch(List.of(call()), null, List.of(call()));
    Map<String, @Nullable Object> document =
        object("name", "n", "steps", List.of(block), "timeoutMs", 1_000L);
    Play play = Play.of(document).start().cancel(false);
    assertThat(play.state().nextDue()).isEqualTo(play.now().plusSeconds(60));
    play.pass(1_000);
    assertThat(play.added()).isEmpty();
    assertThat(play.state().nextDue()).isAfter(play.now());
    play.answer("root.steps[0].finally.steps[0]", null);
    assertThat(play.status()).isEqualTo(RunStatus.CANCELED);
  }

  @Test
  void the_deadline_lets_a_finally_that_runs_come_to_its_end() {
    Map<String, @Nullable Object> block =
        tryCatch(List.of(raise("FIRST")), null, List.of(call(), log("cleaned")));
    Map<String, @Nullable Object> document =
        object("name", "n", "steps", List.of(block), "timeoutMs", 1_000L);
    Play play = Play.of(document).start().pass(1_000);
    play.answer("root.steps[0].finally.steps[0]", null);
    assertThat(play.variable("log")).isEqualTo(List.of("cleaned"));
    assertThat(play.errorCode()).isEqualTo("RUN_TIMEOUT");
    RunError error = Objects.requireNonNull(play.state().error());
    assertThat(error.details()).containsKey("suppressed");
  }

  @Test
  void after_on_error_continue_the_error_is_seen_to_the_end_of_the_list() {
    Map<String, @Nullable Object> failing =
        with(call("saveAs", "vars.out"), "onError", object("policy", "continue"));
    Map<String, @Nullable Object> block =
        step(
            "control.if",
            "condition",
            true,
            "then",
            List.of(failing, assign("vars.inside", expr("error.code"))));
    Play play = Play.steps(block, assign("vars.outside", expr("$exists(error)"))).start();
    play.fail("root.steps[0].then.steps[0]", "BROKEN");
    assertThat(play.variable("inside")).isEqualTo("BROKEN");
    assertThat(play.variable("outside")).isEqualTo(false);
    assertThat(play.state().vars()).doesNotContainKey("out");
  }
}

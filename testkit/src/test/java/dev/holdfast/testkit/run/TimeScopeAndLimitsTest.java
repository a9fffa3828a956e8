package dev.holdfast.testkit.run;

import static dev.holdfast.testkit.run.Definitions.expr;
import static dev.holdfast.testkit.run.Definitions.object;
import static dev.holdfast.testkit.run.Steps.assign;
import static dev.holdfast.testkit.run.Steps.await;
import static dev.holdfast.testkit.run.Steps.call;
import static dev.holdfast.testkit.run.Steps.forEach;
import static dev.holdfast.testkit.run.Steps.log;
import static dev.holdfast.testkit.run.Steps.parallel;
import static dev.holdfast.testkit.run.Steps.sleep;
import static dev.holdfast.testkit.run.Steps.step;
import static dev.holdfast.testkit.run.Steps.tryCatch;
import static dev.holdfast.testkit.run.Steps.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.RunStatus;
import dev.holdfast.domain.run.Semantics;
import dev.holdfast.domain.run.Transition;
import dev.holdfast.domain.run.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sections "Inputs, order, time" and "State and scope". */
class TimeScopeAndLimitsTest {
  @Test
  void timers_fire_by_due_instant_then_opening_order_each_with_its_consequences() {
    Play play =
        Play.steps(
                parallel(
                    "all",
                    List.of(sleep(2_000), log("a")),
                    List.of(sleep(1_000), log("b")),
                    List.of(sleep(1_000), log("c"))))
            .start()
            .pass(5_000);
    assertThat(play.variable("log")).isEqualTo(List.of("b", "c", "a"));
  }

  @Test
  void logical_time_never_goes_back() {
    Map<String, @Nullable Object> both = parallel("all", List.of(call()), List.of(sleep(5_000)));
    Play play = Play.steps(both, assign("vars.at", expr("nowIso()"))).start().pass(5_000);
    play.fold(
        new Input.CallFinished(
            "early",
            Play.BEGIN.plusMillis(1_234),
            play.call("root.steps[0].branches[a].steps[0]").callId(),
            1,
            new CallAnswer.Done(null, List.of())));
    assertThat(play.variable("at")).isEqualTo("2030-01-07T08:00:05.000Z");
  }

  @Test
  void what_changes_nothing_leaves_the_same_state() {
    Play play = Play.steps(sleep(60_000)).start();
    RunState before = play.state();
    play.pass(1_000);
    assertThat(play.state()).isSameAs(before);
    play.fold(new Input.LookedBack("garbage", play.now(), new UUID(1, 1), List.of()));
    assertThat(play.state()).isSameAs(before);
    assertThat(play.refusal()).isEqualTo(Verdict.Reason.CLOSED);
  }

  @Test
  void after_a_thousand_visits_the_driver_comes_back_and_a_cancel_may_come_first() {
    List<Object> items = new ArrayList<>();
    for (long i = 0; i < 900; i++) items.add(i);
    Play play = Play.steps(forEach(items, 1, List.of(assign("vars.x", 1L))));
    Transition first = play.foldOnce(start(play.program()));
    assertThat(first.more()).isTrue();
    assertThat(first.state().status()).isEqualTo(RunStatus.RUNNING);
    assertThat(first.state().progress().visits()).isEqualTo(1_000);
    Transition cancelled =
        play.foldOnce(new Input.CancelRequested("stop", Play.BEGIN, "enough", false));
    assertThat(cancelled.state().status()).isEqualTo(RunStatus.CANCELED);
    assertThat(cancelled.more()).isFalse();
  }

  private static Input start(Program program) {
    return new Input.Started(
        "start",
        Play.BEGIN,
        new RunStart(
            Play.RUN_ID,
            "tenant",
            new UUID(1, 2),
            1,
            Json.EMPTY_OBJECT,
            Json.EMPTY_OBJECT,
            null,
            null,
            false,
            Semantics.of(program)));
  }

  @Test
  void a_run_has_a_million_visits_and_its_finally_blocks_some_more() {
    List<Object> items = new ArrayList<>();
    for (long i = 0; i < 10_000; i++) items.add(i);
    Map<String, @Nullable Object> spinning =
        forEach(items, 1, List.of(with(forEach(items, 1, List.of()), "itemVar", "inner")));
    Map<String, @Nullable Object> guarded =
        tryCatch(List.of(spinning), List.of(log("caught")), List.of(log("cleaned")));
    Play play = Play.steps(guarded).start();
    assertThat(play.errorCode()).isEqualTo("STEP_LIMIT");
    assertThat(play.variable("log")).isEqualTo(List.of("cleaned"));
    assertThat(play.retry().errorCode()).as("a retry gives no new visits").isEqualTo("STEP_LIMIT");
  }

  @Test
  void the_first_fiber_in_tree_order_runs_until_it_ends_or_blocks() {
    Play play =
        Play.steps(
                parallel(
                    "all",
                    List.of(log("a1"), call(), log("a2")),
                    List.of(log("b1"), log("b2")),
                    List.of(call(), log("c1"))))
            .start();
    assertThat(play.variable("log")).isEqualTo(List.of("a1", "b1", "b2"));
    assertThat(play.state().nodePath()).isEqualTo("root.steps[0].branches[a].steps[1]");
  }

  @Test
  void names_are_roots_first_then_bindings_then_variables() {
    Map<String, @Nullable Object> loop =
        with(
            forEach(
                List.of("inner"),
                1,
                List.of(
                    assign(
                        "vars.bare", expr("it"),
                        "vars.through", expr("vars.it"),
                        "vars.it", "written",
                        "vars.still", expr("vars.it"),
                        "vars.fixed", expr("$string(index) & isFirst & isLast & length")))),
            "itemVar",
            "it");
    Play play =
        Play.steps(assign("vars.it", "outer"), loop, assign("vars.out", expr("it"))).start();
    assertThat(play.variable("bare")).isEqualTo("inner");
    assertThat(play.variable("through")).isEqualTo("inner");
    assertThat(play.variable("still")).isEqualTo("inner");
    assertThat(play.variable("fixed")).isEqualTo("0truetrue1");
    assertThat(play.variable("out")).as("assigning wrote the variable").isEqualTo("written");
  }

  @Test
  void the_nearest_loop_comes_first_also_across_fibers() {
    Map<String, @Nullable Object> inner =
        with(
            forEach(
                List.of(10L),
                1,
                List.of(assign("vars.sum", expr("append(vars.sum, outer * 100 + item)")))),
            "itemVar",
            "inner");
    Map<String, @Nullable Object> outer =
        with(forEach(List.of(1L, 2L), 2, List.of(inner)), "itemVar", "outer");
    assertThat(Play.steps(outer).start().variable("sum")).isEqualTo(List.of(110L, 210L));
  }

  @Test
  void assignments_are_all_or_nothing() {
    Play play =
        Play.steps(assign("vars.a", 1L, "vars.b", expr("vars.a + 1"), "vars.a.b", 2L)).start();
    assertThat(play.errorCode()).isEqualTo("ASSIGN_PATH_INVALID");
    assertThat(play.state().vars()).isEmpty();
  }

  @Test
  void a_value_over_its_limit_fails_the_step_that_writes() {
    Play play = Play.steps(call("saveAs", "vars.big")).start();
    play.answer("root.steps[0]", "x".repeat(256 * 1024));
    assertThat(play.errorCode()).isEqualTo("VALUE_TOO_LARGE");
    Play fits = Play.steps(call("saveAs", "vars.big")).start();
    assertThat(fits.answer("root.steps[0]", "x".repeat(256 * 1024 - 2)).status())
        .isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  void the_data_of_a_run_have_one_limit_altogether() {
    List<Object> steps = new ArrayList<>();
    for (int i = 0; i < 5; i++) steps.add(call("saveAs", "vars.part" + i));
    Play play = Play.of(object("name", "n", "steps", steps)).start();
    for (int i = 0; i < 4; i++) play.answer("root.steps[" + i + "]", "x".repeat(255 * 1024));
    assertThat(play.answer("root.steps[4]", "x".repeat(8 * 1024)).errorCode())
        .isEqualTo("STATE_TOO_LARGE");
    assertThat(play.state().dataBytes())
        .isEqualTo(
            Json.utf8Size(play.state().payload())
                + Json.utf8Size(play.state().vars())
                + Json.utf8Size(play.state().meta()));
  }

  @Test
  void a_list_of_ten_thousand_is_the_longest() {
    List<Object> items = new ArrayList<>();
    for (long i = 0; i < 10_000; i++) items.add(i);
    Play play =
        Play.steps(assign("vars.n", expr("len(payload.items)")), call("saveAs", "vars.out"));
    play.start(object("items", items));
    assertThat(play.variable("n")).isEqualTo(10_000L);
    items.add(1L);
    assertThat(play.answer("root.steps[1]", items).errorCode()).isEqualTo("VALUE_TOO_LARGE");
  }

  @Test
  void a_condition_has_to_be_true_or_false() {
    for (Object condition : List.of(expr("vars.gone"), expr("1"), expr("'true'"))) {
      Play play = Play.steps(step("control.if", "condition", condition, "then", List.of())).start();
      assertThat(play.errorCode()).isEqualTo("CONDITION_NOT_BOOLEAN");
    }
  }

  @Test
  void an_error_says_where_it_happened_and_names_the_expression() {
    Play play =
        Play.steps(forEach(List.of(1L), 1, List.of(assign("vars.a", expr("$number('x')")))))
            .start();
    assertThat(play.state().error())
        .isNotNull()
        .satisfies(error -> {
          assertThat(error.code()).isEqualTo("EXPRESSION_FAILED");
          assertThat(error.stepPath()).isEqualTo("root.steps[0].body.steps[0]");
          assertThat(error.executionPath()).isEqualTo("root.steps[0].body[0].steps[0]");
          assertThat(error.message()).startsWith("vars.a: ");
          assertThat(error.details()).containsEntry("expression", "$number('x')");
        });
  }

  @Test
  void time_that_has_passed_opens_no_wait() {
    Play play =
        Play.steps(
                step(
                    "time.wait",
                    "config",
                    object("mode", "until", "until", "2030-01-07T09:00:00+01:00")))
            .start();
    assertThat(play.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(play.lines()).doesNotContain("WaitOpened [0]");
    Play wrong =
        Play.steps(step("time.wait", "config", object("mode", "until", "until", expr("'soon'"))))
            .start();
    assertThat(wrong.errorCode()).isEqualTo("INPUT_INVALID");
  }

  @Test
  void the_facts_of_the_run_are_in_meta() {
    Play play =
        Play.steps(step("state.set", "config", object("state", "open")), await("e")).start();
    assertThat(play.state().meta())
        .containsEntry("state", "open")
        .containsEntry("runId", Play.RUN_ID.toString())
        .containsEntry("startedAt", "2030-01-07T08:00:00.000Z")
        .containsEntry("version", 3L);
    assertThat(Objects.requireNonNull(Json.asObject(play.state().meta().get("tags"))))
        .containsEntry("team", "blue");
  }
}

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
import static dev.holdfast.testkit.run.Steps.retry;
import static dev.holdfast.testkit.run.Steps.sleep;
import static dev.holdfast.testkit.run.Steps.step;
import static dev.holdfast.testkit.run.Steps.tryCatch;
import static dev.holdfast.testkit.run.Steps.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.Progress;
import dev.holdfast.domain.run.RunLimits;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.RunStatus;
import dev.holdfast.domain.run.Transition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What happens at the edges: limits, and values that are not what a step needs. */
class LimitsTest {
  private static List<Object> numbers(int count) {
    List<Object> numbers = new ArrayList<>();
    for (long i = 0; i < count; i++) numbers.add(i);
    return numbers;
  }

  @Test
  void a_run_remembers_ten_thousand_events_and_takes_no_more() {
    Play play = Play.steps(await("e")).start().armAll();
    for (int known : List.of(RunLimits.USED_EVENTS - 1, RunLimits.USED_EVENTS)) {
      RunState full = withUsedEvents(play.state(), known);
      Input offer =
          new Input.EventOffered(
              "offer", play.now(), Play.eventOf("new", "e", "k", object(), play.now()));
      Transition transition = new Interpreter().step(play.program(), full, offer);
      RunError error = transition.state().error();
      if (known < RunLimits.USED_EVENTS) assertThat(error).isNull();
      else assertThat(Objects.requireNonNull(error).code()).isEqualTo("EVENT_LIMIT");
    }
  }

  private static RunState withUsedEvents(RunState state, int count) {
    Set<String> used = new LinkedHashSet<>();
    for (int i = 0; i < count; i++) used.add("used-" + i);
    Progress was = state.progress();
    Progress progress =
        new Progress(
            was.startedAt(),
            was.fibers(),
            was.handling(),
            was.visits(),
            was.opened(),
            was.deadline(),
            was.frozen(),
            was.attempts(),
            used,
            was.commands(),
            was.offers());
    return new RunState(
        state.start(),
        state.status(),
        state.now(),
        state.seq(),
        state.payload(),
        state.vars(),
        state.meta(),
        state.dataBytes(),
        state.output(),
        state.error(),
        state.cancelRequestedAt(),
        progress);
  }

  @Test
  void an_event_whose_assignments_fail_writes_nothing() {
    Map<String, @Nullable Object> wait =
        await("e", "assign", object("vars.a", expr("event.id"), "vars.a.b", 1L));
    Play play = Play.steps(wait).start().armAll().event("e", "k", object("n", 1L));
    assertThat(play.errorCode()).isEqualTo("ASSIGN_PATH_INVALID");
    assertThat(play.state().vars()).isEmpty();
    assertThat(play.lines()).contains("WaitResolved [0]", "StepFailed [0]");
  }

  @Test
  void a_full_run_cannot_even_note_that_a_wait_timed_out() {
    List<Object> steps = new ArrayList<>();
    for (int i = 0; i < 4; i++) steps.add(call("saveAs", "vars.part" + i));
    steps.add(await("e", "timeoutMs", 1_000L, "onTimeout", "continue"));
    Play play = Play.of(object("name", "n", "steps", steps)).start();
    for (int i = 0; i < 3; i++) play.answer("root.steps[" + i + "]", "x".repeat(256 * 1024 - 2));
    int room = (int) (1024 * 1024 - play.state().dataBytes());
    play.answer("root.steps[3]", "x".repeat(room - ",\"part3\":\"\"".length()));
    assertThat(play.state().dataBytes()).isEqualTo(1024 * 1024);
    assertThat(play.armAll().pass(1_000).errorCode()).isEqualTo("STATE_TOO_LARGE");
  }

  @Test
  void cleaning_up_after_the_last_visit_has_an_end_too() {
    List<Object> items = numbers(10_000);
    Map<String, @Nullable Object> spinning =
        forEach(items, 1, List.of(with(forEach(items, 1, List.of()), "itemVar", "inner")));
    Map<String, @Nullable Object> stubborn = forEach(items, 1, List.of(log("x")));
    Play play =
        Play.steps(tryCatch(List.of(spinning), null, List.of(call(), stubborn, call()))).start();
    play.answer("root.steps[0].finally.steps[0]", null);
    assertThat(play.errorCode()).isEqualTo("STEP_LIMIT");
    assertThat(play.lines()).doesNotContain("StepStarted [0].finally.[2]");
    assertThat(play.lines())
        .containsSubsequence("StepCanceled [0].finally.[1]", "StepCanceled [0]", "RunFailed");
  }

  @Test
  void an_input_has_to_be_an_object_and_a_key_a_text() {
    assertThat(Play.steps(call("inputMapping", expr("'text'"))).start().errorCode())
        .isEqualTo("INPUT_INVALID");
    assertThat(Play.steps(child("inputMapping", expr("[1]"))).start().errorCode())
        .isEqualTo("INPUT_INVALID");
    for (String key : List.of("'  '", "vars.gone", "{'a': 1}")) {
      Play play = Play.steps(call("idempotencyKey", expr(key))).start();
      assertThat(play.errorCode()).as(key).isEqualTo("INPUT_INVALID");
      assertThat(play.lines()).containsSequence("StepStarted [0]", "StepFailed [0]");
    }
    assertThat(Play.steps(call("idempotencyKey", expr("42"))).start().call("root.steps[0]"))
        .extracting(Effect.InvokeAction::idempotencyKey)
        .isEqualTo("42");
  }

  @Test
  void a_retry_too_waits_for_a_free_slot() {
    Map<String, @Nullable Object> step = with(call(), "retry", retry(2, 1_000));
    Play play = Play.steps(forEach(numbers(501), 600, List.of(step))).start();
    play.fail("root.steps[0].body[3].steps[0]", "BROKEN");
    assertThat(play.state().callsInFlight()).as("the last item has taken the slot").isEqualTo(500);
    play.pass(1_000);
    assertThat(play.lines()).doesNotContain("StepStarted [0].body[3].[0] #2");
    play.answer("root.steps[0].body[0].steps[0]", null);
    assertThat(play.lines()).endsWith("StepStarted [0].body[3].[0] #2");
  }

  @Test
  void whoever_comes_back_for_another_call_goes_before_those_behind_it() {
    Play play = Play.steps(forEach(numbers(502), 600, List.of(call(), call()))).start();
    play.answer("root.steps[0].body[2].steps[0]", null);
    assertThat(play.added()).endsWith("StepStarted [0].body[2].[1]");
    play.answer("root.steps[0].body[2].steps[1]", null);
    assertThat(play.added()).endsWith("StepStarted [0].body[500].[0]");
    play.answer("root.steps[0].body[500].steps[0]", null);
    assertThat(play.added()).endsWith("StepStarted [0].body[500].[1]");
    assertThat(play.lines()).doesNotContain("StepStarted [0].body[501].[0]");
  }

  /** The return gives 500 slots back at once, and its own finally asks for one at once. */
  @Test
  void whoever_comes_back_for_another_call_stands_behind_those_before_it() {
    Map<String, @Nullable Object> early = tryCatch(List.of(sleep(1_000)), null, List.of(call()));
    Map<String, @Nullable Object> crowd = forEach(numbers(500), 500, List.of(call()));
    Map<String, @Nullable Object> leaving =
        tryCatch(List.of(sleep(2_000), step("control.return")), null, List.of(call()));
    Play play = Play.steps(parallel("all", List.of(early), List.of(crowd), List.of(leaving)));
    play.start().pass(1_000);
    assertThat(play.lines()).doesNotContain("StepStarted [0].branches[a].[0].finally.[0]");
    play.pass(1_000);
    assertThat(play.added())
        .containsSubsequence(
            "StepStarted [0].branches[a].[0].finally.[0]",
            "StepStarted [0].branches[c].[0].finally.[0]");
  }

  @Test
  void at_most_500_children_are_in_flight_and_the_run_waits_for_the_rest() {
    Play play = Play.steps(forEach(numbers(501), 600, List.of(child()))).start();
    assertThat(play.children()).hasSize(500);
    assertThat(play.status()).isEqualTo(RunStatus.WAITING);
    play.childEnded(RunStatus.SUCCEEDED, null);
    assertThat(play.lines()).contains("StepStarted [0].body[500].[0]");
  }

  @Test
  void an_error_with_details_beyond_all_measure_keeps_its_code() {
    RunError huge =
        new RunError(
            ErrorCategory.ACTION,
            "HUGE",
            "as played",
            null,
            null,
            null,
            true,
            Json.objectOf(object("body", "x".repeat(300 * 1024))));
    Play play =
        Play.steps(call())
            .start()
            .give("root.steps[0]", new CallAnswer.Failed(huge, null, List.of()));
    assertThat(play.errorCode()).isEqualTo("HUGE");
    assertThat(Objects.requireNonNull(play.state().error()).details())
        .containsEntry("truncated", true)
        .containsEntry("max", 256L * 1024);
  }

  @Test
  void one_match_of_a_path_is_a_list_of_one_and_of_nothing_else() {
    Map<String, @Nullable Object> payload =
        object("rows", List.of(object("a b", 1L, "n", 1L), object("n", 2L)), "one", 7L);
    Map<String, Integer> expected = new LinkedHashMap<>();
    expected.put("payload.one", 1);
    expected.put("payload.gone", 0);
    expected.put("payload.rows.n", 2);
    expected.put("payload.rows[n = 2].n", 1);
    expected.put("payload.rows[`a b` = 1]", 1);
    expected.put("payload.rows.`a b`", 1);
    expected.put("payload.rows[$string(n) = \"1\" or n = ']'].n", 1);
    expected.put("payload.*[0]", 1);
    expected.forEach((source, count) -> {
      Play play = Play.steps(forEach(expr(source), 1, List.of(log("x")))).start(payload);
      assertThat(play.errorCode()).as(source).isEmpty();
      List<?> log = play.variable("log") instanceof List<?> list ? list : List.of();
      assertThat(log).as(source).hasSize(count);
    });
    for (String source : List.of("payload.one + 1", "$sum(payload.rows.n)", "(payload.one)")) {
      Play play = Play.steps(forEach(expr(source), 1, List.of())).start(payload);
      assertThat(play.errorCode()).as(source).isEqualTo("ITEMS_NOT_A_LIST");
    }
  }

  @Test
  void whole_scopes_can_be_looked_at() {
    Map<String, @Nullable Object> look =
        assign("vars.names", expr("$keys(vars)"), "vars.all", expr("$count($keys($$)) > 5"));
    Play play = Play.steps(assign("vars.mine", 1L), forEach(List.of(1L), 1, List.of(look))).start();
    assertThat(play.variable("names")).isEqualTo(List.of("mine", "it"));
    assertThat(play.variable("all")).isEqualTo(true);
  }

  @Test
  void a_state_that_is_no_state_of_the_program_is_a_bug_and_says_so() {
    Play play = Play.steps(parallel("all", List.of(call()), List.of(call()))).start();
    Play other = Play.steps(call()).start();
    Effect.InvokeAction call = play.call("root.steps[0].branches[a].steps[0]");
    Input answer =
        new Input.CallFinished(
            "x", play.now(), call.callId(), 1, new CallAnswer.Done(null, List.of()));
    RunState foreign = play.state();
    assertThatThrownBy(() -> new Interpreter().step(other.program(), foreign, answer))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected root.steps[0] to have");
  }

  @Test
  void a_run_begins_with_its_start_and_nothing_else() {
    Play play = Play.steps(call());
    assertThatThrownBy(() -> play.pass(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a run to begin with Started");
  }
}

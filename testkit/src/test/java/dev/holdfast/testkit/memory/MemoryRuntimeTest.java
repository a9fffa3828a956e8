package dev.holdfast.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.adapter.jsonata.JsonataExpressions;
import dev.holdfast.domain.definition.Catalog;
import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.RunStatus;
import dev.holdfast.testkit.SettableTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryRuntimeTest {
  private static final Instant START = SettableTime.EPOCH;
  private static final UUID RUN = new UUID(0, 1);

  private final Fixtures fixtures = new Fixtures();
  private final MemoryWorkflows workflows =
      new MemoryWorkflows(new JsonataExpressions(), new AnyAction());
  private final MemoryRuntime runtime =
      new MemoryRuntime(
          new Interpreter(), workflows, fixtures, new SettableTime(), UnaryOperator.identity());

  @Test
  void fixtures_answer_in_turn_and_the_last_one_again_and_again() {
    fixtures.value("pack.echo", 1L).value("pack.echo", 2L);
    start(
        """
        {"type": "control.forEach", "id": "each", "items": [1, 2, 3], "itemVar": "it", "body": [
          {"type": "action.call", "id": "call",
           "config": {"actionId": "pack.echo", "version": 1, "saveAs": "vars.last"}},
          {"type": "transform.assign", "id": "log",
           "config": {"assign": {"log": {"$expr": "append(log, last)"}}}}]}
        """);
    assertThat(state().vars()).containsEntry("log", List.of(1L, 2L, 2L));
  }

  @Test
  void a_fixture_of_a_place_comes_before_that_of_its_action() {
    fixtures.value("pack.echo", "action").value("root.steps[0]", "place");
    start(
        """
        {"type": "action.call", "id": "call",
         "config": {"actionId": "pack.echo", "version": 1, "saveAs": "vars.x"}}
        """);
    assertThat(state().vars()).containsEntry("x", "place");
  }

  @Test
  void a_month_of_waiting_and_retrying_takes_no_time() {
    fixtures
        .on("pack.slow", Fixtures.failed(Duration.ofHours(1), ErrorCategory.TRANSIENT, "A", 500L))
        .on("pack.slow", Fixtures.done(Duration.ofHours(2), "done"));
    start(
        """
        {"type": "time.wait", "id": "wait", "config": {"mode": "duration", "durationMs": 2592000000}},
        {"type": "action.call", "id": "call", "timeoutMs": 86400000,
         "retry": {"maxAttempts": 2, "backoffMs": 0},
         "config": {"actionId": "pack.slow", "version": 1, "saveAs": "vars.x"}}
        """);
    assertThat(state().status()).isEqualTo(RunStatus.WAITING);
    runtime.runToRest(START.plus(Duration.ofDays(365)));
    assertThat(state().status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(state().now())
        .isEqualTo(START.plus(Duration.ofDays(30)).plus(Duration.ofHours(3)).plusMillis(500));
    assertThat(runtime.trace()).hasAtLeastOneElementOfType(TraceLine.Jumped.class);
    assertThat(runtime.foldAgain(RUN)).isEqualTo(runtime.journal(RUN));
  }

  @Test
  void time_does_not_pass_the_limit_that_it_is_given() {
    start(
        """
        {"type": "time.wait", "id": "wait", "config": {"mode": "duration", "durationMs": 2000}}
        """);
    runtime.runToRest(START.plusMillis(1_999));
    assertThat(runtime.now()).isEqualTo(START);
    runtime.runToRest(START.plusMillis(2_000));
    assertThat(state().status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  void a_call_without_a_fixture_is_held_until_somebody_answers() {
    start(
        """
        {"type": "action.call", "id": "call", "config": {"actionId": "pack.any", "version": 1}}
        """);
    assertThat(state().status()).isEqualTo(RunStatus.RUNNING);
    HandedCall call = runtime.calls().getFirst();
    assertThat(call.status()).isEqualTo(HandedCall.Status.OPEN);
    runtime.answer(call.call().callId(), new CallAnswer.Done(null, List.of()));
    assertThat(state().status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  void inputs_that_are_pending_together_are_folded_by_instant_then_by_arrival() {
    start(
        """
        {"type": "event.wait", "id": "a", "config": {"eventName": "e", "correlationKey": "k"}},
        {"type": "event.wait", "id": "b", "config": {"eventName": "e", "correlationKey": "k"}},
        {"type": "event.wait", "id": "c", "config": {"eventName": "e", "correlationKey": "k"}}
        """);
    runtime.jump(Duration.ofSeconds(2));
    offer("late", 2);
    offer("early", 1);
    offer("early-too", 1);
    runtime.settle();
    assertThat(runtime.folded(RUN))
        .filteredOn(Input.EventOffered.class::isInstance)
        .extracting(Input::id)
        .containsExactly("early", "early-too", "late");
  }

  @Test
  void only_a_cancel_passes_the_rest_of_a_long_computation() {
    start(
        """
        {"type": "event.wait", "id": "w", "config": {"eventName": "e", "correlationKey": "k"}},
        {"type": "control.forEach", "id": "each", "items": {"$expr": "[1..5000]"}, "itemVar": "it",
         "body": [{"type": "transform.assign", "id": "n",
                   "config": {"assign": {"n": {"$expr": "it"}}}}]}
        """);
    offer("first", 0);
    offer("second", 0);
    runtime.post(RUN, new Input.CancelRequested("cancel", START, "enough", false));
    runtime.settle();
    List<Input> folded = runtime.folded(RUN);
    assertThat(folded.get(folded.size() - 2)).isInstanceOf(Input.CancelRequested.class);
    assertThat(folded.getLast().id()).isEqualTo("second");
    assertThat(state().status()).isEqualTo(RunStatus.CANCELED);
    assertThat((Long) state().vars().get("n")).isBetween(1L, 4_999L);
  }

  @Test
  void a_refused_start_names_its_reason() {
    UUID other = new UUID(0, 2);
    assertThatThrownBy(() -> runtime.start(new StartOrder(other, "none", Map.of())))
        .hasMessageContaining("WORKFLOW_NOT_FOUND");
    assertThat(runtime.knows(other)).isFalse();
  }

  private void offer(String id, int second) {
    Instant at = START.plusSeconds(second);
    Event event = new Event(id, "e", "k", Json.EMPTY_OBJECT, null, null, null, at);
    runtime.post(RUN, new Input.EventOffered(id, at, event));
  }

  private void start(String steps) {
    String text = "{\"name\": \"flow\", \"steps\": [" + steps + "]}";
    workflows.publish("flow", Json.objectOf(new JacksonJsonText().parse(text)));
    runtime.start(new StartOrder(RUN, "flow", Json.EMPTY_OBJECT));
  }

  private RunState state() {
    return runtime.state(RUN);
  }

  /** Knows every action, with a minute for each attempt. */
  private static final class AnyAction implements Catalog {
    @Override
    public @Nullable ActionFacts action(String actionId, int version) {
      return new ActionFacts(actionId, version, List.of(), null, List.of(), null, 60_000);
    }

    @Override
    public List<String> actionIds() {
      return List.of();
    }

    @Override
    public List<Integer> actionVersions(String actionId) {
      return List.of(1);
    }

    @Override
    public @Nullable List<Integer> workflowVersions(String idOrKey) {
      return null;
    }

    @Override
    public boolean hasSchema(String schemaRef) {
      return false;
    }
  }
}

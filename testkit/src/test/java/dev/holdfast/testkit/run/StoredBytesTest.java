package dev.holdfast.testkit.run;

import static dev.holdfast.testkit.run.Definitions.expr;
import static dev.holdfast.testkit.run.Definitions.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.codec.BytesUnreadable;
import dev.holdfast.application.codec.InputCodec;
import dev.holdfast.application.codec.JournalCodec;
import dev.holdfast.application.codec.JsonBytes;
import dev.holdfast.application.codec.StateCodec;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.testkit.Seeds;
import dev.holdfast.testkit.parity.RandomDefinitions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** States, journals and inputs as bytes. */
class StoredBytesTest {
  @Test
  void json_values_come_back_as_they_were() {
    List<@Nullable Object> values = new ArrayList<>();
    values.addAll(
        Arrays.asList(
            null, true, false, 0L, 63L, 64L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, "", "é😀", "\0"));
    values.add(new BigDecimal("12345678901234567890.0123456789"));
    values.add(new BigDecimal("-0.1"));
    values.add("x".repeat(64));
    values.add("y".repeat(70_000));
    values.add(Json.list(new ArrayList<>(values)));
    Map<String, @Nullable Object> object = object("payload", 1L, "own", null, "é", values);
    values.add(Json.of(List.of(object, object)));
    Object json = Json.of(values);
    assertThat(JsonBytes.decode(JsonBytes.encode(json))).isEqualTo(json);
  }

  @Test
  void a_member_name_is_written_once() {
    List<Object> rows = new ArrayList<>();
    for (long i = 0; i < 100; i++) rows.add(object("a-name-that-is-not-short", i % 60));
    assertThat(JsonBytes.encode(Json.of(rows)).length).isLessThan(450);
  }

  @Test
  void a_small_run_needs_less_than_300_control_bytes() {
    RunState state = aRunWithACall("small");
    assertThat(StateCodec.control(state).length).isLessThan(300);
  }

  @Test
  void a_large_input_of_a_call_stands_with_the_data() {
    RunState state = aRunWithACall("x".repeat(10_000));
    assertThat(StateCodec.control(state).length).isLessThan(300);
    assertThat(read(state)).isEqualTo(state);
  }

  private static RunState aRunWithACall(String value) {
    Map<String, @Nullable Object> config = object("actionId", "test.call", "version", 1L);
    config.put("inputMapping", object("text", value));
    Map<String, @Nullable Object> document =
        object(
            "name",
            "n",
            "steps",
            List.of(object("id", "a", "type", "action.call", "config", config)));
    Play play = Play.of(document).start();
    assertThat(play.openCalls()).hasSize(1);
    return play.state();
  }

  @Test
  void an_event_that_is_a_variable_too_is_stored_once() {
    Map<String, @Nullable Object> config = object("eventName", "e", "correlationKey", "k");
    Map<String, @Nullable Object> wait = object("id", "w", "type", "event.wait", "config", config);
    Map<String, @Nullable Object> sleep =
        object(
            "id",
            "t",
            "type",
            "time.wait",
            "config",
            object("mode", "duration", "durationMs", 5_000L));
    Play play = Play.of(object("name", "n", "steps", List.of(wait, sleep))).start().armAll();
    play.event("e", "k", object("text", "z".repeat(5_000)));
    RunState state = play.state();
    int size = StateCodec.control(state).length + StateCodec.data(state).length;
    assertThat(size).isBetween(5_000, 6_500);
    RunState back = read(state);
    assertThat(back).isEqualTo(state);
    assertThat(StateCodec.control(back)).isEqualTo(StateCodec.control(state));
  }

  @Test
  void data_are_changed_by_a_write_and_not_by_time() {
    Map<String, @Nullable Object> sleep =
        object(
            "id",
            "t",
            "type",
            "time.wait",
            "config",
            object("mode", "duration", "durationMs", 5_000L));
    Map<String, @Nullable Object> again = object("id", "u", "type", "time.wait");
    again.put("config", object("mode", "duration", "durationMs", 5_000L));
    Map<String, @Nullable Object> assign =
        object(
            "id",
            "v",
            "type",
            "transform.assign",
            "config",
            object("assign", object("vars.x", expr("1"))));
    Play play = Play.of(object("name", "n", "steps", List.of(sleep, again, assign))).start();
    RunState first = play.state();
    play.pass(5_000);
    RunState second = play.state();
    assertThat(StateCodec.dataChanged(first, second)).isFalse();
    play.pass(5_000);
    assertThat(StateCodec.dataChanged(second, play.state())).isTrue();
  }

  @Test
  void a_long_loop_keeps_its_control_bytes_small_and_rewrites_its_data_seldom() {
    List<Object> items = new ArrayList<>();
    for (long i = 0; i < 300; i++) items.add(i);
    Map<String, @Nullable Object> loop =
        Steps.with(
            Steps.forEach(items, 1, List.of(Steps.call())),
            "collectAs",
            "vars.results",
            "collect",
            expr("'item number ' & it"));
    Play play = Play.steps(loop).start();
    int rewritten = 0;
    int largest = 0;
    RunState before = read(play.state());
    for (int i = 0; i < 299; i++) {
      play.answer("root.steps[0].body[" + i + "].steps[0]", null);
      RunState after = play.state();
      if (StateCodec.dataChanged(before, after)) rewritten++;
      largest = Math.max(largest, StateCodec.control(after).length);
      assertThat(read(after)).isEqualTo(after);
      before = after;
    }
    assertThat(rewritten)
        .as("once at the start, then once a block")
        .isLessThanOrEqualTo(1 + 299 / 64);
    assertThat(largest).isLessThan(2_000);
  }

  @Test
  void damaged_bytes_are_refused_and_never_more_than_that() {
    Seeds.forEach(
        "damage",
        300,
        random -> {
          Walk walk = someWalk(random);
          byte[] control = StateCodec.control(walk.state());
          byte[] data = StateCodec.data(walk.state());
          byte[] journal = JournalCodec.encode(walk.journal());
          byte[] input = InputCodec.encode(walk.inputs().getLast());
          for (int i = 0; i < 40; i++) {
            readable(bytes -> StateCodec.decode(bytes, data), damaged(random, control));
            readable(bytes -> StateCodec.decode(control, bytes), damaged(random, data));
            readable(JournalCodec::decode, damaged(random, journal));
            readable(InputCodec::decode, damaged(random, input));
          }
        });
  }

  private static Walk someWalk(SplittableRandom random) {
    Map<String, @Nullable Object> document = new RandomDefinitions(random).document();
    Walk walk = new Walk(new Interpreter(), Definitions.compile(document), state -> state);
    RandomInputs inputs = new RandomInputs(random, walk);
    walk.fold(inputs.start());
    for (int i = 0; i < 12 && !walk.ended(); i++) walk.fold(inputs.any());
    return walk;
  }

  private static byte[] damaged(SplittableRandom random, byte[] bytes) {
    if (random.nextInt(3) == 0) return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    byte[] damaged = bytes.clone();
    damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return damaged;
  }

  /** Either it can be read as something, or it is refused for what it is. */
  private static void readable(Consumer<byte[]> reader, byte[] bytes) {
    try {
      reader.accept(bytes);
    } catch (BytesUnreadable refused) {
      assertThat(refused).hasMessageContaining("expected");
    }
  }

  @Test
  void bytes_of_a_later_version_say_so() {
    byte[] journal = JournalCodec.encode(List.of());
    journal[0] = 9;
    assertThatThrownBy(() -> JournalCodec.decode(journal))
        .isInstanceOf(BytesUnreadable.class)
        .hasMessageContaining("expected version 1 of a journal, but 9");
  }

  @Test
  void an_input_comes_back_as_it_was() {
    Input input = new Input.TimersDue("tick", Play.BEGIN.plusNanos(123_456_789));
    assertThat(InputCodec.decode(InputCodec.encode(input))).isEqualTo(input);
    Input lost = new Input.CallLost("lost", Play.BEGIN, new UUID(7, 8));
    assertThat(InputCodec.decode(InputCodec.encode(lost))).isEqualTo(lost);
  }

  private static RunState read(RunState state) {
    return StateCodec.decode(StateCodec.control(state), StateCodec.data(state));
  }
}

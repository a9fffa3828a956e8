package dev.holdfast.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.codec.InputCodec;
import dev.holdfast.application.codec.JournalCodec;
import dev.holdfast.application.codec.StateCodec;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Transition;
import dev.holdfast.domain.run.Verdict;
import dev.holdfast.testkit.Seeds;
import dev.holdfast.testkit.memory.RunInvariants;
import dev.holdfast.testkit.parity.RandomDefinitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for every definition, whatever the world does to its runs. */
class InterpreterPropertiesTest {
  private static final int CASES = 2_000;
  private static final int ROUNDS = 3;
  private static final int INPUTS = 40;
  private static final int INPUTS_TO_THE_END = 3_000;

  private final Interpreter interpreter = new Interpreter();

  @Test
  void a_run_keeps_its_rules_whatever_happens_to_it() {
    Seeds.forEach("rules", CASES, random -> walk(random, state -> state));
  }

  @Test
  void a_state_that_was_written_and_read_back_goes_on_the_same() {
    Seeds.forEach(
        "bytes",
        CASES,
        random -> {
          long seed = random.nextLong();
          Walk live = walk(new SplittableRandom(seed), state -> state);
          Walk stored = walk(new SplittableRandom(seed), InterpreterPropertiesTest::stored);
          assertThat(stored.journal()).isEqualTo(live.journal());
        });
  }

  private Walk walk(SplittableRandom random, UnaryOperator<RunState> between) {
    Map<String, @Nullable Object> document = new RandomDefinitions(random).document();
    Walk walk = new Walk(interpreter, Definitions.compile(document), between);
    try {
      check(walk, new RandomInputs(random, walk));
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError(walk.story(document), failure);
    }
    return walk;
  }

  private void check(Walk walk, RandomInputs inputs) {
    fold(walk, inputs.start());
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < INPUTS && !walk.ended(); i++) fold(walk, inputs.any());
      for (int i = 0; i < INPUTS_TO_THE_END && !walk.ended(); i++) fold(walk, inputs.useful());
      assertThat(walk.ended()).as("whether the run ends when the world answers").isTrue();
      if (round + 1 < ROUNDS) fold(walk, inputs.retry());
    }
    for (int i = 0; i < 5; i++) fold(walk, inputs.any());
    JournalRules.check(walk.journal(), walk.ended());
    if (walk.ended()) {
      assertThat(walk.calls()).as("open calls of an ended run").isEmpty();
      assertThat(walk.waits()).as("open waits of an ended run").isEmpty();
      assertThat(walk.children()).as("attached children of an ended run").isEmpty();
    }
    replaysTheSame(walk);
  }

  private static void fold(Walk walk, Input input) {
    RunState before = walk.inputs().isEmpty() ? null : walk.state();
    Transition transition = walk.fold(input);
    RunState after = transition.state();
    noteAnswer(walk, input, transition);
    if (!transition.more()) {
      RunInvariants.check(after);
      FiberRules.check(after);
      nothingIsOverdue(input, after);
    }
    bindingsAreRight(after.vars());
    assertThat(InputCodec.decode(InputCodec.encode(input))).isEqualTo(input);
    List<JournalEntry> journal = transition.journal();
    assertThat(JournalCodec.decode(JournalCodec.encode(journal))).isEqualTo(journal);
    assertThat(stored(after)).isEqualTo(after);
    if (before != null && !StateCodec.dataChanged(before, after)) {
      assertThat(StateCodec.data(after)).isEqualTo(StateCodec.data(before));
    }
  }

  /** Whoever ticks when something falls due would tick for ever. */
  private static void nothingIsOverdue(Input input, RunState after) {
    Instant due = after.nextDue();
    // A wait that was overdue when it was armed is seen to by the next tick.
    if (due == null || input instanceof Input.LookedBack) return;
    assertThat(due).as("the next due instant").isAfter(input.at());
  }

  private static void noteAnswer(Walk walk, Input input, Transition transition) {
    if (!(transition.verdict() instanceof Verdict.Applied)) return;
    switch (input) {
      case Input.CallFinished call -> {
        if (!(call.answer() instanceof CallAnswer.Pending)) {
          walk.answered(call.callId());
        }
      }
      case Input.CallbackReceived call -> walk.answered(call.callId());
      case Input.ChildFinished child -> walk.answered(child.childRunId());
      case Input.ChildRefused child -> walk.answered(child.childRunId());
      case Input other -> {}
    }
  }

  private static RunState stored(RunState state) {
    return StateCodec.decode(StateCodec.control(state), StateCodec.data(state));
  }

  private static void bindingsAreRight(Map<String, @Nullable Object> vars) {
    assertThat(vars.get("wrong")).as("a loop's bindings were wrong in its body").isNull();
    if (vars.get("leaks") instanceof List<?> leaks) {
      assertThat(leaks.contains(true)).as("an item could be read after its loop").isFalse();
    }
  }

  private void replaysTheSame(Walk walk) {
    List<JournalEntry> again = new ArrayList<>();
    RunState state = null;
    for (Input input : walk.inputs()) {
      Transition transition = interpreter.step(walk.program(), state, input);
      again.addAll(transition.journal());
      state = transition.state();
    }
    assertThat(again).isEqualTo(walk.journal());
  }
}

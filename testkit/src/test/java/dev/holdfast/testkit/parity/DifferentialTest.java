package dev.holdfast.testkit.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.adapter.jsonata.JsonataExpressions;
import dev.holdfast.domain.expression.ExpressionEngine;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.Reducer;
import dev.holdfast.testkit.SettableTime;
import dev.holdfast.testkit.contract.MemoryDriver;
import dev.holdfast.testkit.scenario.Scenario;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** That engines which differ are told apart, and how that is told. */
class DifferentialTest {
  private static final ExpressionEngine EXPRESSIONS = new JsonataExpressions();
  private static final Reducer RIGHT = new Interpreter();

  /** Forgets that an action asked for a longer delay. */
  private static final Reducer HASTY =
      (program, state, input) -> {
        boolean asks =
            input instanceof Input.CallFinished finished
                && finished.answer() instanceof CallAnswer.Failed;
        return RIGHT.step(program, state, asks ? hasty((Input.CallFinished) input) : input);
      };

  private static Input hasty(Input.CallFinished input) {
    CallAnswer.Failed failed = (CallAnswer.Failed) input.answer();
    return new Input.CallFinished(
        input.id(),
        input.at(),
        input.callId(),
        input.attempt(),
        new CallAnswer.Failed(failed.error(), null, List.of()));
  }

  private static MemoryDriver memory() {
    return on(RIGHT);
  }

  private static MemoryDriver on(Reducer reducer) {
    return new MemoryDriver(reducer, EXPRESSIONS, UnaryOperator.identity());
  }

  private static Differential against(Reducer reducer) {
    return new Differential(
        DifferentialTest::memory, () -> on(reducer), Likeness.WITH_TIMES, Ingredients.ALL, 300);
  }

  @Test
  void an_engine_that_differs_is_found_with_its_seed_and_a_short_script() {
    assertThatThrownBy(() -> against(HASTY).compare("hasty", 300))
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching("(?s).*-Dparity.seed=-?\\d+\\n.*- \\d+ StepRetryScheduled .*")
        .hasMessageMatching("(?s).*\\n\\+ \\d+ StepRetryScheduled .*in short:.*1\\. Start.*")
        .message()
        .doesNotContain("\n4. ");
  }

  @Test
  void an_engine_that_fails_is_told_like_one_that_differs() {
    Scenario script = RandomScript.of(1, Ingredients.ALL, DifferentialTest::memory);
    Reducer failing =
        (program, state, input) -> {
          throw new IllegalStateException("out of order");
        };
    assertThat(against(failing).difference(script)).contains("the engine:", "out of order");
    assertThat(against(RIGHT).difference(script)).isNull();
  }

  @Test
  void engines_whose_clocks_differ_can_be_compared_without_times() {
    for (long seed = 0; seed < 30; seed++) {
      Scenario script = RandomScript.of(seed, Ingredients.ALL, DifferentialTest::memory);
      assertThat(anotherDay(Likeness.BUT_TIMES).difference(script)).as("seed " + seed).isNull();
      assertThat(anotherDay(Likeness.WITH_TIMES).difference(script))
          .contains("RunStarted", "at 2030-01-07T08:00:00", "at 2031-12-24T17:59:59");
    }
  }

  private static Differential anotherDay(Likeness likeness) {
    return new Differential(
        DifferentialTest::memory,
        () ->
            new MemoryDriver(
                RIGHT,
                EXPRESSIONS,
                UnaryOperator.identity(),
                new SettableTime(Instant.parse("2031-12-24T17:59:59.123456Z"))),
        likeness,
        Ingredients.ALL,
        0);
  }
}

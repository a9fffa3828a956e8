package dev.holdfast.testkit.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.contract.MemoryDriver;
import dev.holdfast.testkit.scenario.ScenarioDriver;
import org.junit.jupiter.api.Test;

/**
 * Compares an engine with the runtime in memory over random scripts; see {@link Differential} for
 * the properties that say how many and which.
 */
public abstract class ParitySuite {
  /** An engine without runs, workflows or events, its clock at the beginning. */
  protected abstract ScenarioDriver driver();

  /** How many scripts are played in the usual build. */
  protected int scripts() {
    return 300;
  }

  /** How many shorter scripts are tried when one fails. */
  protected int shrinkingTries() {
    return 300;
  }

  protected Ingredients ingredients() {
    return Ingredients.ALL;
  }

  protected Likeness likeness() {
    return Likeness.WITH_TIMES;
  }

  @Test
  void random_scripts_come_out_as_in_memory() {
    Differential differential =
        new Differential(
            MemoryDriver::new, this::driver, likeness(), ingredients(), shrinkingTries());
    assertThat(differential.compare(getClass().getSimpleName(), scripts())).isPositive();
  }
}

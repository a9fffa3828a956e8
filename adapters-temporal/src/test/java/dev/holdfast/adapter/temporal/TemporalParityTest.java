package dev.holdfast.adapter.temporal;

import dev.holdfast.testkit.contract.EngineDriver;
import dev.holdfast.testkit.parity.Ingredients;
import dev.holdfast.testkit.parity.ParitySuite;
import dev.holdfast.testkit.scenario.ScenarioDriver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** Random scripts on the EE runtime, its workers dying at times, and in memory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TemporalParityTest extends ParitySuite {
  private final TemporalRig rig = new TemporalRig(TestTemporal.best(), 0);

  @Override
  protected ScenarioDriver driver() {
    return new EngineDriver(rig);
  }

  /** Operators' commands are refused here, as the contract suite shows. */
  @Override
  protected Ingredients ingredients() {
    return Ingredients.ALL.withoutCommands();
  }

  /** One that never comes to rest takes half a minute to say so. */
  @Override
  protected int shrinkingTries() {
    return Integer.getInteger("parity.shrinking", 10);
  }

  @AfterAll
  void close() {
    rig.close();
  }
}

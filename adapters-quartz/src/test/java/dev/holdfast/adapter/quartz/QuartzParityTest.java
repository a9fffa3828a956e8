package dev.holdfast.adapter.quartz;

import dev.holdfast.testkit.contract.EngineDriver;
import dev.holdfast.testkit.parity.ParitySuite;
import dev.holdfast.testkit.scenario.ScenarioDriver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** Random scripts on the CE runtime and PostgreSQL come out as in memory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuartzParityTest extends ParitySuite {
  private final QuartzRig rig = new QuartzRig();

  @Override
  protected ScenarioDriver driver() {
    return new EngineDriver(rig);
  }

  @Override
  protected int scripts() {
    return 150;
  }

  @AfterAll
  void close() {
    rig.close();
  }
}

package dev.holdfast.adapter.quartz;

import dev.holdfast.testkit.contract.ContractSuite;
import dev.holdfast.testkit.contract.EngineDriver;
import dev.holdfast.testkit.scenario.ScenarioDriver;
import org.junit.jupiter.api.AfterAll;

/** The interpreter's contract on the CE runtime and PostgreSQL. */
class QuartzContractTest extends ContractSuite {
  private final QuartzRig rig = new QuartzRig();

  @Override
  protected ScenarioDriver driver() {
    return new EngineDriver(rig);
  }

  @AfterAll
  void close() {
    rig.close();
  }
}

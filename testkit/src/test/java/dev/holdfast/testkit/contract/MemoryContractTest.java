package dev.holdfast.testkit.contract;

import dev.holdfast.testkit.scenario.ScenarioDriver;

/** The interpreter against the contract, on the runtime in memory. */
class MemoryContractTest extends ContractSuite {

  @Override
  protected ScenarioDriver driver() {
    return new MemoryDriver();
  }
}

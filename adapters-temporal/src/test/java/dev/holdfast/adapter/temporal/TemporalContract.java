package dev.holdfast.adapter.temporal;

import dev.holdfast.testkit.contract.ContractSuite;
import dev.holdfast.testkit.contract.EngineDriver;
import dev.holdfast.testkit.scenario.ScenarioDriver;
import org.junit.jupiter.api.AfterAll;

/** The interpreter's contract on the EE runtime. */
abstract class TemporalContract extends ContractSuite {
  private final TemporalRig rig;

  /**
   * @param handOverAbove events of a history after which a run continues as new; 0 leaves it to the
   *     server
   */
  TemporalContract(TestTemporal server, int handOverAbove) {
    rig = new TemporalRig(server, handOverAbove);
  }

  final TemporalRig rig() {
    return rig;
  }

  @Override
  protected ScenarioDriver driver() {
    return new EngineDriver(rig);
  }

  @AfterAll
  void close() {
    rig.close();
  }
}

package dev.holdfast.adapter.quartz;

import dev.holdfast.testkit.contract.EngineRig;
import dev.holdfast.testkit.parity.RaceSuite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** Real races on the CE runtime and PostgreSQL: the folded inputs tell the whole journal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuartzRaceTest extends RaceSuite {
  private final QuartzRig rig = new QuartzRig();

  @Override
  protected EngineRig rig() {
    return rig;
  }

  @AfterAll
  void close() {
    rig.close();
  }
}

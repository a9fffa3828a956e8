package dev.holdfast.adapter.temporal;

import dev.holdfast.testkit.contract.EngineRig;
import dev.holdfast.testkit.parity.Ingredients;
import dev.holdfast.testkit.parity.RaceSuite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** Races on the EE runtime; in every other one, runs continue as new every few events. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TemporalRaceTest extends RaceSuite {
  private static final int EVERY = 6;

  private final TemporalRig whole = new TemporalRig(TestTemporal.best(), 0);
  private final TemporalRig handedOver = new TemporalRig(TestTemporal.best(), EVERY);
  private int races;

  @Override
  protected EngineRig rig() {
    return races++ % 2 == 0 ? whole : handedOver;
  }

  /** Operators' commands are refused here, as the contract suite shows. */
  @Override
  protected Ingredients ingredients() {
    return Ingredients.ALL.withoutCommands();
  }

  @AfterAll
  void close() {
    whole.close();
    handedOver.close();
  }
}

package dev.holdfast.adapter.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.run.RunState;
import dev.holdfast.testkit.scenario.Scenario;
import dev.holdfast.testkit.scenario.ScenarioDriver;
import org.junit.jupiter.api.AfterAll;

/** The interpreter's contract, with runs that continue as new every few events. */
class HandedOverContractTest extends TemporalContract {
  private static final int EVERY = 6;

  private int runs;
  private int generations;

  HandedOverContractTest() {
    super(TestTemporal.best(), EVERY);
  }

  @Override
  protected void played(Scenario scenario, ScenarioDriver driver) {
    for (RunState state : rig().states().values()) {
      runs++;
      generations += rig().generations(state.start().runId());
    }
  }

  @AfterAll
  void runs_have_continued_as_new() {
    System.out.printf(
        "%s: %d executions of %d runs%n", getClass().getSimpleName(), generations, runs);
    // Many end before their history is that long, or never rest with nothing in flight.
    if (System.getProperty("scenario") == null) assertThat(generations - runs).isGreaterThan(100);
  }
}

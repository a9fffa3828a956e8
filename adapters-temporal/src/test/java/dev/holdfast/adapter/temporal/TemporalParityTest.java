package dev.holdfast.adapter.temporal;

import dev.holdfast.adapter.jsonata.JsonataExpressions;
import dev.holdfast.domain.expression.ExpressionEngine;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.Reducer;
import dev.holdfast.testkit.contract.EngineDriver;
import dev.holdfast.testkit.parity.Ingredients;
import dev.holdfast.testkit.parity.ParitySuite;
import dev.holdfast.testkit.scenario.ScenarioDriver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** Random scripts on the EE runtime and in memory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TemporalParityTest extends ParitySuite {
  private final Reducer reducer = new Interpreter();
  private final ExpressionEngine expressions = new JsonataExpressions();
  private final TemporalRig rig = rig(TestTemporal.best(), 0);

  /** Workers die in races; in scripts with {@code -Dparity.deaths=true} as well. */
  private static TemporalRig rig(TestTemporal server, int handOverAbove) {
    TemporalRig rig = new TemporalRig(server, handOverAbove);
    return Boolean.getBoolean("parity.deaths") ? rig : rig.withoutDeaths();
  }

  @Override
  protected ScenarioDriver driver() {
    return new EngineDriver(rig, reducer, expressions);
  }

  @Override
  protected Reducer reducer() {
    return reducer;
  }

  @Override
  protected ExpressionEngine expressions() {
    return expressions;
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

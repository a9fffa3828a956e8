package dev.holdfast.adapter.quartz;

import dev.holdfast.adapter.jsonata.JsonataExpressions;
import dev.holdfast.domain.expression.ExpressionEngine;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.Reducer;
import dev.holdfast.testkit.contract.EngineDriver;
import dev.holdfast.testkit.parity.ParitySuite;
import dev.holdfast.testkit.scenario.ScenarioDriver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** Random scripts on the CE runtime and PostgreSQL come out as in memory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuartzParityTest extends ParitySuite {
  private final Reducer reducer = new Interpreter();
  private final ExpressionEngine expressions = new JsonataExpressions();
  private final QuartzRig rig = new QuartzRig();

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

  @Override
  protected int scripts() {
    return 150;
  }

  @AfterAll
  void close() {
    rig.close();
  }
}

package dev.holdfast.adapter.quartz;

import dev.holdfast.adapter.jsonata.JsonataExpressions;
import dev.holdfast.domain.expression.ExpressionEngine;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.Reducer;
import dev.holdfast.testkit.contract.EngineRig;
import dev.holdfast.testkit.parity.RaceSuite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** Real races on the CE runtime and PostgreSQL: the folded inputs tell the whole journal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuartzRaceTest extends RaceSuite {
  private final Reducer reducer = new Interpreter();
  private final ExpressionEngine expressions = new JsonataExpressions();
  private final QuartzRig rig = new QuartzRig();

  @Override
  protected EngineRig rig() {
    return rig;
  }

  @Override
  protected Reducer reducer() {
    return reducer;
  }

  @Override
  protected ExpressionEngine expressions() {
    return expressions;
  }

  @AfterAll
  void close() {
    rig.close();
  }
}

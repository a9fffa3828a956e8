package dev.holdfast.testkit.contract;

import dev.holdfast.adapter.jsonata.JsonataExpressions;
import dev.holdfast.domain.expression.ExpressionEngine;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.Reducer;
import dev.holdfast.testkit.scenario.ScenarioDriver;
import java.util.function.UnaryOperator;

/** The interpreter against the contract, on the runtime in memory. */
class MemoryContractTest extends ContractSuite {
  private static final ExpressionEngine EXPRESSIONS = new JsonataExpressions();
  private static final Reducer REDUCER = new Interpreter();

  @Override
  protected ScenarioDriver driver() {
    return new MemoryDriver(REDUCER, EXPRESSIONS, UnaryOperator.identity());
  }

  @Override
  protected Reducer reducer() {
    return REDUCER;
  }

  @Override
  protected ExpressionEngine expressions() {
    return EXPRESSIONS;
  }
}

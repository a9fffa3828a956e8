package dev.holdfast.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.jsonata.JsonataExpressions;
import dev.holdfast.application.codec.StateCodec;
import dev.holdfast.domain.expression.ExpressionEngine;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.Reducer;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.testkit.scenario.ScenarioDriver;

/** The contract again, with every state written to bytes and read back between any two inputs. */
class StoredStateContractTest extends ContractSuite {
  private static final ExpressionEngine EXPRESSIONS = new JsonataExpressions();
  private static final Reducer REDUCER = new Interpreter();

  @Override
  protected ScenarioDriver driver() {
    return new MemoryDriver(REDUCER, EXPRESSIONS, StoredStateContractTest::stored);
  }

  private static RunState stored(RunState state) {
    RunState back = StateCodec.decode(StateCodec.control(state), StateCodec.data(state));
    assertThat(back).isEqualTo(state);
    return back;
  }
}

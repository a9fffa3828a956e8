package dev.holdfast.testkit.parity;

import dev.holdfast.adapter.jsonata.JsonataExpressions;
import dev.holdfast.application.codec.InputCodec;
import dev.holdfast.application.codec.StateCodec;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.expression.ExpressionEngine;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.Reducer;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Transition;
import dev.holdfast.testkit.contract.MemoryDriver;
import dev.holdfast.testkit.scenario.ScenarioDriver;
import org.jspecify.annotations.Nullable;

/** Random scripts on the runtime in memory, every state and every input passing through bytes. */
class StoredStateParityTest extends ParitySuite {
  private static final ExpressionEngine EXPRESSIONS = new JsonataExpressions();
  private static final Reducer REDUCER = new Interpreter();

  @Override
  protected ScenarioDriver driver() {
    return new MemoryDriver(
        StoredStateParityTest::stepOnBytes, EXPRESSIONS, StoredStateParityTest::stored);
  }

  private static Transition stepOnBytes(Program program, @Nullable RunState state, Input input) {
    return REDUCER.step(program, state, InputCodec.decode(InputCodec.encode(input)));
  }

  private static RunState stored(RunState state) {
    return StateCodec.decode(StateCodec.control(state), StateCodec.data(state));
  }
}

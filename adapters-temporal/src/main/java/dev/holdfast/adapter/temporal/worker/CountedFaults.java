package dev.holdfast.adapter.temporal.worker;

import dev.holdfast.application.port.out.RuntimeMetrics;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Reducer;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Transition;
import org.jspecify.annotations.Nullable;

/**
 * A reducer whose faults are counted. Each of them fails a workflow task, which is tried again.
 * Thread-safe.
 */
public record CountedFaults(Reducer reducer, RuntimeMetrics metrics) implements Reducer {
  @Override
  public Transition step(Program program, @Nullable RunState state, Input input) {
    try {
      return reducer.step(program, state, input);
    } catch (RuntimeException e) {
      metrics.stuck();
      throw e;
    }
  }
}

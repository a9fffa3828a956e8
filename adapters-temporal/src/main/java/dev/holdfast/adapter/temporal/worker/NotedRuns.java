package dev.holdfast.adapter.temporal.worker;

import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Reducer;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Transition;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A reducer that says which runs it carries on. Nothing that it does depends on it, so workflow
 * code may run it. Thread-safe.
 */
public record NotedRuns(Reducer reducer, Consumer<RunState> carriedOn) implements Reducer {
  @Override
  public Transition step(Program program, @Nullable RunState state, Input input) {
    Transition transition = reducer.step(program, state, input);
    carriedOn.accept(transition.state());
    return transition;
  }
}

package dev.holdfast.domain.run;

import dev.holdfast.domain.definition.Program;
import org.jspecify.annotations.Nullable;

/** The interpreter: folds one input into a run's state and runs to rest. */
@FunctionalInterface
public interface Reducer {
  /**
   * Never throws for what a user, an action or an operator did; an exception is our own bug and
   * leaves the run as it was.
   *
   * @param program the version the run is pinned to
   * @param state null for {@link Input.Started} only
   */
  Transition step(Program program, @Nullable RunState state, Input input);
}

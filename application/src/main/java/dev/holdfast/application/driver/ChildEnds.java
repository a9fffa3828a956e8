package dev.holdfast.application.driver;

import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.RunState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a parent hears of its child's end. */
public final class ChildEnds {
  private ChildEnds() {}

  /** The parent that waits for the run's end; null when none does. */
  public static @Nullable UUID waitingParent(RunState state) {
    RunStart start = state.start();
    return start.attached() ? start.parentRunId() : null;
  }

  /**
   * @param state of a run that has ended
   */
  public static Input.ChildFinished of(RunState state, Instant at) {
    UUID runId = state.start().runId();
    Input.ChildResult result =
        new Input.ChildResult(
            state.status(),
            state.output(),
            state.error(),
            state.payload(),
            state.vars(),
            state.meta());
    return new Input.ChildFinished("child:" + runId, at, runId, result);
  }
}

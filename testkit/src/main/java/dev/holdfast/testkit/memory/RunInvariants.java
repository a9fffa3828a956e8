package dev.holdfast.testkit.memory;

import dev.holdfast.domain.run.RunState;
import java.util.ArrayList;
import java.util.List;

/** What is true of every run at rest, whatever its definition and whatever happened to it. */
public final class RunInvariants {
  private RunInvariants() {}

  /**
   * Looks at a run that has nothing left to compute.
   *
   * @throws AssertionError naming everything that is not as it must be
   */
  public static void check(RunState state) {
    List<String> wrong = new ArrayList<>();
    boolean calling = state.callsInFlight() > 0;
    switch (state.status()) {
      case RUNNING -> {
        if (!calling) wrong.add("it is RUNNING without a call in flight");
      }
      case WAITING -> {
        if (calling) wrong.add("it is WAITING with a call in flight");
        if (state.waits().isEmpty()) wrong.add("it is live without a reason to wake up");
      }
      case SUCCEEDED, FAILED, CANCELED -> {
        if (calling) wrong.add("it has ended with calls in flight");
        if (!state.waits().isEmpty()) wrong.add("it has ended with open waits " + state.waits());
        if (state.nextDue() != null) wrong.add("it has ended with a timer at " + state.nextDue());
        if (!state.nodePath().isEmpty()) wrong.add("it has ended at " + state.nodePath());
      }
    }
    if (!wrong.isEmpty()) {
      throw new AssertionError("run " + state.start().runId() + ": " + String.join("; ", wrong));
    }
  }
}

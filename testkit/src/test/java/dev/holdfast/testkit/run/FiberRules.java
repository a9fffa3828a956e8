package dev.holdfast.testkit.run;

import dev.holdfast.domain.run.Fiber;
import dev.holdfast.domain.run.FiberId;
import dev.holdfast.domain.run.Frame;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** What is true of the fibers of every run at rest. */
final class FiberRules {
  private FiberRules() {}

  /**
   * @throws AssertionError naming everything that is wrong
   */
  static void check(RunState state) {
    List<String> wrong = new ArrayList<>();
    SortedMap<FiberId, Fiber> fibers = state.progress().fibers();
    if (state.status().ended() != fibers.isEmpty()) wrong.add("fibers and status disagree");
    boolean retryable = state.progress().frozen() != null;
    if (state.status() == RunStatus.FAILED && !retryable) wrong.add("it cannot be retried");
    if (state.status() == RunStatus.SUCCEEDED && retryable) wrong.add("it has something to retry");
    for (Fiber fiber : fibers.values()) {
      check(fiber, fibers, wrong);
    }
    if (!wrong.isEmpty()) throw new AssertionError(String.join("\n", wrong));
  }

  private static void check(Fiber fiber, SortedMap<FiberId, Fiber> fibers, List<String> wrong) {
    if (fiber.pace() != Fiber.Pace.BLOCKED) wrong.add(fiber.id() + " is " + fiber.pace());
    int inside = 0;
    for (FiberId id : fibers.keySet()) {
      if (!id.isRoot() && id.parent().equals(fiber.id())) inside++;
    }
    int joins = 0;
    for (Frame frame : fiber.frames()) {
      if (frame instanceof Frame.Joining joining) {
        joins++;
        if (joining.live() != inside) wrong.add(fiber.id() + " miscounts the fibers inside");
        if (inside == 0) wrong.add(fiber.id() + " joins nothing");
        if (frame != fiber.top()) wrong.add(fiber.id() + " goes on before its fibers");
      }
    }
    if (joins > 1 || (joins == 0 && inside > 0)) wrong.add(fiber.id() + " has orphans inside");
    boolean waits =
        switch (fiber.top()) {
          case Frame.Joining joining -> true;
          case Frame.Calling calling -> true;
          case Frame.Waiting waiting -> true;
          case Frame other -> false;
        };
    if (!waits) wrong.add(fiber.id() + " is blocked by nothing");
    if (!fiber.id().isRoot() && !fibers.containsKey(fiber.id().parent())) {
      wrong.add(fiber.id() + " has no parent");
    }
  }
}

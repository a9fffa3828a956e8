package dev.holdfast.domain.run;

import dev.holdfast.domain.definition.Step;
import dev.holdfast.domain.error.RunError;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks ahead, before anything is unwound: who will take an error? */
final class Handlers {
  private Handlers() {}

  /**
   * Where an error goes.
   *
   * @param crossed the fibers whose joining blocks fail by it and have not been told, inner first
   * @param uncaught nothing takes it: the run will fail
   */
  record Way(List<FiberId> crossed, boolean uncaught) {}

  /**
   * @param from position of the innermost frame that can take it
   */
  static Way search(Fold fold, Fiber fiber, int from, RunError error) {
    List<FiberId> crossed = new ArrayList<>();
    boolean told = false;
    Fiber at = fiber;
    int position = from;
    while (!isHeld(fold, at, position, error)) {
      if (at.id().isRoot()) return new Way(crossed, true);
      Fiber parent = fold.fiber(at.id().parent());
      Frame.Leaving leaving = Joins.joining(parent).leaving();
      if (leaving == null) {
        if (Joins.tolerates(fold, parent, at.id().number())) break;
        if (!told) crossed.add(parent.id());
      } else if (replaces(leaving, at.id().number())) {
        // Those around have been told already, of the error or return that this one replaces.
        told = true;
      } else {
        break;
      }
      at = parent;
      position = parent.frames().size() - 1;
    }
    return new Way(crossed, false);
  }

  /** Whether a block that is being left is left by this fiber's own error or return. */
  private static boolean replaces(Frame.Leaving leaving, int number) {
    return leaving instanceof Frame.Leaving.Out(Exit exit, int by)
        && by == number
        && !exit.isFinal();
  }

  /** Whether some frame of the fiber, from a position outwards, takes or absorbs the error. */
  private static boolean isHeld(Fold fold, Fiber fiber, int from, RunError error) {
    for (int i = from; i >= 0; i--) {
      if (holds(fold, fiber, i, error)) return true;
    }
    return false;
  }

  private static boolean holds(Fold fold, Fiber fiber, int position, RunError error) {
    Frame frame = fiber.frames().get(position);
    if (frame instanceof Frame.Steps) return false;
    Step step = fold.step(fiber, position - 1);
    if (frame instanceof Frame.Trying trying) {
      Exit pending = trying.pending();
      if (pending != null && pending.isFinal()) return true;
      if (catches(trying, step, error) && takes(fiber, position)) return true;
    }
    if (frame instanceof Frame.Looping && isTolerant(step) && takes(fiber, position)) return true;
    return step.head().continueOnError() && takes(fiber, position);
  }

  static boolean isTolerant(Step step) {
    return step instanceof Step.ForEach loop && loop.continueOnItemError();
  }

  static boolean catches(Frame.Trying trying, Step step, RunError error) {
    return trying.part() == Frame.Trying.Part.BODY
        && step instanceof Step.TryCatch block
        && block.handler() != null
        && (block.catchOn().isEmpty()
            || block.catchOn().contains(error.code())
            || block.catchOn().contains(error.category().text()));
  }

  /** A doomed fiber takes errors only inside the {@code finally} that it still runs. */
  static boolean takes(Fiber fiber, int position) {
    if (!fiber.doomed()) return true;
    int finishing = fiber.outermostFinally();
    return finishing >= 0 && position > finishing;
  }

  /** Whether a fiber will end with the error that it runs {@code finally} blocks for. */
  static boolean isFailing(Fold fold, Fiber fiber) {
    int finishing = fiber.outermostFinally();
    return finishing >= 0
        && fiber.frames().get(finishing) instanceof Frame.Trying trying
        && trying.pending() instanceof Exit.Failed(RunError error)
        && !isHeld(fold, fiber, finishing, error);
  }

  /** Keeps the tree as it stands when nothing will take an error that is about to unwind it. */
  static void freezeIfUncaught(
      Fold fold, Fiber fiber, int from, RunError error, @Nullable Step raising) {
    if (fold.handling.get() || !search(fold, fiber, from, error).uncaught()) return;
    boolean byEventWait =
        raising instanceof Step.WaitForEvent && error.code().equals("WAIT_TIMEOUT");
    freeze(fold, byEventWait);
  }

  /** Keeps the tree as it stands, unless the run is failing already. */
  static void freeze(Fold fold, boolean byEventWait) {
    if (fold.frozen.get() == null) {
      fold.frozen.set(new Frozen(new TreeMap<>(fold.fibers), byEventWait));
    }
  }

  /** An error has been taken. Where it had replaced one that nothing would take, the run lives. */
  static void forgetIfSaved(Fold fold) {
    if (fold.frozen.get() != null && !fold.handling.get() && !isRunFailing(fold)) {
      fold.frozen.set(null);
    }
  }

  private static boolean isRunFailing(Fold fold) {
    for (Fiber fiber : fold.fibers.values()) {
      for (int i = 0; i < fiber.frames().size(); i++) {
        if (isUncaught(fold, fiber, i, held(fiber.frames().get(i)))) return true;
      }
    }
    return false;
  }

  /** What goes on when the {@code finally} blocks inside a frame have ended. */
  private static @Nullable Exit held(Frame frame) {
    if (frame instanceof Frame.Trying trying) return trying.pending();
    return frame instanceof Frame.Joining joining
            && joining.leaving() instanceof Frame.Leaving.Out(Exit exit, int by)
        ? exit
        : null;
  }

  /**
   * @param at position of the frame that holds the exit up
   */
  private static boolean isUncaught(Fold fold, Fiber fiber, int at, @Nullable Exit pending) {
    return switch (pending) {
      case null -> false;
      case Exit.Failed(RunError error) -> search(fold, fiber, at, error).uncaught();
      case Exit.Aborted aborted -> true;
      case Exit.Returned returned -> false;
      case Exit.Lost lost -> false;
      case Exit.Canceled canceled -> false;
    };
  }
}

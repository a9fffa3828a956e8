package dev.holdfast.domain.run;

import dev.holdfast.domain.definition.Step;
import dev.holdfast.domain.error.RunError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leaving blocks early. An error looks for the nearest handler; everything between is left, fibers
 * inside in tree order, each from its innermost step outwards, running {@code finally} blocks on
 * the way. A fiber whose {@code finally} blocks take their time goes on when they have ended.
 */
final class Unwinding {
  private Unwinding() {}

  /** The current step of a fiber fails for good. Whatever lies on top of its list is done with. */
  static void raise(Fold fold, Fiber fiber, RunError raised) {
    raise(fold, fiber, raised, Facts.none());
  }

  /**
   * @param facts what else the journal says of the attempt
   */
  static void raise(Fold fold, Fiber fiber, RunError raised, Facts facts) {
    Fiber bare = fiber.top() instanceof Frame.Steps ? fiber : fiber.pop();
    Step step = fold.step(bare);
    RunError error =
        Errors.bounded(raised).raisedAt(step.head().path(), bare.list().stepPath(), fold.now);
    int from = bare.frames().size() - 1;
    if (step.head().continueOnError() && Handlers.takes(bare, from + 1)) {
      goOnDespite(fold, bare, error, facts);
      return;
    }
    Handlers.freezeIfUncaught(fold, bare, from, error, step);
    fold.write(JournalEntry.Kind.STEP_FAILED, bare.list(), Errors.data(error, facts));
    propagate(fold, bare, from, error);
  }

  /** The fibers inside the block on top have ended, and it fails by the error of one of them. */
  static void failBlock(Fold fold, Fiber fiber, RunError error) {
    // The tree was kept when the error arose, where it was to be kept.
    if (leaveStep(fold, fiber, new Exit.Failed(error))) return;
    Fiber bare = fiber.pop();
    propagate(fold, bare, bare.frames().size() - 1, error);
  }

  /** {@code onError: continue}: the rest of the list sees the error. */
  private static void goOnDespite(Fold fold, Fiber bare, RunError error, Facts facts) {
    Frame.Steps at = bare.list();
    fold.write(JournalEntry.Kind.STEP_CONTINUED, at, Errors.data(error, facts));
    fold.put(Visits.advanced(bare.replaceTop(at.withError(error))));
    Handlers.forgetIfSaved(fold);
  }

  /** An error that no step raised: of an item's {@code collect}. */
  static void fail(Fold fold, Fiber fiber, RunError raised) {
    RunError error = Errors.bounded(raised);
    int from = fiber.frames().size() - 1;
    Handlers.freezeIfUncaught(fold, fiber, from, error, null);
    propagate(fold, fiber, from, error);
  }

  private static void propagate(Fold fold, Fiber fiber, int from, RunError error) {
    List<FiberId> crossed = Handlers.search(fold, fiber, from, error).crossed();
    Exit exit = new Exit.Failed(error);
    if (crossed.isEmpty()) goOn(fold, fiber, exit);
    else leaveJoins(fold, fiber, crossed, exit);
  }

  /** {@code control.return}: leaves everything, beginning at the step that says so. */
  static void leaveRun(Fold fold, Fiber fiber, Exit.Returned exit) {
    List<FiberId> crossed = new ArrayList<>();
    for (FiberId id = fiber.id(); !id.isRoot(); id = id.parent()) crossed.add(id.parent());
    if (crossed.isEmpty()) goOn(fold, fiber, exit);
    else leaveJoins(fold, fiber, crossed, exit);
  }

  /** Tells every fiber that is left behind at once, then unwinds all of them in tree order. */
  private static void leaveJoins(Fold fold, Fiber fiber, List<FiberId> crossed, Exit exit) {
    FiberId inner = fiber.id();
    for (FiberId id : crossed) {
      Fiber joined = fold.fiber(id);
      Frame.Leaving leaving = new Frame.Leaving.Out(exit, inner.number());
      fold.put(joined.replaceTop(Joins.joining(joined).with(leaving)));
      fold.put(fold.fiber(inner).asDoomed());
      inner = id;
    }
    leaveInside(fold, crossed.getLast(), crossed, fiber.asDoomed(), exit);
  }

  private static void leaveInside(
      Fold fold, FiberId parent, List<FiberId> crossed, Fiber fiber, Exit exit) {
    for (FiberId child : Joins.children(fold, parent)) {
      if (child.equals(fiber.id())) goOn(fold, fiber, exit);
      else if (crossed.contains(child)) leaveInside(fold, child, crossed, fiber, exit);
      else leave(fold, child, new Exit.Lost());
    }
  }

  /**
   * Has a fiber and all inside it left from outside. A {@code finally} that is running there runs
   * to its end first.
   */
  static void leave(Fold fold, FiberId id, Exit exit) {
    Fiber fiber = fold.fiber(id).asDoomed();
    int finishing = fiber.outermostFinally();
    if (finishing >= 0) {
      Frame.Trying trying = Blocks.trying(fiber, finishing);
      fold.put(
          fiber.replace(
              finishing,
              new Frame.Trying(trying.part(), trying.caught(), replacing(trying, exit))));
    } else if (fiber.top() instanceof Frame.Joining joining) {
      fold.put(fiber.replaceTop(joining.with(new Frame.Leaving.Out(exit, -1))));
      for (FiberId child : Joins.children(fold, id)) leave(fold, child, exit);
    } else {
      goOn(fold, fiber, exit);
    }
  }

  private static Exit replacing(Frame.Trying trying, Exit exit) {
    return exit instanceof Exit.Aborted(RunError error)
            && trying.pending() instanceof Exit.Failed(RunError replaced)
        ? new Exit.Aborted(Errors.suppressing(error, replaced))
        : exit;
  }

  /** Unwinds a fiber from its innermost frame outwards, until something holds it or it ends. */
  static void goOn(Fold fold, Fiber start, Exit why) {
    Fiber fiber = start;
    Exit exit = why;
    while (fiber.frames().size() > 1) {
      Exit next = leaveTop(fold, fiber, exit);
      if (next == null) return;
      exit = next;
      fiber = fiber.pop();
    }
    if (fiber.id().isRoot()) Ending.left(fold, fiber, exit);
    else Joins.left(fold, fiber, exit);
  }

  /** The {@code finally} on top has ended well: what it has held up goes on outwards. */
  static void goOnAfterFinally(Fold fold, Fiber fiber, Exit pending) {
    if (!leaveStep(fold, fiber, pending)) goOn(fold, fiber.pop(), pending);
  }

  /**
   * Leaves the frame on top.
   *
   * @return what goes on outwards; null when the fiber stays
   */
  private static @Nullable Exit leaveTop(Fold fold, Fiber fiber, Exit exit) {
    return switch (fiber.top()) {
      case Frame.Steps steps -> exit;
      case Frame.Revisit revisit -> exit;
      case Frame.Trying trying -> leaveTry(fold, fiber, trying, exit);
      case Frame.Looping looping -> leaveLoop(fold, fiber, looping, exit);
      case Frame.Chosen chosen -> leaveStep(fold, fiber, exit) ? null : exit;
      case Frame.Iterating iterating -> leaveStep(fold, fiber, exit) ? null : exit;
      case Frame.Joining joining -> leaveStep(fold, fiber, exit) ? null : exit;
      case Frame.Again again -> leaveLeaf(fold, fiber, exit);
      case Frame.Calling calling -> leaveLeaf(fold, fiber, exit);
      case Frame.Waiting waiting -> leaveLeaf(fold, fiber, exit);
    };
  }

  private static Exit leaveLeaf(Fold fold, Fiber fiber, Exit exit) {
    Leaves.close(fold, fiber);
    fold.write(JournalEntry.Kind.STEP_CANCELED, fiber.list(), Facts.none().json());
    return exit;
  }

  /** Closes the block step on top; true when it goes on despite the error. */
  private static boolean leaveStep(Fold fold, Fiber fiber, Exit exit) {
    Frame.Steps at = fiber.list();
    if (!(exit instanceof Exit.Failed(RunError error))) {
      fold.write(JournalEntry.Kind.STEP_CANCELED, at, Facts.none().json());
      return false;
    }
    int position = fiber.frames().size() - 1;
    if (fold.step(fiber).head().continueOnError() && Handlers.takes(fiber, position)) {
      goOnDespite(fold, fiber.pop(), error, Facts.none());
      return true;
    }
    fold.write(JournalEntry.Kind.STEP_FAILED, at, Errors.data(error, Facts.none()));
    return false;
  }

  private static @Nullable Exit leaveLoop(
      Fold fold, Fiber fiber, Frame.Looping looping, Exit exit) {
    if (exit instanceof Exit.Failed(RunError error)
        && Handlers.isTolerant(fold.step(fiber))
        && Handlers.takes(fiber, fiber.frames().size() - 1)) {
      Loops.nextItem(fold, fiber, looping, new Outcome(looping.index(), null, error));
      Handlers.forgetIfSaved(fold);
      return null;
    }
    return leaveStep(fold, fiber, exit) ? null : exit;
  }

  private static @Nullable Exit leaveTry(Fold fold, Fiber fiber, Frame.Trying trying, Exit exit) {
    Step.TryCatch block = Blocks.tryCatch(fold, fiber);
    Exit out = exit;
    switch (trying.part()) {
      case BODY -> {
        if (exit instanceof Exit.Failed(RunError error)
            && Handlers.catches(trying, block, error)
            && Handlers.takes(fiber, fiber.frames().size() - 1)) {
          RunError uncaptured = Blocks.handle(fold, fiber, block, error);
          if (uncaptured == null) return null;
          out = new Exit.Failed(Errors.causedBy(uncaptured, error));
        }
      }
      case HANDLER -> out = withCause(exit, trying.caught());
      case FINALIZER -> {
        out = afterFinally(trying.pending(), exit);
        return leaveStep(fold, fiber, out) ? null : out;
      }
    }
    if (block.finalizer() != null) {
      Blocks.finish(fold, fiber, trying, out);
      return null;
    }
    return leaveStep(fold, fiber, out) ? null : out;
  }

  private static Exit withCause(Exit exit, @Nullable RunError caught) {
    return exit instanceof Exit.Failed(RunError error) && caught != null
        ? new Exit.Failed(Errors.causedBy(error, caught))
        : exit;
  }

  /** What goes on when a {@code finally} block itself is left by an error. */
  private static Exit afterFinally(@Nullable Exit pending, Exit exit) {
    if (!(exit instanceof Exit.Failed(RunError error))) return exit;
    return switch (pending) {
      case null -> exit;
      case Exit.Failed(RunError replaced) -> new Exit.Failed(Errors.suppressing(error, replaced));
      case Exit.Returned returned -> exit;
      // Only recorded: the run or branch ends as it would have.
      case Exit.Lost lost -> pending;
      case Exit.Canceled canceled -> pending;
      case Exit.Aborted aborted -> pending;
    };
  }
}

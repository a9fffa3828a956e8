package dev.holdfast.domain.run;

import dev.holdfast.domain.definition.AssignPath;
import dev.holdfast.domain.definition.Step;
import dev.holdfast.domain.definition.StepList;
import dev.holdfast.domain.definition.Value;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Blocks that run in the fiber that comes to them, and what follows the end of a list. */
final class Blocks {
  private Blocks() {}

  /** The list of a block's step that a slot names. */
  static StepList list(Step step, Slot slot) {
    StepList list =
        switch (step) {
          case Step.If branch -> slot.kind() == Slot.Kind.THEN ? branch.then() : branch.otherwise();
          case Step.Switch branch ->
              slot.kind() == Slot.Kind.CASE
                  ? branch.cases().get(slot.number()).steps()
                  : branch.otherwise();
          case Step.ForEach loop -> loop.body();
          case Step.While loop -> loop.body();
          case Step.Parallel parallel -> parallel.branches().get(slot.number()).steps();
          case Step.TryCatch block -> part(block, slot);
          case Step.CallWorkflow other -> null;
          case Step.Return other -> null;
          case Step.Throw other -> null;
          case Step.SetState other -> null;
          case Step.Assign other -> null;
          case Step.CallAction other -> null;
          case Step.WaitForEvent other -> null;
          case Step.WaitForTime other -> null;
        };
    if (list != null) return list;
    throw new IllegalStateException("expected " + step.head().path() + " to have " + slot);
  }

  private static @Nullable StepList part(Step.TryCatch block, Slot slot) {
    if (slot.kind() == Slot.Kind.CATCH) return block.handler();
    return slot.kind() == Slot.Kind.FINALLY ? block.finalizer() : block.body();
  }

  /** Puts a block and its first list on top of a fiber. */
  static Fiber enter(Fold fold, Fiber fiber, Frame block, Slot slot) {
    return open(fold, fiber.push(block), slot);
  }

  /** Puts a list of the block on top of a fiber on top of that. */
  static Fiber open(Fold fold, Fiber fiber, Slot slot) {
    String path = Paths.inside(fiber.list().stepPath(), fold.step(fiber), slot);
    return fiber.push(new Frame.Steps(slot, path, 0, 0, null, null)).with(Fiber.Pace.READY);
  }

  static void begin(Fold fold, Fiber fiber, Step.If step) {
    Visits.started(fold, fiber);
    try {
      boolean holds = Values.condition(fold, Scope.seenBy(fold, fiber), step.condition());
      choose(fold, fiber, holds ? Slot.THEN : step.otherwise() == null ? null : Slot.ELSE);
    } catch (Raised raised) {
      Unwinding.raise(fold, fiber, raised.error());
    }
  }

  static void begin(Fold fold, Fiber fiber, Step.Switch step) {
    Visits.started(fold, fiber);
    try {
      choose(fold, fiber, chosen(fold, Scope.seenBy(fold, fiber), step));
    } catch (Raised raised) {
      Unwinding.raise(fold, fiber, raised.error());
    }
  }

  private static @Nullable Slot chosen(Fold fold, Scope scope, Step.Switch step) {
    Object value = Values.stored(fold, scope, step.value(), "value");
    List<Step.Switch.Case> cases = step.cases();
    for (int i = 0; i < cases.size(); i++) {
      Value when = cases.get(i).when();
      if (Json.equal(value, Values.stored(fold, scope, when, "cases[" + i + "].when"))) {
        return new Slot(Slot.Kind.CASE, i);
      }
    }
    return step.otherwise() == null ? null : Slot.DEFAULT;
  }

  private static void choose(Fold fold, Fiber fiber, @Nullable Slot slot) {
    // A branch not taken leaves nothing.
    if (slot == null) Visits.succeed(fold, fiber, Json.EMPTY_OBJECT);
    else fold.put(enter(fold, fiber, new Frame.Chosen(), slot));
  }

  /** Begins a {@code tryCatch}. */
  static void begin(Fold fold, Fiber fiber) {
    Visits.started(fold, fiber);
    Frame block = new Frame.Trying(Frame.Trying.Part.BODY, null, null);
    fold.put(enter(fold, fiber, block, Slot.TRY));
  }

  /** A list has come to its end: what holds it goes on. */
  static void endOfList(Fold fold, Fiber fiber) {
    if (fiber.frames().size() == 1) {
      endOfFiber(fold, fiber);
      return;
    }
    Fiber outer = fiber.pop();
    switch (outer.top()) {
      case Frame.Chosen chosen -> Visits.succeed(fold, outer, Json.EMPTY_OBJECT);
      case Frame.Iterating iterating -> Loops.next(fold, outer, iterating);
      case Frame.Looping looping -> Loops.itemEnded(fold, outer, looping);
      case Frame.Trying trying -> endOfPart(fold, outer, trying);
      case Frame.Joining joining -> throw unexpected(joining);
      case Frame.Steps steps -> throw unexpected(steps);
      case Frame.Again again -> throw unexpected(again);
      case Frame.Revisit revisit -> throw unexpected(revisit);
      case Frame.Calling calling -> throw unexpected(calling);
      case Frame.Waiting waiting -> throw unexpected(waiting);
    }
  }

  private static IllegalStateException unexpected(Frame frame) {
    return new IllegalStateException("expected a block around a list, but " + frame);
  }

  private static void endOfFiber(Fold fold, Fiber fiber) {
    if (!fiber.id().isRoot()) Joins.succeeded(fold, fiber);
    else if (fold.handling.get()) Ending.handled(fold, null);
    else Ending.succeed(fold, fiber, null);
  }

  private static void endOfPart(Fold fold, Fiber fiber, Frame.Trying trying) {
    if (trying.part() != Frame.Trying.Part.FINALIZER) {
      if (tryCatch(fold, fiber).finalizer() != null) finish(fold, fiber, trying, null);
      else Visits.succeed(fold, fiber, Json.EMPTY_OBJECT);
      return;
    }
    Exit pending = trying.pending();
    if (pending == null) Visits.succeed(fold, fiber, Json.EMPTY_OBJECT);
    else Unwinding.goOnAfterFinally(fold, fiber, pending);
  }

  static Frame.Trying trying(Fiber fiber, int position) {
    if (fiber.frames().get(position) instanceof Frame.Trying trying) return trying;
    throw new IllegalStateException("expected a tryCatch at " + position + " of " + fiber.id());
  }

  static Step.TryCatch tryCatch(Fold fold, Fiber fiber) {
    if (fold.step(fiber) instanceof Step.TryCatch block) return block;
    throw new IllegalStateException("expected a tryCatch at " + fiber.list().stepPath());
  }

  /**
   * Begins the {@code catch} of a block.
   *
   * @return an error that kept it from beginning, or null
   */
  static @Nullable RunError handle(Fold fold, Fiber fiber, Step.TryCatch block, RunError error) {
    AssignPath capture = block.captureErrorAs();
    if (capture != null) {
      try {
        Writes.write(fold, capture, error.toJson(), "captureErrorAs");
      } catch (Raised raised) {
        Frame.Steps at = fiber.list();
        return raised.error().raisedAt(block.head().path(), at.stepPath(), fold.now);
      }
    }
    Frame handling = new Frame.Trying(Frame.Trying.Part.HANDLER, error, null);
    Fiber opened = open(fold, fiber.replaceTop(handling), Slot.CATCH);
    fold.put(opened.replaceTop(opened.list().withError(error)));
    Handlers.forgetIfSaved(fold);
    return null;
  }

  /** Begins the {@code finally} of a block; {@code pending} goes on after it. */
  static void finish(Fold fold, Fiber fiber, Frame.Trying trying, @Nullable Exit pending) {
    Frame.Trying finishing =
        new Frame.Trying(Frame.Trying.Part.FINALIZER, trying.caught(), pending);
    fold.put(open(fold, fiber.replaceTop(finishing), Slot.FINALLY));
  }
}

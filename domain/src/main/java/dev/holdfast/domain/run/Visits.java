package dev.holdfast.domain.run;

import dev.holdfast.domain.definition.Step;
import dev.holdfast.domain.definition.Value;
import dev.holdfast.domain.error.ErrorCode;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.Lookup;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets fibers go on until the run is at rest, and begins each step they come to. */
final class Visits {
  private Visits() {}

  /** Runs to rest: the first fiber in tree order that can go on, until it ends, blocks or forks. */
  static void run(Fold fold) {
    for (FiberId id = fold.next(); id != null; id = fold.next()) {
      Fiber fiber = fold.find(id);
      while (fiber != null) {
        if (!fold.budget.maySpendVisit()) return;
        if (!Ending.endsByLimit(fold)) goOn(fold, fiber);
        fiber = ifReady(fold.find(id));
      }
    }
  }

  /** One that has come to wait for a slot stands in line like any other. */
  private static @Nullable Fiber ifReady(@Nullable Fiber fiber) {
    return fiber != null && fiber.pace() == Fiber.Pace.READY ? fiber : null;
  }

  private static void goOn(Fold fold, Fiber fiber) {
    switch (fiber.top()) {
      case Frame.Steps steps -> {
        if (steps.index() < fold.list(fiber, fiber.listAt()).steps().size()) {
          visit(fold, fiber, fold.step(fiber), null);
        } else {
          Blocks.endOfList(fold, fiber);
        }
      }
      case Frame.Again again -> Retries.handOut(fold, fiber, again.effort());
      case Frame.Revisit revisit -> {
        Fiber bare = fiber.pop();
        visit(fold, bare, fold.step(bare), revisit.key());
      }
      case Frame.Chosen chosen -> throw unexpected(chosen);
      case Frame.Iterating iterating -> throw unexpected(iterating);
      case Frame.Looping looping -> throw unexpected(looping);
      case Frame.Joining joining -> Joins.end(fold, fiber, joining);
      case Frame.Trying trying -> throw unexpected(trying);
      case Frame.Calling calling -> throw unexpected(calling);
      case Frame.Waiting waiting -> throw unexpected(waiting);
    }
  }

  private static IllegalStateException unexpected(Frame frame) {
    return new IllegalStateException("expected a fiber that can go on, but " + frame);
  }

  /**
   * @param key of an earlier visit of the same call; null on the first
   */
  private static void visit(Fold fold, Fiber fiber, Step step, @Nullable String key) {
    if (mustQueue(fold, fiber, step)) return;
    Fiber started = fiber.replaceTop(fold.attempted(fiber.list())).with(Fiber.Pace.READY);
    fold.put(started);
    switch (step) {
      case Step.CallAction call -> Calls.visit(fold, started, call, key);
      case Step.CallWorkflow call -> ChildRuns.visit(fold, started, call);
      case Step.WaitForEvent wait -> EventWaits.visit(fold, started, wait);
      case Step.WaitForTime wait -> TimeWaits.visit(fold, started, wait);
      case Step.Assign assign ->
          atOnce(
              fold,
              started,
              step,
              () -> Writes.assign(fold, scope(fold, started), assign.assignments()));
      case Step.SetState state -> atOnce(fold, started, step, () -> setState(fold, started, state));
      case Step.Throw raise -> atOnce(fold, started, step, () -> raise(fold, started, raise));
      case Step.Return end -> returnFrom(fold, started, end);
      case Step.If branch -> Blocks.begin(fold, started, branch);
      case Step.Switch branch -> Blocks.begin(fold, started, branch);
      case Step.While loop -> Loops.begin(fold, started, loop);
      case Step.ForEach loop -> Loops.begin(fold, started, loop);
      case Step.Parallel parallel -> Joins.begin(fold, started, parallel);
      case Step.TryCatch block -> Blocks.begin(fold, started);
    }
  }

  private static Scope scope(Fold fold, Fiber fiber) {
    return Scope.seenBy(fold, fiber);
  }

  /** A call or child beyond what may be in flight waits, unseen, in tree order. */
  private static boolean mustQueue(Fold fold, Fiber fiber, Step step) {
    if (step instanceof Step.CallAction && !fold.hasCallSlotFor(fiber.id())) {
      fold.put(fiber.with(Fiber.Pace.AWAITS_CALL_SLOT));
      return true;
    }
    if (step instanceof Step.CallWorkflow && !fold.hasChildSlotFor(fiber.id())) {
      fold.put(fiber.with(Fiber.Pace.AWAITS_CHILD_SLOT));
      return true;
    }
    return false;
  }

  /** Writes that a step has begun. */
  static void started(Fold fold, Fiber fiber) {
    started(fold, fiber, Facts.none());
  }

  /**
   * @param more what else the journal says of it
   */
  static void started(Fold fold, Fiber fiber, Facts more) {
    Step.Head head = fold.step(fiber).head();
    fold.noteAttempt(fiber.list());
    fold.write(
        JournalEntry.Kind.STEP_STARTED,
        fiber.list(),
        more.and("type", head.type()).and("definitionStepId", head.id()).json());
  }

  /** Runs a step that ends where it begins. */
  static void atOnce(Fold fold, Fiber fiber, Step step, Runnable work) {
    started(fold, fiber);
    try {
      work.run();
    } catch (Raised raised) {
      Unwinding.raise(fold, fiber, raised.error());
      return;
    }
    succeed(fold, fiber, Json.EMPTY_OBJECT);
  }

  /** Ends the current step well and moves on. Whatever lies on top of its list is done. */
  static void succeed(Fold fold, Fiber fiber, Map<String, @Nullable Object> data) {
    Frame.Steps at = fiber.list();
    fold.write(JournalEntry.Kind.STEP_SUCCEEDED, at, data);
    fold.put(advanced(fiber));
  }

  /** The fiber past its current step. */
  static Fiber advanced(Fiber fiber) {
    Fiber bare = fiber.top() instanceof Frame.Steps ? fiber : fiber.pop();
    return bare.replaceTop(bare.list().next()).with(Fiber.Pace.READY);
  }

  private static void setState(Fold fold, Fiber fiber, Step.SetState step) {
    Object state = Values.stored(fold, Scope.seenBy(fold, fiber), step.state(), "state");
    Writes.write(fold, Writes.META_STATE, state, "state");
  }

  private static void raise(Fold fold, Fiber fiber, Step.Throw step) {
    Scope scope = Scope.seenBy(fold, fiber);
    String code = text(fold, scope, step.code(), "code");
    String message = text(fold, scope, step.message(), "message");
    throw new Raised(
        new RunError(step.category(), code, message, null, null, null, true, Json.EMPTY_OBJECT));
  }

  private static String text(Fold fold, Scope scope, Value value, String field) {
    Lookup found = Values.find(fold, scope, value, field);
    Object result = Sizes.value(found.value(), field).value();
    String text = result instanceof String string ? string : Json.text(result);
    if (result != null && !text.isBlank()) return text;
    String what = found.found() ? Json.kind(result) : "nothing";
    throw new Raised(ErrorCode.INPUT_INVALID, field + ": expected a text, but " + what);
  }

  private static void returnFrom(Fold fold, Fiber fiber, Step.Return step) {
    started(fold, fiber);
    Held value = null;
    try {
      if (step.value() != null) {
        Object result = Values.stored(fold, Scope.seenBy(fold, fiber), step.value(), "value");
        value = Sizes.held(fold, result, "value");
      }
    } catch (Raised raised) {
      Unwinding.raise(fold, fiber, raised.error());
      return;
    }
    fold.write(JournalEntry.Kind.STEP_SUCCEEDED, fiber.list(), Json.EMPTY_OBJECT);
    Unwinding.leaveRun(fold, fiber, new Exit.Returned(value));
  }
}

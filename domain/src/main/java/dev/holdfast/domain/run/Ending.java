package dev.holdfast.domain.run;

import dev.holdfast.domain.definition.Value;
import dev.holdfast.domain.error.ErrorCode;
import dev.holdfast.domain.error.RunError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ways a run ends. */
final class Ending {
  private Ending() {}

  /**
   * The root fiber has come to its end, or a {@code return} has unwound it.
   *
   * @param given what {@code return} gave; null when it gave nothing or there was none
   */
  static void succeed(Fold fold, Fiber root, @Nullable Held given) {
    Object output;
    try {
      output = given == null ? output(fold, root) : given.value();
    } catch (Raised raised) {
      // Nothing can catch it, and a retry evaluates it again.
      fold.put(atItsEnd(fold, root));
      RunError error = Errors.bounded(raised.error()).raisedAt("output", "output", fold.now);
      Handlers.freeze(fold, false);
      fail(fold, root, error);
      return;
    }
    fold.output.set(output);
    fold.writeOfRun(JournalEntry.Kind.RUN_SUCCEEDED, Facts.with("output", output).json());
    end(fold, RunStatus.SUCCEEDED);
    fold.frozen.set(null);
    fold.forgetAttempts();
  }

  private static @Nullable Object output(Fold fold, Fiber root) {
    Value value = fold.program.output();
    if (value == null) return null;
    return Sizes.value(Values.stored(fold, Scope.seenBy(fold, root), value, "output"), "output")
        .value();
  }

  private static Fiber atItsEnd(Fold fold, Fiber root) {
    int size = fold.program.root().steps().size();
    Frame.Steps end = new Frame.Steps(Slot.ROOT, "root", size, 0, null, null);
    return new Fiber(root.id(), List.of(end), Fiber.Pace.READY, false);
  }

  /** The root fiber has been unwound. */
  static void left(Fold fold, Fiber root, Exit exit) {
    switch (exit) {
      case Exit.Failed(RunError error) -> failOrHandled(fold, root, error);
      case Exit.Aborted(RunError error) -> failOrHandled(fold, root, error);
      case Exit.Returned(Held value) -> {
        if (fold.handling.get()) handled(fold, null);
        else succeed(fold, root, value);
      }
      case Exit.Canceled canceled -> cancel(fold);
      case Exit.Lost lost -> throw new IllegalStateException("expected the root to be needed");
    }
  }

  private static void failOrHandled(Fold fold, Fiber root, RunError error) {
    if (fold.handling.get()) handled(fold, error);
    else fail(fold, root, error);
  }

  /** The run will fail: its error handler runs first, outside the deadline. */
  private static void fail(Fold fold, Fiber root, RunError error) {
    fold.error.set(error);
    fold.deadline.set(null);
    if (fold.program.errorHandler() == null) {
      failed(fold, error);
      return;
    }
    fold.handling.set(true);
    Frame.Steps steps = new Frame.Steps(Slot.HANDLER, "errorHandler", 0, 0, error, null);
    fold.put(new Fiber(root.id(), List.of(steps), Fiber.Pace.READY, false));
  }

  /**
   * The error handler has ended; it cannot rescue.
   *
   * @param second its own error, or null
   */
  static void handled(Fold fold, @Nullable RunError second) {
    RunError first = fold.error.get();
    if (first == null) throw new IllegalStateException("expected an error to handle, but none");
    RunError error =
        second == null ? first : Errors.withDetail(first, "handlerError", Errors.json(second));
    failed(fold, error);
  }

  private static void failed(Fold fold, RunError error) {
    fold.error.set(error);
    fold.writeOfRun(JournalEntry.Kind.RUN_FAILED, Errors.data(error, Facts.none()));
    end(fold, RunStatus.FAILED);
  }

  private static void cancel(Fold fold) {
    fold.error.set(null);
    fold.frozen.set(null);
    fold.forgetAttempts();
    fold.writeOfRun(JournalEntry.Kind.RUN_CANCELED, Facts.none().json());
    end(fold, RunStatus.CANCELED);
  }

  private static void end(Fold fold, RunStatus status) {
    for (FiberId id : List.copyOf(fold.fibers.keySet())) fold.remove(id);
    fold.deadline.set(null);
    fold.handling.set(false);
    fold.ending.set(status);
  }

  // --- from outside the steps

  /** The run's deadline. Nothing can catch it. */
  static void timeOut(Fold fold) {
    fold.deadline.set(null);
    Long limit = fold.program.timeoutMs();
    abort(
        fold,
        RunError.of(
            ErrorCode.RUN_TIMEOUT,
            "expected the run to end in time, but it did not",
            Facts.none().andIfGiven("timeoutMs", limit).json()));
  }

  private static void abort(Fold fold, RunError error) {
    if (fold.cancelRequestedAt.get() != null) return;
    RunError raised = error.raisedAt("", "", fold.now);
    if (!fold.handling.get()) Handlers.freeze(fold, false);
    Unwinding.leave(fold, FiberId.ROOT, new Exit.Aborted(raised));
  }

  /**
   * Sees to the limit of visits.
   *
   * @return whether the visit that was to be made is not to be made now
   */
  static boolean endsByLimit(Fold fold) {
    long over = fold.budget.visits() - RunLimits.RUN_VISITS;
    if (over <= 0) return false;
    RunError error =
        RunError.of(
            ErrorCode.STEP_LIMIT,
            "expected at most " + RunLimits.RUN_VISITS + " visits in a run, but more");
    if (over == 1) {
      abort(fold, error);
      return true;
    }
    if (over <= RunLimits.GRACE_VISITS) return false;
    boolean cancelled = fold.cancelRequestedAt.get() != null;
    closeAll(fold, FiberId.ROOT);
    if (cancelled) cancel(fold);
    else if (fold.handling.get()) handled(fold, error);
    else failed(fold, error.raisedAt("", "", fold.now));
    return true;
  }

  /** A cancel that waits for no {@code finally}: forced, or after its grace. */
  static void force(Fold fold) {
    closeAll(fold, FiberId.ROOT);
    cancel(fold);
  }

  /** Closes everything that is open, fibers inside first, each from its innermost step outwards. */
  private static void closeAll(Fold fold, FiberId id) {
    for (FiberId child : Joins.children(fold, id)) closeAll(fold, child);
    Fiber fiber = fold.fiber(id);
    while (fiber.frames().size() > 1) {
      boolean isStep = !(fiber.top() instanceof Frame.Steps);
      if (isStep && !(fiber.top() instanceof Frame.Revisit)) {
        Leaves.close(fold, fiber);
        fold.write(JournalEntry.Kind.STEP_CANCELED, fiber.list(), Facts.none().json());
      }
      fiber = fiber.pop();
    }
    fold.remove(id);
  }
}

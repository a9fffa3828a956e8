package dev.holdfast.domain.run;

import dev.holdfast.domain.definition.Step;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Blocks whose parts are fibers: {@code parallel}, and {@code forEach} with several at a time. */
final class Joins {
  private Joins() {}

  static void begin(Fold fold, Fiber fiber, Step.Parallel step) {
    Visits.started(fold, fiber);
    int branches = step.branches().size();
    Fiber parent = fiber.push(new Frame.Joining(null, 0, 0, 0, Outcomes.NONE, null));
    fold.put(parent.with(Fiber.Pace.BLOCKED));
    for (int i = 0; i < branches; i++) fork(fold, parent.id(), new Slot(Slot.Kind.BRANCH, i));
    endIfDone(fold, parent.id());
  }

  /** Begins a loop over its items, several at a time. */
  static void begin(Fold fold, Fiber fiber, Held items) {
    Fiber parent = fiber.push(new Frame.Joining(items, 0, 0, 0, Outcomes.NONE, null));
    fold.put(parent.with(Fiber.Pace.BLOCKED));
    fill(fold, parent.id());
    endIfDone(fold, parent.id());
  }

  static Frame.Joining joining(Fiber fiber) {
    if (fiber.top() instanceof Frame.Joining joining) return joining;
    throw new IllegalStateException("expected a joining block on top of " + fiber.id());
  }

  private static void fork(Fold fold, FiberId parentId, Slot slot) {
    Fiber parent = fold.fiber(parentId);
    Frame.Joining join = joining(parent);
    fold.put(
        parent.replaceTop(
            new Frame.Joining(
                join.items(),
                join.begun() + 1,
                join.live() + 1,
                join.succeeded(),
                join.outcomes(),
                join.leaving())));
    String path = Paths.inside(parent.list().stepPath(), fold.step(parent), slot);
    Frame.Steps steps = new Frame.Steps(slot, path, 0, 0, null, null);
    FiberId id = parentId.child(slot.number());
    fold.put(new Fiber(id, List.of(steps), Fiber.Pace.READY, false));
  }

  /** Begins items by index as slots come free. */
  private static void fill(Fold fold, FiberId id) {
    Fiber parent = fold.fiber(id);
    Frame.Joining join = joining(parent);
    Held items = join.items();
    if (items == null || join.leaving() != null) return;
    int count = Items.list(items).size();
    int room = Loops.loop(fold, parent).concurrency() - join.live();
    for (int i = join.begun(); i < count && room > 0; i++, room--) {
      fork(fold, id, new Slot(Slot.Kind.BODY, i));
    }
  }

  /** A branch or item has come to its end. */
  static void succeeded(Fold fold, Fiber fiber) {
    Fiber parent = fold.fiber(fiber.id().parent());
    Frame.Joining join = joining(parent);
    Held value = null;
    if (join.items() != null) {
      try {
        value = Loops.collected(fold, fiber, Loops.loop(fold, parent));
      } catch (Raised raised) {
        String path = fiber.list().path();
        Unwinding.fail(
            fold, fiber, raised.error().raisedAt(Paths.staticPath(path), path, fold.now));
        return;
      }
    }
    fold.remove(fiber.id());
    Outcome outcome = new Outcome(fiber.id().number(), value, null);
    boolean wanted = join.items() != null && Loops.loop(fold, parent).collectAs() != null;
    Frame.Joining now =
        new Frame.Joining(
            join.items(),
            join.begun(),
            join.live() - 1,
            join.succeeded() + 1,
            wanted ? join.outcomes().plus(outcome) : join.outcomes(),
            join.leaving());
    fold.put(parent.replaceTop(now));
    if (join.leaving() == null && isWon(fold, parent, now)) win(fold, parent.id());
    else fill(fold, parent.id());
    endIfDone(fold, parent.id());
  }

  private static boolean isWon(Fold fold, Fiber parent, Frame.Joining join) {
    return fold.step(parent) instanceof Step.Parallel step && join.succeeded() >= step.required();
  }

  private static void win(Fold fold, FiberId id) {
    Fiber parent = fold.fiber(id);
    fold.put(parent.replaceTop(joining(parent).with(new Frame.Leaving.Won())));
    for (FiberId child : children(fold, id)) Unwinding.leave(fold, child, new Exit.Lost());
  }

  /** The fibers directly inside, in order. */
  static List<FiberId> children(Fold fold, FiberId parent) {
    List<FiberId> children = new ArrayList<>();
    for (FiberId id : fold.fibers.tailMap(parent, false).keySet()) {
      if (!id.isInside(parent)) break;
      if (id.isDirectlyInside(parent)) children.add(id);
    }
    return children;
  }

  /** A branch or item has been left. */
  static void left(Fold fold, Fiber fiber, Exit exit) {
    fold.remove(fiber.id());
    Fiber parent = fold.fiber(fiber.id().parent());
    Frame.Joining join = joining(parent);
    int number = fiber.id().number();
    Outcomes outcomes = join.outcomes();
    if (exit instanceof Exit.Failed(RunError error) && keepsErrors(fold, parent)) {
      outcomes = outcomes.plus(new Outcome(number, null, error));
    }
    Frame.Leaving leaving = join.leaving();
    if (leaving instanceof Frame.Leaving.Out out && out.by() == number && !out.exit().isFinal()) {
      // Its own finally blocks may have replaced what it is left by.
      leaving = new Frame.Leaving.Out(exit, number);
    }
    fold.put(
        parent.replaceTop(
            new Frame.Joining(
                join.items(), join.begun(), join.live() - 1, join.succeeded(), outcomes, leaving)));
    fill(fold, parent.id());
    endIfDone(fold, parent.id());
  }

  private static boolean keepsErrors(Fold fold, Fiber parent) {
    if (fold.step(parent) instanceof Step.Parallel step) return !step.all();
    return Loops.loop(fold, parent).collectAs() != null;
  }

  /** Whether the block goes on although this branch or item fails. */
  static boolean tolerates(Fold fold, Fiber parent, int number) {
    if (fold.step(parent) instanceof Step.Parallel step) {
      return !step.all() && possible(fold, parent, step, number);
    }
    return Loops.loop(fold, parent).continueOnItemError();
  }

  /** Whether enough branches can still succeed without this one. */
  private static boolean possible(Fold fold, Fiber parent, Step.Parallel step, int number) {
    int lost = 1;
    Frame.Joining join = joining(parent);
    for (FiberId child : children(fold, parent.id())) {
      if (child.number() != number && Handlers.isFailing(fold, fold.fiber(child))) lost++;
    }
    int failed = join.begun() - join.live() - join.succeeded();
    return step.branches().size() - failed - lost >= step.required();
  }

  private static void endIfDone(Fold fold, FiberId id) {
    Fiber parent = fold.find(id);
    if (parent != null && parent.top() instanceof Frame.Joining join && join.live() == 0) {
      end(fold, parent, join);
    }
  }

  /** The last fiber inside has ended. */
  static void end(Fold fold, Fiber parent, Frame.Joining join) {
    switch (join.leaving()) {
      case null -> complete(fold, parent, join);
      case Frame.Leaving.Won won -> Visits.succeed(fold, parent, Json.EMPTY_OBJECT);
      case Frame.Leaving.Out(Exit exit, int by) -> {
        if (exit instanceof Exit.Failed(RunError error)) {
          Unwinding.failBlock(fold, parent, withBranchErrors(fold, parent, join, error));
        } else {
          Unwinding.goOn(fold, parent, exit);
        }
      }
    }
  }

  private static void complete(Fold fold, Fiber parent, Frame.Joining join) {
    Held items = join.items();
    if (items == null) Visits.succeed(fold, parent, Json.EMPTY_OBJECT);
    else {
      Step.ForEach loop = Loops.loop(fold, parent);
      Loops.finish(fold, parent, loop, join.outcomes(), Items.list(items).size());
    }
  }

  private static RunError withBranchErrors(
      Fold fold, Fiber parent, Frame.Joining join, RunError error) {
    if (!(fold.step(parent) instanceof Step.Parallel step) || step.all()) return error;
    List<@Nullable Object> errors = new ArrayList<>();
    for (Outcome outcome : join.outcomes().list()) {
      RunError one = outcome.error();
      if (one == null) continue;
      String branch = step.branches().get(outcome.number()).name();
      errors.add(Facts.with("branch", branch).and("error", Errors.json(one)).json());
    }
    return Errors.withDetail(error, "branchErrors", Json.list(errors));
  }
}

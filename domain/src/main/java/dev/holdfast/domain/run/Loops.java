package dev.holdfast.domain.run;

import dev.holdfast.domain.definition.Step;
import dev.holdfast.domain.definition.Value;
import dev.holdfast.domain.error.ErrorCode;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code while}, and {@code forEach} one item after the other. */
final class Loops {
  private Loops() {}

  static void begin(Fold fold, Fiber fiber, Step.While loop) {
    Visits.started(fold, fiber);
    iterate(fold, fiber, loop, 0);
  }

  static void next(Fold fold, Fiber fiber, Frame.Iterating iterating) {
    if (!(fold.step(fiber) instanceof Step.While loop)) {
      throw new IllegalStateException("expected a while loop at " + fiber.list().stepPath());
    }
    iterate(fold, fiber, loop, iterating.iteration() + 1);
  }

  /**
   * @param fiber with the loop's step, or its frame, on top
   */
  private static void iterate(Fold fold, Fiber fiber, Step.While loop, int iteration) {
    try {
      if (!Values.condition(fold, Scope.seenBy(fold, fiber), loop.condition())) {
        Visits.succeed(fold, fiber, Facts.with("iterations", (long) iteration).json());
        return;
      }
      if (iteration >= loop.maxIterations()) {
        String limit = "expected at most " + loop.maxIterations() + " iterations, but more";
        throw new Raised(ErrorCode.LOOP_LIMIT, limit);
      }
    } catch (Raised raised) {
      Unwinding.raise(fold, fiber, raised.error());
      return;
    }
    Frame frame = new Frame.Iterating(iteration);
    Slot body = new Slot(Slot.Kind.BODY, iteration);
    boolean first = fiber.top() instanceof Frame.Steps;
    fold.put(
        first
            ? Blocks.enter(fold, fiber, frame, body)
            : Blocks.open(fold, fiber.replaceTop(frame), body));
  }

  static void begin(Fold fold, Fiber fiber, Step.ForEach loop) {
    Visits.started(fold, fiber);
    Held items;
    try {
      items = Items.of(fold, Scope.seenBy(fold, fiber), loop);
    } catch (Raised raised) {
      Unwinding.raise(fold, fiber, raised.error());
      return;
    }
    if (loop.concurrency() > 1) {
      Joins.begin(fold, fiber, items);
    } else if (Items.list(items).isEmpty()) {
      finish(fold, fiber, loop, Outcomes.NONE, 0);
    } else {
      Frame frame = new Frame.Looping(items, 0, Outcomes.NONE);
      fold.put(Blocks.enter(fold, fiber, frame, new Slot(Slot.Kind.BODY, 0)));
    }
  }

  static Step.ForEach loop(Fold fold, Fiber fiber) {
    if (fold.step(fiber) instanceof Step.ForEach loop) return loop;
    throw new IllegalStateException("expected a loop at " + fiber.list().stepPath());
  }

  /** The body of the item in hand has ended well. */
  static void itemEnded(Fold fold, Fiber fiber, Frame.Looping looping) {
    Step.ForEach loop = loop(fold, fiber);
    Outcome outcome;
    try {
      Held value = collected(fold, fiber, loop);
      outcome = new Outcome(looping.index(), value, null);
    } catch (Raised raised) {
      String path = bodyPath(fold, fiber, looping.index());
      RunError error = raised.error().raisedAt(Paths.staticPath(path), path, fold.now);
      Unwinding.fail(fold, fiber, error);
      return;
    }
    nextItem(fold, fiber, looping, outcome);
  }

  /** Where an error in {@code collect} happened: in the item, but in no step of it. */
  static String bodyPath(Fold fold, Fiber fiber, int item) {
    Slot body = new Slot(Slot.Kind.BODY, item);
    return Paths.inside(fiber.list().stepPath(), fold.step(fiber), body);
  }

  /** What {@code collect} gives for the item at whose end the fiber stands; null without one. */
  static @Nullable Held collected(Fold fold, Fiber fiber, Step.ForEach loop) {
    Value collect = loop.collect();
    if (collect == null || loop.collectAs() == null) return null;
    Object value = Values.stored(fold, Scope.seenBy(fold, fiber), collect, "collect");
    return Sizes.held(fold, value, "collect");
  }

  /** Takes the outcome of the item in hand and begins the next, or ends the loop. */
  static void nextItem(Fold fold, Fiber fiber, Frame.Looping looping, Outcome outcome) {
    Step.ForEach loop = loop(fold, fiber);
    boolean wanted = loop.collectAs() != null;
    Outcomes outcomes = wanted ? looping.outcomes().plus(outcome) : looping.outcomes();
    int next = looping.index() + 1;
    int count = Items.list(looping.items()).size();
    Frame.Looping moved = new Frame.Looping(looping.items(), Math.min(next, count - 1), outcomes);
    Fiber held = fiber.replaceTop(moved);
    if (next < count) fold.put(Blocks.open(fold, held, new Slot(Slot.Kind.BODY, next)));
    else finish(fold, held, loop, outcomes, count);
  }

  /** All items have ended: writes the collected results and ends the loop. */
  static void finish(Fold fold, Fiber fiber, Step.ForEach loop, Outcomes outcomes, int count) {
    try {
      if (loop.collectAs() != null) {
        Writes.write(fold, loop.collectAs(), results(outcomes), "collectAs");
      }
    } catch (Raised raised) {
      Unwinding.raise(fold, fiber, raised.error());
      return;
    }
    Visits.succeed(fold, fiber, Facts.with("items", (long) count).json());
  }

  private static List<@Nullable Object> results(Outcomes outcomes) {
    List<Outcome> inOrder = new ArrayList<>(outcomes.list());
    inOrder.sort(Comparator.comparingInt(Outcome::number));
    List<@Nullable Object> results = new ArrayList<>(inOrder.size());
    for (Outcome outcome : inOrder) results.add(result(outcome));
    return Json.list(results);
  }

  private static Object result(Outcome outcome) {
    RunError error = outcome.error();
    Held value = outcome.value();
    Facts result = Facts.with("index", (long) outcome.number()).and("ok", error == null);
    if (value != null) result.and("value", value.value());
    if (error != null) result.and("error", error.toJson());
    return result.json();
  }
}

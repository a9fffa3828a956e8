package dev.holdfast.domain.run;

import dev.holdfast.domain.definition.Step;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.retry.RetryDecision;
import dev.holdfast.domain.retry.RetryPolicy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What follows a failed attempt of a call or child, and the attempts after it. */
final class Retries {
  private Retries() {}

  /**
   * An attempt has failed: another one, or the error is the step's.
   *
   * @param facts what else the journal says of the attempt
   */
  static void failed(
      Fold fold,
      Fiber fiber,
      Effort effort,
      RunError raised,
      @Nullable Long minimumDelayMs,
      Facts facts) {
    Frame.Steps at = fiber.list();
    Step step = fold.step(fiber);
    RunError error = Errors.bounded(raised).raisedAt(step.head().path(), at.stepPath(), fold.now);
    RetryDecision.Visit visit =
        new RetryDecision.Visit(fold.start.runId().toString(), at.stepPath(), at.attempt());
    RetryDecision decision =
        RetryDecision.decide(policy(step), error, visit, effort.tries(), minimumDelayMs);
    switch (decision) {
      case RetryDecision.GiveUp giveUp -> Unwinding.raise(fold, fiber, error, facts);
      case RetryDecision.Again(long delayMs) -> rest(fold, fiber, effort, error, delayMs, facts);
    }
  }

  private static @Nullable RetryPolicy policy(Step step) {
    if (step instanceof Step.CallAction call) return call.retry();
    return step instanceof Step.CallWorkflow call ? call.retry() : null;
  }

  private static void rest(
      Fold fold, Fiber fiber, Effort effort, RunError error, long delayMs, Facts facts) {
    Instant due = Times.after(fold.now, delayMs);
    fold.write(
        JournalEntry.Kind.STEP_RETRY_SCHEDULED,
        fiber.list(),
        facts
            .and("error", Errors.json(error))
            .and("delayMs", delayMs)
            .and("dueAt", Json.instant(due))
            .json());
    Effort next = next(effort);
    if (delayMs == 0) {
      fold.put(fiber.replaceTop(new Frame.Again(next)).with(Fiber.Pace.READY));
      return;
    }
    Opened wait = Leaves.open(fold, fiber.list(), OpenWait.Type.RETRY, due, Facts.none());
    fold.put(fiber.replaceTop(new Frame.Resting(next, wait)).with(Fiber.Pace.BLOCKED));
  }

  private static Effort next(Effort effort) {
    return switch (effort) {
      case Effort.Call call ->
          new Effort.Call(call.tries() + 1, call.key(), call.authorKey(), call.input());
      case Effort.Child child -> new Effort.Child(child.tries() + 1, child.payload());
    };
  }

  /** The backoff is over. */
  static void wake(Fold fold, Fiber fiber, Frame.Resting resting, String by) {
    Leaves.resolved(fold, fiber, resting, Facts.with("by", by));
    fold.put(fiber.replaceTop(new Frame.Again(resting.effort())).with(Fiber.Pace.READY));
  }

  /** Begins the next attempt, as soon as there is a slot for it. */
  static void handOut(Fold fold, Fiber fiber, Effort effort) {
    Fiber bare = fiber.pop();
    Fiber started = bare.replaceTop(fold.attempted(bare.list()));
    switch (effort) {
      case Effort.Call call -> {
        if (fold.hasCallSlotFor(fiber.id()))
          Calls.handOut(fold, started, Calls.step(fold, bare), call);
        else fold.put(fiber.with(Fiber.Pace.AWAITS_CALL_SLOT));
      }
      case Effort.Child child -> {
        if (fold.hasChildSlotFor(fiber.id()))
          ChildRuns.handOut(fold, started, ChildRuns.step(fold, bare), child);
        else fold.put(fiber.with(Fiber.Pace.AWAITS_CHILD_SLOT));
      }
    }
  }
}

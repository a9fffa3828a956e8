package dev.holdfast.domain.run;

import dev.holdfast.domain.definition.Step;
import dev.holdfast.domain.definition.Value;
import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.ErrorCode;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.Limits;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Child runs: starting them, and what their ends do. */
final class ChildRuns {
  private ChildRuns() {}

  static void visit(Fold fold, Fiber fiber, Step.CallWorkflow step) {
    Held payload;
    try {
      payload = payload(fold, Scope.seenBy(fold, fiber), step.input());
    } catch (Raised raised) {
      Visits.started(fold, fiber);
      Unwinding.raise(fold, fiber, raised.error());
      return;
    }
    handOut(fold, fiber, step, new Effort.Child(1, payload));
  }

  private static Held payload(Fold fold, Scope scope, @Nullable Value value) {
    if (value == null) return Held.of(Json.EMPTY_OBJECT);
    Object payload = Values.input(fold, scope, value, "inputMapping");
    if (!(payload instanceof Map<?, ?>)) {
      throw new Raised(
          ErrorCode.INPUT_INVALID, "inputMapping: expected an object, but " + Json.kind(payload));
    }
    Held held = Sizes.value(payload, "inputMapping", Limits.START_PAYLOAD_BYTES, Limits.DEPTH);
    return Sizes.keep(fold, held, "inputMapping");
  }

  /** Begins an attempt: each starts a run of its own. */
  static void handOut(Fold fold, Fiber fiber, Step.CallWorkflow step, Effort.Child effort) {
    Map<String, @Nullable Object> payload = Json.asObject(effort.payload().value());
    Visits.started(fold, fiber, Facts.none().andIfGiven("input", payload));
    Frame.Steps at = fiber.list();
    UUID childRunId = Leaves.id(fold, at, "run");
    fold.write(
        JournalEntry.Kind.CHILD_STARTED,
        at,
        Facts.with("runId", childRunId.toString())
            .and("workflow", step.workflow())
            .and("version", step.version() == null ? null : (long) step.version())
            .and("detached", step.detached())
            .json());
    start(fold, at, step, childRunId, effort);
    if (step.detached()) {
      finish(fold, fiber, step, Facts.with("runId", childRunId.toString()).json(), null);
      return;
    }
    Facts facts = Facts.with("runId", childRunId.toString());
    Opened wait = Leaves.open(fold, at, OpenWait.Type.CHILD, null, facts);
    Frame parenting = new Frame.Parenting(effort, childRunId, wait);
    fold.put(fiber.push(parenting).with(Fiber.Pace.BLOCKED));
  }

  private static void start(
      Fold fold, Frame.Steps at, Step.CallWorkflow step, UUID childRunId, Effort.Child effort) {
    Map<String, @Nullable Object> payload = Json.asObject(effort.payload().value());
    fold.effects.add(
        new Effect.StartChild(
            childRunId,
            at.stepPath(),
            step.workflow(),
            step.version(),
            payload == null ? Json.EMPTY_OBJECT : payload,
            step.detached()));
  }

  /** The node that was to start the child may be gone; starting it twice is harmless. */
  static void lost(Fold fold, Fiber fiber, Frame.Parenting parenting) {
    start(fold, fiber.list(), step(fold, fiber), parenting.childRunId(), parenting.effort());
  }

  static Step.CallWorkflow step(Fold fold, Fiber fiber) {
    if (fold.step(fiber) instanceof Step.CallWorkflow step) return step;
    throw new IllegalStateException("expected a callWorkflow at " + fiber.list().stepPath());
  }

  private static @Nullable Fiber parentOf(Fold fold, UUID childRunId) {
    for (Fiber fiber : fold.fibers.values()) {
      if (fiber.top() instanceof Frame.Parenting parenting
          && parenting.childRunId().equals(childRunId)) {
        return fiber;
      }
    }
    return null;
  }

  static Verdict ended(Fold fold, Input.ChildFinished input) {
    Fiber fiber = parentOf(fold, input.childRunId());
    if (fiber == null || !(fiber.top() instanceof Frame.Parenting parenting)) {
      return Calls.closed("child", input.childRunId());
    }
    Input.ChildResult result = input.result();
    String runId = input.childRunId().toString();
    Leaves.resolved(
        fold,
        fiber,
        parenting,
        Facts.with("by", "child").and("runId", runId).and("status", result.status().name()));
    switch (result.status()) {
      case SUCCEEDED -> {
        Map<String, @Nullable Object> childRun =
            Facts.with("runId", runId)
                .and("status", result.status().name())
                .and("output", result.output())
                .and("payload", result.payload())
                .and("vars", result.vars())
                .and("meta", result.meta())
                .json();
        finish(fold, fiber, step(fold, fiber), childRun, result.output());
      }
      case FAILED -> fail(fold, fiber, parenting, failed(runId, result));
      case CANCELED -> {
        RunError error =
            RunError.of(
                ErrorCode.CHILD_CANCELED,
                "child run " + runId + " was cancelled",
                Facts.with("runId", runId).json());
        fail(fold, fiber, parenting, error);
      }
      case RUNNING, WAITING ->
          throw new IllegalArgumentException("expected an ended child, but " + result.status());
    }
    return new Verdict.Applied(parenting.opened().waitId());
  }

  private static RunError failed(String runId, Input.ChildResult result) {
    RunError cause = result.error();
    Facts details = Facts.with("runId", runId);
    if (cause != null) details.and("error", Errors.json(cause));
    String why = cause == null ? "" : ": " + cause.code();
    return RunError.of(
        ErrorCode.CHILD_FAILED, "child run " + runId + " failed" + why, details.json());
  }

  static Verdict refused(Fold fold, Input.ChildRefused input) {
    Fiber fiber = parentOf(fold, input.childRunId());
    if (fiber == null || !(fiber.top() instanceof Frame.Parenting parenting)) {
      return Calls.closed("child", input.childRunId());
    }
    RunError given = input.error();
    RunError error =
        new RunError(
            ErrorCategory.CHILD_RUN,
            given.code(),
            given.message(),
            null,
            null,
            null,
            given.retryable(),
            given.details());
    Leaves.resolved(fold, fiber, parenting, Facts.with("by", "refusal"));
    fail(fold, fiber, parenting, error);
    return new Verdict.Applied(parenting.opened().waitId());
  }

  private static void fail(Fold fold, Fiber fiber, Frame.Parenting parenting, RunError error) {
    Retries.failed(fold, fiber, parenting.effort(), error, null, Facts.none());
  }

  /**
   * @param output of the child, for the journal
   */
  private static void finish(
      Fold fold,
      Fiber fiber,
      Step.CallWorkflow step,
      Map<String, @Nullable Object> childRun,
      @Nullable Object output) {
    try {
      Writes.assign(fold, Scope.seenBy(fold, fiber, childRun), step.outputMapping());
    } catch (Raised raised) {
      Unwinding.raise(fold, fiber, raised.error());
      return;
    }
    Visits.succeed(fold, fiber, Facts.none().and("output", output).json());
  }
}

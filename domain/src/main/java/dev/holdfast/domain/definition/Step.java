package dev.holdfast.domain.definition;

import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.retry.RetryPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One compiled step. */
public sealed interface Step {
  Head head();

  /**
   * What every step has.
   *
   * @param id unique in the document; nothing at run time depends on it
   * @param type as written, such as {@code control.if}
   * @param path static path, such as {@code root.steps[3].try.steps[2]}
   * @param continueOnError {@code onError.policy} is {@code continue}
   */
  record Head(
      String id, String type, @Nullable String name, String path, boolean continueOnError) {}

  record If(Head head, Value condition, StepList then, @Nullable StepList otherwise)
      implements Step {}

  /** {@code control.switch}; {@code cases} in document order. */
  record Switch(Head head, Value value, List<Case> cases, @Nullable StepList otherwise)
      implements Step {
    /** {@code when} may be any value; the first equal one is taken. */
    public record Case(Value when, StepList steps) {}
  }

  /**
   * {@code control.forEach}.
   *
   * @param concurrency items in flight at most; 1 runs them one after the other
   * @param collectAs where the results go; null when they are not wanted
   */
  record ForEach(
      Head head,
      Value items,
      String itemVar,
      int concurrency,
      StepList body,
      boolean continueOnItemError,
      @Nullable AssignPath collectAs,
      @Nullable Value collect)
      implements Step {}

  record While(Head head, Value condition, StepList body, int maxIterations) implements Step {}

  /**
   * {@code control.parallel}.
   *
   * @param required successes that end the block; equal to the number of branches for {@code all}
   * @param all true for {@code join: all}, which fails at the first error
   */
  record Parallel(Head head, List<Branch> branches, int required, boolean all) implements Step {
    /** A branch's list has the path {@code ….branches[name]}. */
    public record Branch(String name, StepList steps) {}
  }

  /**
   * {@code control.tryCatch}.
   *
   * @param handler null when there is no {@code catch}
   * @param catchOn categories' texts or codes; empty catches everything
   */
  record TryCatch(
      Head head,
      StepList body,
      @Nullable StepList handler,
      @Nullable AssignPath captureErrorAs,
      List<String> catchOn,
      @Nullable StepList finalizer)
      implements Step {}

  /**
   * {@code control.callWorkflow}.
   *
   * @param workflow id or key as written
   * @param version null means {@code latest}, fixed when the child starts
   * @param input the child's payload; null sends an empty object
   */
  record CallWorkflow(
      Head head,
      String workflow,
      @Nullable Integer version,
      @Nullable Value input,
      List<Assignment> outputMapping,
      @Nullable RetryPolicy retry,
      boolean detached)
      implements Step {}

  /** {@code control.return}; {@code value} is null when none is given (a given null is a value). */
  record Return(Head head, @Nullable Value value) implements Step {}

  record Throw(Head head, Value code, Value message, ErrorCategory category) implements Step {}

  record SetState(Head head, Value state) implements Step {}

  record Assign(Head head, List<Assignment> assignments) implements Step {}

  /**
   * {@code action.call}.
   *
   * @param input null sends an empty object
   * @param retry the step's, else the action's hint, else the definition's default; null means one
   *     attempt
   * @param timeoutMs per attempt; the step's, else the definition's default, else the action's
   * @param idempotencyKey the author's key; null when the key is the run's own or the action's
   */
  record CallAction(
      Head head,
      String actionId,
      int version,
      @Nullable Value input,
      @Nullable AssignPath saveAs,
      @Nullable Value idempotencyKey,
      @Nullable RetryPolicy retry,
      long timeoutMs)
      implements Step {}

  /**
   * {@code event.wait}.
   *
   * @param timeoutMs null waits for ever
   * @param continueOnTimeout {@code onTimeout: continue}
   */
  record WaitForEvent(
      Head head,
      String eventName,
      Value correlationKey,
      List<FilterTemplate> filters,
      @Nullable Long timeoutMs,
      List<Assignment> assignments,
      Lookback lookback,
      boolean continueOnTimeout)
      implements Step {}

  /** {@code time.wait}; exactly one of {@code durationMs} and {@code until} is given. */
  record WaitForTime(
      Head head, @Nullable Long durationMs, @Nullable Value until, List<Assignment> assignments)
      implements Step {}
}

package dev.holdfast.domain.error;

/** The codes of errors that the core itself makes. Actions and authors bring their own. */
public enum ErrorCode {
  /** An expression failed while it was evaluated. */
  EXPRESSION_FAILED(ErrorCategory.EXPRESSION, false),
  /** An expression passed one of its limits. */
  EXPRESSION_LIMIT(ErrorCategory.EXPRESSION, false),
  /** A condition is missing or gave something other than true or false. */
  CONDITION_NOT_BOOLEAN(ErrorCategory.EXPRESSION, false),
  /** The items of a loop are no list. */
  ITEMS_NOT_A_LIST(ErrorCategory.VALIDATION, false),
  /** The correlation key of a wait is null, blank, too long, an object or a list. */
  WAIT_KEY_INVALID(ErrorCategory.VALIDATION, false),
  /** A value is larger than one value may be. */
  VALUE_TOO_LARGE(ErrorCategory.VALIDATION, false),
  /** A write would make the run's data larger than it may be. */
  STATE_TOO_LARGE(ErrorCategory.VALIDATION, false),
  /** A write leads through a scalar or past the end of a list. */
  ASSIGN_PATH_INVALID(ErrorCategory.VALIDATION, false),
  /** An action's input does not fit its schema. */
  INPUT_INVALID(ErrorCategory.VALIDATION, false),
  /** An action's output does not fit its schema. */
  OUTPUT_INVALID(ErrorCategory.VALIDATION, false),
  /** No event came in time. */
  WAIT_TIMEOUT(ErrorCategory.TIMEOUT, true),
  /** An attempt took longer than its timeout. */
  STEP_TIMEOUT(ErrorCategory.TIMEOUT, true),
  /** The run took longer than its definition allows. */
  RUN_TIMEOUT(ErrorCategory.TIMEOUT, false),
  /** A child run failed; its error is in the details. */
  CHILD_FAILED(ErrorCategory.CHILD_RUN, true),
  /** A child run was cancelled. */
  CHILD_CANCELED(ErrorCategory.CHILD_RUN, true),
  /** A loop reached its maximum of iterations. */
  LOOP_LIMIT(ErrorCategory.ACTION, false),
  /** The run has made as many visits as a run may. */
  STEP_LIMIT(ErrorCategory.ACTION, false),
  /** The run has taken as many events as a run may. */
  EVENT_LIMIT(ErrorCategory.ACTION, false),
  /** An author's key was used before with another input. */
  IDEMPOTENCY_KEY_REUSED(ErrorCategory.ACTION, false),
  /** The workers of one attempt were lost time and again. */
  WORKER_LOST(ErrorCategory.INTERNAL, true);

  private final ErrorCategory category;
  private final boolean retryable;

  ErrorCode(ErrorCategory category, boolean retryable) {
    this.category = category;
    this.retryable = retryable;
  }

  public ErrorCategory category() {
    return category;
  }

  /** Whether a retry policy without {@code retryOn} may try again. */
  public boolean retryable() {
    return retryable;
  }
}

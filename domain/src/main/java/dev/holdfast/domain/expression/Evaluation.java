package dev.holdfast.domain.expression;

import org.jspecify.annotations.Nullable;

/** What came of an evaluation. {@code steps} is the counted cost, equal on every JVM. */
public sealed interface Evaluation {
  long steps();

  /** A JSON value in the core's vocabulary, sharing nothing mutable with the scope. */
  record Value(@Nullable Object value, long steps) implements Evaluation {}

  /**
   * The expression found nothing: not the same as null.
   *
   * @param path the last plain path that was not there, such as {@code payload.customer.tier}, when
   *     that is known
   */
  record Missing(@Nullable String path, long steps) implements Evaluation {}

  /**
   * The expression failed.
   *
   * @param limit true when a limit was passed ({@code EXPRESSION_LIMIT}), false for any other
   *     failure ({@code EXPRESSION_FAILED})
   * @param reason a stable reason code such as {@code STEP_BUDGET} or the language's {@code T2001}
   * @param message a sentence without values of the run's data
   * @param offset the position in the source, or -1
   */
  record Failed(boolean limit, String reason, String message, int offset, long steps)
      implements Evaluation {}
}

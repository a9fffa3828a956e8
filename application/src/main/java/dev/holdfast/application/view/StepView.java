package dev.holdfast.application.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a step, as the journal tells it.
 *
 * @param seq of its StepStarted
 * @param completedAt null while it is open
 * @param input a view; null where there is none
 * @param error as the error's JSON form; null where there is none
 * @param call null for every step but an action call
 */
public record StepView(
    long seq,
    String stepPath,
    String executionPath,
    String definitionStepId,
    String type,
    Status status,
    int attempt,
    Instant startedAt,
    @Nullable Instant completedAt,
    @Nullable Object input,
    @Nullable Object output,
    @Nullable Object error,
    @Nullable Call call) {
  /** Where an attempt stands. */
  public enum Status {
    STARTED,
    SUCCEEDED,
    FAILED,
    RETRY_SCHEDULED,
    CANCELED,
    SKIPPED,
    /** Failed, but the step's policy said go on. */
    CONTINUED
  }

  /** Which action was called, under which key. */
  public record Call(String actionId, long version, String idempotencyKey) {}
}

package dev.holdfast.application.view;

import dev.holdfast.domain.run.CallAnswer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call of an action.
 *
 * @param seq of its StepStarted; 0 for an answer that came late
 * @param late an answer that came when nobody waited for it; applied to nothing
 * @param reason why a late answer was not applied
 */
public record InvocationView(
    long seq,
    @Nullable String executionPath,
    int attempt,
    @Nullable String actionId,
    @Nullable Long version,
    @Nullable String idempotencyKey,
    Status status,
    Instant startedAt,
    @Nullable Instant completedAt,
    @Nullable Object output,
    @Nullable Object error,
    boolean late,
    @Nullable String reason) {
  /** Where a call stands. */
  public enum Status {
    STARTED,
    SUCCEEDED,
    FAILED
  }

  /** The call of a step that is one. */
  public static InvocationView of(StepView step, StepView.Call call) {
    Status status =
        switch (step.status()) {
          case STARTED -> Status.STARTED;
          case SUCCEEDED -> Status.SUCCEEDED;
          case FAILED, RETRY_SCHEDULED, CANCELED, SKIPPED, CONTINUED -> Status.FAILED;
        };
    return new InvocationView(
        step.seq(),
        step.executionPath(),
        step.attempt(),
        call.actionId(),
        call.version(),
        call.idempotencyKey(),
        status,
        step.startedAt(),
        step.completedAt(),
        step.output(),
        step.error(),
        false,
        null);
  }

  /** An answer that came late. */
  public static InvocationView of(LateResult result) {
    Object output = result.answer() instanceof CallAnswer.Done done ? done.output() : null;
    Object error =
        result.answer() instanceof CallAnswer.Failed failed ? failed.error().toJson() : null;
    return new InvocationView(
        0,
        null,
        result.attempt(),
        null,
        null,
        null,
        error == null ? Status.SUCCEEDED : Status.FAILED,
        result.at(),
        result.at(),
        Redaction.of(output),
        Redaction.of(error),
        true,
        result.reason());
  }
}

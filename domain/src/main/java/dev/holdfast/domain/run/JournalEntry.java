package dev.holdfast.domain.run;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened.
 *
 * @param seq from 1, without gaps
 * @param at logical time of the fold
 * @param stepPath static path; empty for the run itself
 * @param executionPath path of the visit; empty for the run itself
 * @param attempt from 1; 0 for the run itself
 * @param data JSON values, unredacted; views are redacted before they are stored
 */
public record JournalEntry(
    long seq,
    Instant at,
    Kind kind,
    String stepPath,
    String executionPath,
    int attempt,
    Map<String, @Nullable Object> data) {
  /** What can happen. */
  public enum Kind {
    RUN_STARTED("RunStarted"),
    STEP_STARTED("StepStarted"),
    STEP_SUCCEEDED("StepSucceeded"),
    STEP_FAILED("StepFailed"),
    STEP_RETRY_SCHEDULED("StepRetryScheduled"),
    STEP_CONTINUED("StepContinued"),
    STEP_CANCELED("StepCanceled"),
    STEP_SKIPPED("StepSkipped"),
    WAIT_OPENED("WaitOpened"),
    WAIT_RESOLVED("WaitResolved"),
    WAIT_TIMED_OUT("WaitTimedOut"),
    WAIT_CANCELED("WaitCanceled"),
    CHILD_STARTED("ChildStarted"),
    CANCEL_REQUESTED("CancelRequested"),
    OPERATOR_APPLIED("OperatorApplied"),
    RUN_SUCCEEDED("RunSucceeded"),
    RUN_FAILED("RunFailed"),
    RUN_CANCELED("RunCanceled");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }
}

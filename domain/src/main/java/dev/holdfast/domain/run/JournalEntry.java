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
  /**
   * What can happen, and what {@code data} says of it. Members in brackets are there only when
   * there is something to say. An {@code error} is {@code {category, code, message, stepPath,
   * executionPath, at, retryable, details}}; instants are texts with milliseconds; {@code logs} are
   * the lines that came with the answer, each {@code {level, message, fields}}.
   *
   * <table>
   *   <caption>Members of {@code data} by kind</caption>
   *   <tr><th>kind</th><th>data</th></tr>
   *   <tr><td>RunStarted</td><td>payload, [eventId], [parentRunId]</td></tr>
   *   <tr><td>StepStarted</td><td>type, definitionStepId; calls: input, actionId, actionVersion,
   *     idempotencyKey; children: input</td></tr>
   *   <tr><td>StepSucceeded</td><td>calls and children: output, [logs]; event waits: output (the
   *     payload) or timedOut; {@code forEach}: items, {@code while}: iterations</td></tr>
   *   <tr><td>StepFailed, StepContinued</td><td>error, [logs]</td></tr>
   *   <tr><td>StepRetryScheduled</td><td>error, delayMs, dueAt, [logs]</td></tr>
   *   <tr><td>StepCanceled</td><td>nothing</td></tr>
   *   <tr><td>WaitOpened</td><td>waitId, type, [dueAt]; event waits: eventName, correlationKey,
   *     filters; children: runId; callbacks: [logs]</td></tr>
   *   <tr><td>WaitResolved</td><td>waitId, type, by ({@code timer}, {@code event}, {@code callback},
   *     {@code child}, {@code refusal}, {@code operator}); events: eventId; children: runId,
   *     status</td></tr>
   *   <tr><td>WaitTimedOut</td><td>waitId, type, by ({@code timer} or {@code operator})</td></tr>
   *   <tr><td>WaitCanceled</td><td>waitId, type</td></tr>
   *   <tr><td>ChildStarted</td><td>runId, workflow, version (null: the newest), detached</td></tr>
   *   <tr><td>CancelRequested</td><td>reason, force</td></tr>
   *   <tr><td>OperatorApplied</td><td>command, reason; {@code resume}: waitId, timeout; {@code
   *     retry} and {@code requeue-event-wait}: repairs, each {@code {path, value}}</td></tr>
   *   <tr><td>RunSucceeded</td><td>output</td></tr>
   *   <tr><td>RunFailed</td><td>error</td></tr>
   *   <tr><td>RunCanceled</td><td>nothing</td></tr>
   * </table>
   *
   * <p>Every attempt of a step has one entry that ends it, as has every wait. An attempt whose
   * retry is scheduled has ended; when the backoff after it is cancelled, StepCanceled follows.
   */
  public enum Kind {
    RUN_STARTED("RunStarted"),
    STEP_STARTED("StepStarted"),
    STEP_SUCCEEDED("StepSucceeded"),
    STEP_FAILED("StepFailed"),
    STEP_RETRY_SCHEDULED("StepRetryScheduled"),
    STEP_CONTINUED("StepContinued"),
    STEP_CANCELED("StepCanceled"),
    /** Of graphs, for nodes that no edge led to. */
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

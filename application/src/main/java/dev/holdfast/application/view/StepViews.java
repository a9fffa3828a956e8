package dev.holdfast.application.view;

import dev.holdfast.application.view.StepView.Status;
import dev.holdfast.domain.run.JournalEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal as steps: one item per attempt, in the order they began. Attempts that began
 * before the entries given are left out.
 */
public final class StepViews {
  private final Map<Attempt, StepView> steps = new LinkedHashMap<>();

  public static List<StepView> of(List<JournalEntry> journal) {
    StepViews views = new StepViews();
    views.add(journal);
    return views.list();
  }

  /** The attempts so far, as far as they are known. */
  public List<StepView> list() {
    return new ArrayList<>(steps.values());
  }

  /** Takes in further entries; an end may be given twice. */
  public void add(List<JournalEntry> journal) {
    for (JournalEntry entry : journal) {
      Attempt attempt = new Attempt(entry.executionPath(), entry.attempt());
      switch (entry.kind()) {
        case STEP_STARTED -> steps.put(attempt, started(entry, Status.STARTED));
        case STEP_SKIPPED -> steps.put(attempt, started(entry, Status.SKIPPED));
        case STEP_SUCCEEDED -> close(attempt, entry, Status.SUCCEEDED);
        case STEP_FAILED -> close(attempt, entry, Status.FAILED);
        case STEP_RETRY_SCHEDULED -> close(attempt, entry, Status.RETRY_SCHEDULED);
        case STEP_CONTINUED -> close(attempt, entry, Status.CONTINUED);
        case STEP_CANCELED -> close(attempt, entry, Status.CANCELED);
        case RUN_STARTED,
            WAIT_OPENED,
            WAIT_RESOLVED,
            WAIT_TIMED_OUT,
            WAIT_CANCELED,
            CHILD_STARTED,
            CANCEL_REQUESTED,
            OPERATOR_APPLIED,
            RUN_SUCCEEDED,
            RUN_FAILED,
            RUN_CANCELED -> {}
      }
    }
  }

  private record Attempt(String executionPath, int number) {}

  private static StepView started(JournalEntry entry, Status status) {
    Map<String, @Nullable Object> data = entry.data();
    return new StepView(
        entry.seq(),
        entry.stepPath(),
        entry.executionPath(),
        String.valueOf(data.get("definitionStepId")),
        String.valueOf(data.get("type")),
        status,
        entry.attempt(),
        entry.at(),
        status == Status.SKIPPED ? entry.at() : null,
        data.get("input"),
        null,
        null,
        call(data));
  }

  private static StepView.@Nullable Call call(Map<String, @Nullable Object> data) {
    return data.get("actionId") instanceof String actionId
            && data.get("actionVersion") instanceof Long version
            && data.get("idempotencyKey") instanceof String key
        ? new StepView.Call(actionId, version, key)
        : null;
  }

  private void close(Attempt attempt, JournalEntry entry, Status status) {
    steps.computeIfPresent(
        attempt,
        (_, open) ->
            new StepView(
                open.seq(),
                open.stepPath(),
                open.executionPath(),
                open.definitionStepId(),
                open.type(),
                status,
                open.attempt(),
                open.startedAt(),
                entry.at(),
                open.input(),
                entry.data().get("output"),
                entry.data().get("error"),
                open.call()));
  }
}

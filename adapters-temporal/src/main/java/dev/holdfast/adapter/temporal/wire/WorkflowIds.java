package dev.holdfast.adapter.temporal.wire;

import java.util.UUID;

/** What runs are called in Temporal. */
public final class WorkflowIds {
  private WorkflowIds() {}

  public static String of(UUID runId) {
    return "run-" + runId;
  }
}

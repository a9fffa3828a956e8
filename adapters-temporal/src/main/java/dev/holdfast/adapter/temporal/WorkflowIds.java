package dev.holdfast.adapter.temporal;

import java.util.UUID;

/** What runs are called in Temporal. */
final class WorkflowIds {
  private WorkflowIds() {}

  static String of(UUID runId) {
    return "run-" + runId;
  }
}

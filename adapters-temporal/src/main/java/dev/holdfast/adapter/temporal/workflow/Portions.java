package dev.holdfast.adapter.temporal.workflow;

import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * What a workflow asks for in one workflow task goes to the server in one piece, which has a limit
 * of four megabytes: more than a quarter of that takes several tasks. For workflow code.
 */
final class Portions {
  private static final int LARGEST = 1 << 20;
  private static final Duration BREATH = Duration.ofMillis(1);

  private long task;
  private int bytes;

  /** Waits until there is room for so much. */
  void take(int size) {
    if (task != Workflow.getInfo().getHistoryLength()) bytes = 0;
    if (bytes > 0 && bytes + size > LARGEST) {
      Workflow.sleep(BREATH);
      bytes = 0;
    }
    // Each task begins with a longer history.
    task = Workflow.getInfo().getHistoryLength();
    bytes += size;
  }
}

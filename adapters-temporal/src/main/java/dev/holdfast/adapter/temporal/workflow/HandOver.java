package dev.holdfast.adapter.temporal.workflow;

import dev.holdfast.adapter.temporal.wire.UndoneBytes;
import dev.holdfast.domain.run.Effect;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.util.List;

/**
 * When a run's history is long enough to go on in another. Inputs are taken to the last; what they
 * ask for is handed over instead of being begun, as soon as nothing is in flight. A run in which
 * always something is in flight must let it end when its history presses. For workflow code.
 */
final class HandOver {
  private static final int PRESSING = 3;
  private static final int PRESSING_EVENTS = 12_000;
  private static final long PRESSING_BYTES = 12L << 20;

  /** With the state, which has at most a megabyte, below what a server takes in one piece. */
  private static final int LARGEST = 512 * 1024;

  private final int above;

  /**
   * @param above events; 0 leaves it to the server
   */
  HandOver(int above) {
    this.above = above;
  }

  boolean isWanted() {
    WorkflowInfo run = Workflow.getInfo();
    return above > 0 ? run.getHistoryLength() > above : run.isContinueAsNewSuggested();
  }

  /** Whether what is asked for now is left to the next generation. */
  boolean takesOver(boolean idle) {
    return isWanted() && (idle || isPressing());
  }

  /** Whether the next generation can take so much with it, beside the run's state. */
  static boolean fits(List<Effect> undone) {
    return UndoneBytes.of(undone).length <= LARGEST;
  }

  private boolean isPressing() {
    WorkflowInfo run = Workflow.getInfo();
    return run.getHistoryLength() > Math.max((long) above * PRESSING, PRESSING_EVENTS)
        || run.getHistorySize() > PRESSING_BYTES;
  }

  /** The next generation begins with what has been told. */
  boolean wantsTold(boolean idle, Telling telling) {
    return idle && isWanted() && telling.hasSomething();
  }
}

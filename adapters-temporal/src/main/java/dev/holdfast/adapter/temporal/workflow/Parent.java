package dev.holdfast.adapter.temporal.workflow;

import dev.holdfast.adapter.temporal.wire.Letter;
import dev.holdfast.adapter.temporal.wire.ParentOrder;
import dev.holdfast.adapter.temporal.wire.RunActivities;
import dev.holdfast.adapter.temporal.wire.RunWorkflow;
import dev.holdfast.adapter.temporal.wire.WorkflowIds;
import dev.holdfast.application.driver.ChildEnds;
import dev.holdfast.domain.run.RunState;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.UUID;

/** A run's parent hears of its end. For workflow code. */
final class Parent {
  private Parent() {}

  /** Waits until the parent's workflow has it, or is gone: then nobody is interested any more. */
  static void tell(RunState ended, Instant at) {
    UUID parent = ChildEnds.waitingParent(ended);
    if (parent == null) return;
    byte[] letter = Letter.own(ChildEnds.of(ended, at)).toBytes();
    try {
      Workflow.newUntypedExternalWorkflowStub(WorkflowIds.of(parent))
          .signal(RunWorkflow.INPUT, (Object) letter);
    } catch (SignalExternalWorkflowException | ApplicationFailure e) {
      // It has ended, or just goes on in another execution, or was ended by force: a worker can
      // ask.
      byte[] order = new ParentOrder(parent, letter).toBytes();
      Stubs.untilDone().execute(RunActivities.TELL_PARENT, Void.class, (Object) order);
    }
  }
}

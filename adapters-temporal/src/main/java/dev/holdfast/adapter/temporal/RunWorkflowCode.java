package dev.holdfast.adapter.temporal;

import dev.holdfast.domain.run.Reducer;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** One generation of a run's workflow. */
final class RunWorkflowCode implements RunWorkflow {
  private final RunLoop loop;
  private @Nullable RunOrder next;

  /** Restores the run before any signal is taken in. */
  RunWorkflowCode(byte[] order, Reducer reducer, ProgramCache programs) {
    RunOrder read = RunOrder.of(order);
    this.loop = new RunLoop(read, reducer, programs.program(read.program()));
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void run(byte[] order) {
    CancellationScope.current()
        .getCancellationRequest()
        .thenApply(reason -> {
          loop.cancelRequested(reason);
          return reason;
        });
    // A cancel is an input like any other: the run ends in its own way.
    Workflow.newDetachedCancellationScope(() -> next = loop.run()).run();
    RunOrder handedOver = next;
    if (handedOver != null) Workflow.continueAsNew((Object) handedOver.toBytes());
  }

  @Override
  public void input(byte[] letter) {
    loop.receive(Letter.of(letter));
  }

  @Override
  public byte[] untold() {
    return loop.untold();
  }
}

package dev.holdfast.adapter.temporal.workflow;

import dev.holdfast.adapter.temporal.wire.Letter;
import dev.holdfast.adapter.temporal.wire.RunOrder;
import dev.holdfast.adapter.temporal.wire.RunWorkflow;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.run.Reducer;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One generation of a run's workflow. */
public final class RunWorkflowCode implements RunWorkflow {
  private final RunLoop loop;
  private @Nullable RunOrder next;

  /**
   * Restores the run before any signal is taken in.
   *
   * @param cancelsCalls whether the server can
   */
  public RunWorkflowCode(RunOrder order, Reducer reducer, Program program, boolean cancelsCalls) {
    this.loop = new RunLoop(order, reducer, program, cancelsCalls);
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

  @Override
  public boolean awaits(UUID callId) {
    return loop.awaits(callId);
  }

  @Override
  public RawValue currentStep() {
    return Shown.currentStep(loop.state());
  }

  @Override
  public RawValue waits() {
    return Shown.waits(loop.state());
  }

  @Override
  public RawValue summary() {
    return loop.summary();
  }
}

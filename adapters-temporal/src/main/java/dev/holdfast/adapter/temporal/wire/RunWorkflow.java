package dev.holdfast.adapter.temporal.wire;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The one type of workflow: a run. What travels is bytes of our own. */
@WorkflowInterface
public interface RunWorkflow {
  /** As histories name it. */
  String TYPE = "HoldfastRun";

  String INPUT = "input";
  String UNTOLD = "untold";

  /**
   * Runs a run to its end.
   *
   * @param order a {@link RunOrder}
   */
  @WorkflowMethod(name = TYPE)
  void run(byte[] order);

  /**
   * Brings an input. Repeats are dropped.
   *
   * @param letter a {@link Letter}
   */
  @SignalMethod(name = INPUT)
  void input(byte[] letter);

  /** What the database has not been told yet, as {@link WriteBytes}; empty when it knows all. */
  @QueryMethod(name = UNTOLD)
  byte[] untold();
}

package dev.holdfast.adapter.temporal.wire;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.UUID;

/** The one type of workflow: a run. What travels is bytes of our own. */
@WorkflowInterface
public interface RunWorkflow {
  /** As histories name it. */
  String TYPE = "HoldfastRun";

  String INPUT = "input";
  String UNTOLD = "untold";
  String AWAITS = "awaits";
  String CURRENT_STEP = "currentStep";
  String WAITS = "waits";
  String SUMMARY = "summary";

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

  /** Whether a call is still waited for; asked only where the server does not say. */
  @QueryMethod(name = AWAITS)
  boolean awaits(UUID callId);

  /** For operators: the execution path of the step that the run is at, as JSON. */
  @QueryMethod(name = CURRENT_STEP)
  RawValue currentStep();

  /** For operators: what the run waits for, as JSON. */
  @QueryMethod(name = WAITS)
  RawValue waits();

  /** For operators: where the run is and what is under way, as JSON. Without the run's data. */
  @QueryMethod(name = SUMMARY)
  RawValue summary();
}

package dev.holdfast.adapter.temporal.engine;

import dev.holdfast.adapter.temporal.connection.Connection;
import dev.holdfast.adapter.temporal.connection.TemporalSettings;
import dev.holdfast.adapter.temporal.wire.Letter;
import dev.holdfast.adapter.temporal.wire.PinnedBytes;
import dev.holdfast.adapter.temporal.wire.RunOrder;
import dev.holdfast.adapter.temporal.wire.RunWorkflow;
import dev.holdfast.adapter.temporal.wire.WorkflowIds;
import dev.holdfast.adapter.temporal.wire.WriteBytes;
import dev.holdfast.application.port.in.PinProgram;
import dev.holdfast.application.port.out.NewRun;
import dev.holdfast.application.port.out.RunFacts;
import dev.holdfast.application.port.out.RunIntake;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.RunStart;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Brings starts and letters to runs' workflows. Whatever it brings may come twice. Thread-safe. */
public final class Courier {
  private static final Duration TASK = Duration.ofSeconds(10);

  private final Connection connection;
  private final RunIntake intake;
  private final Supplier<PinProgram> programs;
  private final TemporalSettings settings;

  public Courier(
      Connection connection,
      RunIntake intake,
      Supplier<PinProgram> programs,
      TemporalSettings settings) {
    this.connection = connection;
    this.intake = intake;
    this.programs = programs;
    this.settings = settings;
  }

  /** How a letter fared. */
  enum Delivered {
    YES,
    /** The run's workflow has ended: nobody will read it. */
    RUN_IS_OVER
  }

  /**
   * Starts a run's workflow; does nothing when it was started.
   *
   * @throws Unreached when Temporal did not take it in time
   */
  void start(NewRun run, Duration patience) {
    RunStart start = run.start();
    byte[] program =
        PinnedBytes.of(programs.get().pin(start.tenantId(), start.workflowId(), start.version()));
    RunOrder order =
        new RunOrder(
            0,
            RunFacts.of(run),
            program,
            new RunOrder.Switches(
                settings.ownTimers(),
                settings.handOverAbove(),
                settings.tellEvery(),
                Math.toIntExact(settings.heartbeat().toMillis())),
            new RunOrder.Begin.Fresh(new Input.Started("start", run.acceptedAt(), start)));
    byte[] bytes = order.toBytes();
    reach(
        patience,
        () -> {
          try {
            stub(start.runId()).start((Object) bytes);
          } catch (WorkflowExecutionAlreadyStarted e) {
            // Somebody else has brought it.
          }
          return Delivered.YES;
        });
  }

  private WorkflowStub stub(UUID runId) {
    return connection
        .client()
        .newUntypedWorkflowStub(
            RunWorkflow.TYPE,
            WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.of(runId))
                .setTaskQueue(settings.taskQueue())
                .setWorkflowTaskTimeout(TASK)
                .setWorkflowIdReusePolicy(
                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setDisableEagerExecution(false)
                .build());
  }

  /**
   * Brings a letter, after the start if that is still pending.
   *
   * @throws Unreached when Temporal did not take it in time
   */
  public Delivered deliver(UUID runId, Letter letter, Duration patience) {
    byte[] bytes = letter.toBytes();
    if (signalled(runId, bytes, patience) == Delivered.YES) return Delivered.YES;
    NewRun pending = intake.pendingStart(runId);
    if (pending == null) return Delivered.RUN_IS_OVER;
    start(pending, patience);
    intake.started(runId);
    return signalled(runId, bytes, patience);
  }

  private Delivered signalled(UUID runId, byte[] letter, Duration patience) {
    return reach(
        patience,
        () -> {
          try {
            connection
                .client()
                .newUntypedWorkflowStub(WorkflowIds.of(runId))
                .signal(RunWorkflow.INPUT, (Object) letter);
            return Delivered.YES;
          } catch (WorkflowNotFoundException e) {
            if (Unreached.lacksNamespace(e)) throw e;
            return Delivered.RUN_IS_OVER;
          }
        });
  }

  private Delivered reach(Duration patience, Callable<Delivered> call) {
    try {
      return connection.within(patience, call);
    } catch (Exception e) {
      throw new Unreached(e);
    }
  }

  /** What the database has not been told yet of a run; null when it knows all. */
  public @Nullable WriteBytes untold(UUID runId) {
    byte[] bytes =
        connection
            .client()
            .newUntypedWorkflowStub(WorkflowIds.of(runId))
            .query(RunWorkflow.UNTOLD, byte[].class);
    return bytes == null || bytes.length == 0 ? null : WriteBytes.of(bytes);
  }
}

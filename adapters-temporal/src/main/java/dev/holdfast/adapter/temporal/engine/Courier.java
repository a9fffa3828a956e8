package dev.holdfast.adapter.temporal.engine;

import dev.holdfast.adapter.temporal.connection.Connection;
import dev.holdfast.adapter.temporal.connection.ServerAnswer;
import dev.holdfast.adapter.temporal.connection.TemporalSettings;
import dev.holdfast.adapter.temporal.wire.Letter;
import dev.holdfast.adapter.temporal.wire.PinnedBytes;
import dev.holdfast.adapter.temporal.wire.RunOrder;
import dev.holdfast.adapter.temporal.wire.RunWorkflow;
import dev.holdfast.adapter.temporal.wire.WorkflowIds;
import dev.holdfast.adapter.temporal.wire.WriteBytes;
import dev.holdfast.application.edition.OuterEngine;
import dev.holdfast.application.port.in.PinProgram;
import dev.holdfast.application.port.out.NewRun;
import dev.holdfast.application.port.out.RunFacts;
import dev.holdfast.application.port.out.RunIntake;
import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.RunStart;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings starts and letters to runs' workflows. Whatever it brings may come twice. Thread-safe. */
public final class Courier {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final Duration TASK = Duration.ofSeconds(10);
  private static final long PAUSE = Duration.ofMillis(10).toNanos();

  private final Connection connection;
  private final RunIntake intake;
  private final Standings standings;
  private final Supplier<PinProgram> programs;
  private final TemporalSettings settings;

  public Courier(
      Connection connection,
      RunIntake intake,
      Standings standings,
      Supplier<PinProgram> programs,
      TemporalSettings settings) {
    this.connection = connection;
    this.intake = intake;
    this.standings = standings;
    this.programs = programs;
    this.settings = settings;
  }

  /** How a letter fared. */
  enum Delivered {
    YES,
    /** The run has ended: nobody will read it. */
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
          return true;
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
    long end = System.nanoTime() + patience.toNanos();
    while (!signalled(runId, bytes, patience)) {
      Delivered nobody = whyNobody(runId, patience);
      if (nobody != null) return nobody;
      if (System.nanoTime() - end > 0) throw new Unreached("run " + runId + " went on and on");
      LockSupport.parkNanos(PAUSE);
    }
    return Delivered.YES;
  }

  /**
   * Nobody took a letter: the run is over, or was not begun, which is made up for here; or it is
   * just going on in another execution, and the server knows neither for a moment.
   *
   * @return null when it is worth to try again
   */
  private @Nullable Delivered whyNobody(UUID runId, Duration patience) {
    RunIntake.Known known = intake.find(runId);
    if (known == null || known.status().ended()) return Delivered.RUN_IS_OVER;
    NewRun pending = known.startPending() ? intake.pendingStart(runId) : null;
    if (pending != null) {
      start(pending, patience);
      intake.started(runId);
      return null;
    }
    return switch (standing(runId)) {
      case OuterEngine.Standing.Alive _ -> null;
      case OuterEngine.Standing.Forgotten _,
          OuterEngine.Standing.Completed _,
          OuterEngine.Standing.Ended _ ->
          Delivered.RUN_IS_OVER;
      // It may be restored, or given up: the reconciler shows it.
      case OuterEngine.Standing.Unknown _ ->
          throw new Unreached("it does not know run " + runId + ", which has not ended");
    };
  }

  private OuterEngine.Standing standing(UUID runId) {
    try {
      return standings.of(runId);
    } catch (StoreUnavailable e) {
      throw new Unreached(e);
    }
  }

  private boolean signalled(UUID runId, byte[] letter, Duration patience) {
    return reach(
        patience,
        () -> {
          try {
            workflow(runId).signal(RunWorkflow.INPUT, (Object) letter);
            return true;
          } catch (WorkflowNotFoundException e) {
            if (ServerAnswer.lacksNamespace(e)) throw e;
            return false;
          }
        });
  }

  private boolean reach(Duration patience, Callable<Boolean> call) {
    try {
      return connection.within(patience, call);
    } catch (Exception e) {
      throw new Unreached(e);
    }
  }

  /** Whether a run waits for a call; true where that cannot be found out. */
  public boolean isAwaited(UUID runId, UUID callId) {
    try {
      return workflow(runId).query(RunWorkflow.AWAITS, Boolean.class, callId);
    } catch (WorkflowException | StatusRuntimeException e) {
      LOG.debug("run {} does not say whether it waits for call {}", runId, callId, e);
      return true;
    }
  }

  /** What the database has not been told yet of a run; null when it knows all. */
  public @Nullable WriteBytes untold(UUID runId) {
    byte[] bytes = workflow(runId).query(RunWorkflow.UNTOLD, byte[].class);
    return bytes == null || bytes.length == 0 ? null : WriteBytes.of(bytes);
  }

  /** Of a run that has been handed over. */
  private WorkflowStub workflow(UUID runId) {
    return connection.client().newUntypedWorkflowStub(WorkflowIds.of(runId));
  }
}

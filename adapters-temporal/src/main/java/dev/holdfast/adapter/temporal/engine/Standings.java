package dev.holdfast.adapter.temporal.engine;

import com.google.protobuf.Timestamp;
import dev.holdfast.adapter.temporal.connection.Connection;
import dev.holdfast.adapter.temporal.connection.ServerAnswer;
import dev.holdfast.adapter.temporal.wire.WorkflowIds;
import dev.holdfast.application.edition.OuterEngine.Standing;
import dev.holdfast.application.port.out.EngineClosings;
import dev.holdfast.application.port.out.StoreUnavailable;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.HistoryEventFilterType;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks Temporal how runs stand. Thread-safe. */
public final class Standings {
  /** Whom a server names where it acts by itself. */
  private static final String SERVER = "history-service";

  private final Connection connection;
  private final String namespace;
  private final Duration patience;

  public Standings(Connection connection, String namespace, Duration patience) {
    this.connection = connection;
    this.namespace = namespace;
    this.patience = patience;
  }

  public Standing of(UUID runId) {
    DescribeWorkflowExecutionRequest request =
        DescribeWorkflowExecutionRequest.newBuilder()
            .setNamespace(namespace)
            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(WorkflowIds.of(runId)))
            .build();
    try {
      return standing(
          connection.within(
              patience,
              () -> connection.stubs().blockingStub().describeWorkflowExecution(request)));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND && !ServerAnswer.lacksNamespace(e)) {
        return connection.isForgetful() ? new Standing.Forgotten() : new Standing.Unknown();
      }
      throw new StoreUnavailable("Temporal cannot be asked", e);
    } catch (Exception e) {
      throw new StoreUnavailable("Temporal cannot be asked", e);
    }
  }

  private Standing standing(DescribeWorkflowExecutionResponse described) throws Exception {
    return switch (described.getWorkflowExecutionInfo().getStatus()) {
      case WORKFLOW_EXECUTION_STATUS_COMPLETED -> new Standing.Completed();
      // No code of ours ends a workflow like this.
      case WORKFLOW_EXECUTION_STATUS_CANCELED ->
          new Standing.Ended(EngineClosings.Ended.TERMINATED);
      case WORKFLOW_EXECUTION_STATUS_TERMINATED ->
          new Standing.Ended(
              wasTerminatedByTheServer(described.getWorkflowExecutionInfo().getExecution())
                  ? EngineClosings.Ended.LIMIT
                  : EngineClosings.Ended.TERMINATED);
      case WORKFLOW_EXECUTION_STATUS_FAILED, WORKFLOW_EXECUTION_STATUS_TIMED_OUT ->
          new Standing.Ended(EngineClosings.Ended.LIMIT);
      // The newest one: the next is about to begin.
      case WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW -> new Standing.Alive(0, null);
      case WORKFLOW_EXECUTION_STATUS_RUNNING,
          WORKFLOW_EXECUTION_STATUS_PAUSED,
          WORKFLOW_EXECUTION_STATUS_UNSPECIFIED,
          UNRECOGNIZED ->
          alive(described);
    };
  }

  /** As it does to a run whose history has become too long, or its state too large. */
  private boolean wasTerminatedByTheServer(WorkflowExecution execution) throws Exception {
    GetWorkflowExecutionHistoryRequest request =
        GetWorkflowExecutionHistoryRequest.newBuilder()
            .setNamespace(namespace)
            .setExecution(execution)
            .setHistoryEventFilterType(HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT)
            .build();
    return connection
        .within(
            patience, () -> connection.stubs().blockingStub().getWorkflowExecutionHistory(request))
        .getHistory()
        .getEventsList()
        .stream()
        .anyMatch(event ->
            event.getWorkflowExecutionTerminatedEventAttributes().getIdentity().equals(SERVER));
  }

  private static Standing alive(DescribeWorkflowExecutionResponse described) {
    if (!described.hasPendingWorkflowTask()) return new Standing.Alive(0, null);
    var task = described.getPendingWorkflowTask();
    boolean taken = task.hasStartedTime();
    return new Standing.Alive(task.getAttempt(), taken ? null : since(task.getScheduledTime()));
  }

  /** By this machine's clock: it is for operators, who think in minutes. */
  private static @Nullable Duration since(Timestamp scheduled) {
    Instant then = Instant.ofEpochSecond(scheduled.getSeconds(), scheduled.getNanos());
    Duration lag = Duration.between(then, Instant.now());
    return lag.isNegative() ? Duration.ZERO : lag;
  }
}

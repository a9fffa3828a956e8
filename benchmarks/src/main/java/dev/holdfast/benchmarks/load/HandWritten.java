package dev.holdfast.benchmarks.load;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What somebody writes who needs three side effects and knows Temporal's SDK: a workflow, three
 * activities, its first task started eagerly, virtual threads and a cache as our workers have them.
 *
 * <p>In two variants: without anything besides, and with a row in a table of its own, for whoever
 * wants to list and read runs: written before the start, and at the end by a local activity.
 */
final class HandWritten implements AutoCloseable {
  private static final String QUEUE = "hand-written";
  private static final int CACHED = 2_000;

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final WorkerFactory factory;
  private final HandWrittenRows rows;

  HandWritten(String target, DatabaseAddress database) {
    rows = new HandWrittenRows(database);
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
    client =
        WorkflowClient.newInstance(
            stubs, WorkflowClientOptions.newBuilder().setNamespace("default").build());
    factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setUsingVirtualWorkflowThreads(true)
                .setWorkflowCacheSize(CACHED)
                .build());
    Worker worker =
        factory.newWorker(QUEUE, WorkerOptions.newBuilder().setUsingVirtualThreads(true).build());
    worker.registerWorkflowImplementationTypes(
        ThreeStepsInOrder.class, ThreeStepsAndRowInOrder.class);
    worker.registerActivitiesImplementations(new CountedEffects(), rows);
    factory.start();
  }

  /** The workflow, as the SDK wants it. */
  @WorkflowInterface
  public interface ThreeSteps {
    @WorkflowMethod
    long run(long n);
  }

  /** The same, which can be read in a table. */
  @WorkflowInterface
  public interface ThreeStepsAndRow {
    @WorkflowMethod
    long run(long n);
  }

  /** The side effects. */
  @ActivityInterface
  public interface Effects {
    @ActivityMethod
    long count(long n);
  }

  /** The table. */
  @ActivityInterface
  public interface Rows {
    @ActivityMethod
    void ended(String workflowId, long result);
  }

  private static final class CountedEffects implements Effects {
    private final AtomicLong effects = new AtomicLong();

    @Override
    public long count(long n) {
      return effects.incrementAndGet();
    }
  }

  private static Effects effects() {
    return Workflow.newActivityStub(
        Effects.class,
        ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(60)).build());
  }

  private static long threeTimes(Effects effects, long n) {
    effects.count(n);
    effects.count(n);
    return effects.count(n);
  }

  /** One call after the other. */
  public static final class ThreeStepsInOrder implements ThreeSteps {
    private final Effects effects = effects();

    @Override
    public long run(long n) {
      return threeTimes(effects, n);
    }
  }

  /** One call after the other, and then the row. */
  public static final class ThreeStepsAndRowInOrder implements ThreeStepsAndRow {
    private final Effects effects = effects();
    private final Rows rows =
        Workflow.newLocalActivityStub(
            Rows.class,
            LocalActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(2))
                .setDoNotIncludeArgumentsIntoMarker(true)
                .build());

    @Override
    public long run(long n) {
      long result = threeTimes(effects, n);
      rows.ended(Workflow.getInfo().getWorkflowId(), result);
      return result;
    }
  }

  /** Does it once and answers the workflow's id. */
  String run() {
    String id = "hand-written-" + UUID.randomUUID();
    ThreeSteps workflow = client.newWorkflowStub(ThreeSteps.class, options(id));
    WorkflowClient.start(workflow::run, 7L);
    WorkflowStub.fromTyped(workflow).getResult(Long.class);
    return id;
  }

  /** Does it once with its row and answers the workflow's id. */
  String runWithRow() {
    String id = "hand-written-" + UUID.randomUUID();
    rows.begun(id, 7L);
    ThreeStepsAndRow workflow = client.newWorkflowStub(ThreeStepsAndRow.class, options(id));
    WorkflowClient.start(workflow::run, 7L);
    WorkflowStub.fromTyped(workflow).getResult(Long.class);
    return id;
  }

  private static WorkflowOptions options(String id) {
    return WorkflowOptions.newBuilder()
        .setTaskQueue(QUEUE)
        .setWorkflowId(id)
        .setDisableEagerExecution(false)
        .build();
  }

  /** The main process of the rows' database server. */
  long postmaster() {
    return rows.postmaster();
  }

  /** The types of the events that a workflow left when it had ended. */
  List<String> history(String workflowId) {
    client.newUntypedWorkflowStub(workflowId).getResult(Object.class);
    return client.streamHistory(workflowId).map(event -> event.getEventType().name()).toList();
  }

  Workload threeActions() {
    return Workload.of("by hand", this::run);
  }

  Workload threeActionsWithRow() {
    return Workload.of("by hand, with a row", this::runWithRow);
  }

  @Override
  public void close() {
    factory.shutdownNow();
    factory.awaitTermination(10, TimeUnit.SECONDS);
    stubs.shutdownNow();
    rows.close();
  }
}

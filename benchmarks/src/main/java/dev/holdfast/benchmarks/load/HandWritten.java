package dev.holdfast.benchmarks.load;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
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
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What somebody writes who needs three side effects and has Temporal's SDK: a workflow, three
 * activities, and the SDK's defaults, but virtual threads as our workers have them.
 */
final class HandWritten implements AutoCloseable {
  private static final String QUEUE = "hand-written";

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final WorkerFactory factory;

  HandWritten(String target) {
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
    client =
        WorkflowClient.newInstance(
            stubs, WorkflowClientOptions.newBuilder().setNamespace("default").build());
    factory =
        WorkerFactory.newInstance(
            client, WorkerFactoryOptions.newBuilder().setUsingVirtualWorkflowThreads(true).build());
    Worker worker =
        factory.newWorker(QUEUE, WorkerOptions.newBuilder().setUsingVirtualThreads(true).build());
    worker.registerWorkflowImplementationTypes(ThreeStepsInOrder.class);
    worker.registerActivitiesImplementations(new CountedEffects());
    factory.start();
  }

  /** The workflow, as the SDK wants it. */
  @WorkflowInterface
  public interface ThreeSteps {
    @WorkflowMethod
    long run(long n);
  }

  /** The side effects. */
  @ActivityInterface
  public interface Effects {
    @ActivityMethod
    long count(long n);
  }

  private static final class CountedEffects implements Effects {
    private final AtomicLong effects = new AtomicLong();

    @Override
    public long count(long n) {
      return effects.incrementAndGet();
    }
  }

  /** One call after the other. */
  public static final class ThreeStepsInOrder implements ThreeSteps {
    private final Effects effects =
        Workflow.newActivityStub(
            Effects.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(60)).build());

    @Override
    public long run(long n) {
      effects.count(n);
      effects.count(n);
      return effects.count(n);
    }
  }

  WorkflowClient client() {
    return client;
  }

  /** Does it once and answers the workflow's id. */
  String run() {
    String id = "hand-written-" + UUID.randomUUID();
    WorkflowOptions options =
        WorkflowOptions.newBuilder().setTaskQueue(QUEUE).setWorkflowId(id).build();
    ThreeSteps workflow = client.newWorkflowStub(ThreeSteps.class, options);
    WorkflowClient.start(workflow::run, 7L);
    WorkflowStub.fromTyped(workflow).getResult(Long.class);
    return id;
  }

  Workload threeActions() {
    return new Workload() {
      @Override
      public String name() {
        return "Temporal by hand: three activities";
      }

      @Override
      public void prepare(int operations) {}

      @Override
      public void once() {
        run();
      }
    };
  }

  @Override
  public void close() {
    factory.shutdownNow();
    factory.awaitTermination(10, TimeUnit.SECONDS);
    stubs.shutdownNow();
  }
}

package dev.holdfast.adapter.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The servers that the other tests of this module stand on. */
class TestTemporalTest {
  /** Sleeps a little. */
  @WorkflowInterface
  public interface Nap {
    @WorkflowMethod
    String sleep();
  }

  /** The same. */
  public static final class ShortNap implements Nap {
    @Override
    public String sleep() {
      Workflow.sleep(Duration.ofMillis(20));
      return "awake";
    }
  }

  @TestFactory
  Stream<DynamicTest> every_server_there_is_runs_a_workflow_in_a_namespace_of_its_own() {
    List<TestTemporal> servers = new ArrayList<>(List.of(TestTemporal.inProcess()));
    TestTemporal real = TestTemporal.real();
    if (real != null) servers.add(real);
    return servers.stream()
        .map(server -> DynamicTest.dynamicTest(server.target(), () -> runsWorkflowsOn(server)));
  }

  private static void runsWorkflowsOn(TestTemporal server) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(server.target()).build());
    WorkflowClient client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder().setNamespace(server.newNamespace("nap")).build());
    WorkerFactory workers = WorkerFactory.newInstance(client);
    workers.newWorker("naps").registerWorkflowImplementationTypes(ShortNap.class);
    workers.start();
    try {
      WorkflowOptions options =
          WorkflowOptions.newBuilder().setTaskQueue("naps").setWorkflowId("nap").build();
      assertThat(client.newWorkflowStub(Nap.class, options).sleep()).isEqualTo("awake");
    } finally {
      workers.shutdownNow();
      stubs.shutdownNow();
    }
  }
}

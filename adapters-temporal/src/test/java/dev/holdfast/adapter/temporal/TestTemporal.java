package dev.holdfast.adapter.temporal;

import dev.holdfast.testkit.Await;
import dev.holdfast.testkit.FreePort;
import dev.holdfast.testkit.temporal.RealTemporal;
import dev.holdfast.testkit.temporal.TemporalProgram;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The Temporal servers that tests run on: one in this process, and a real one where there is any.
 * Each is started once, said once, and ends with the JVM. Thread-safe.
 */
final class TestTemporal {
  private static final int PORT = 7233;

  private static @Nullable TestTemporal inProcess;
  private static @Nullable TestTemporal real;
  private static boolean looked;

  private final String target;
  private final boolean isReal;

  private TestTemporal(String what, String target, boolean isReal) {
    this.target = target;
    this.isReal = isReal;
    System.out.println("Temporal server for tests: " + what + " at " + target);
  }

  /** The best there is: a real one, else the one in this process. */
  static synchronized TestTemporal best() {
    TestTemporal found = real();
    return found == null ? inProcess() : found;
  }

  /** The one in this process, and a real one where there is any. */
  static List<TestTemporal> all() {
    TestTemporal found = real();
    return found == null ? List.of(inProcess()) : List.of(inProcess(), found);
  }

  /** The SDK's test server, in real time. */
  static synchronized TestTemporal inProcess() {
    TestTemporal known = inProcess;
    if (known != null) return known;
    int port = FreePort.find();
    TestServer.createPortBoundServer(port, true);
    TestTemporal started = new TestTemporal("in this process", "127.0.0.1:" + port, false);
    inProcess = started;
    return started;
  }

  /**
   * A real one: what {@code HOLDFAST_TEST_TEMPORAL} names, else a {@code temporal} program, else a
   * container. With {@code none} as the name there is none.
   *
   * @return null where there is none
   */
  static synchronized @Nullable TestTemporal real() {
    if (!looked) {
      looked = true;
      real = find();
      if (real == null) System.out.println("Temporal server for tests: no real one here");
    }
    return real;
  }

  private static @Nullable TestTemporal find() {
    RealTemporal found = RealTemporal.find();
    if (found != null) return new TestTemporal(found.toString(), found.target(), true);
    return RealTemporal.isWanted() && mayHaveDocker() ? container() : null;
  }

  private static boolean mayHaveDocker() {
    return System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
  }

  private static TestTemporal container() {
    DockerImageName image = DockerImageName.parse("temporalio/temporal:" + TemporalProgram.VERSION);
    List<String> command =
        new ArrayList<>(List.of("server", "start-dev", "--headless", "--ip", "0.0.0.0"));
    for (String setting : RealTemporal.SETTINGS) {
      command.addAll(List.of("--dynamic-config-value", setting));
    }
    GenericContainer<?> container =
        new GenericContainer<>(image)
            .withCommand(command.toArray(String[]::new))
            .withExposedPorts(PORT)
            .waitingFor(Wait.forListeningPort());
    container.start();
    String target = container.getHost() + ":" + container.getMappedPort(PORT);
    return new TestTemporal("a container of " + image, target, true);
  }

  @Override
  public String toString() {
    return isReal ? "a real server" : "the server in this process";
  }

  /** As {@code host:port}. */
  String target() {
    return target;
  }

  /** Whether it shows limits, visibility and everything else that only real ones have. */
  boolean isReal() {
    return isReal;
  }

  /** A namespace that nobody else uses. */
  String newNamespace(String prefix) {
    String name = prefix + "-" + UUID.randomUUID();
    // The test server has every namespace.
    if (isReal) register(name);
    return name;
  }

  private void register(String name) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
    try {
      stubs
          .blockingStub()
          .registerNamespace(
              RegisterNamespaceRequest.newBuilder()
                  .setNamespace(name)
                  .setWorkflowExecutionRetentionPeriod(
                      com.google.protobuf.Duration.newBuilder()
                          .setSeconds(Duration.ofDays(1).toSeconds()))
                  .build());
      Await.until("the namespace is known everywhere", () -> knows(stubs, name));
    } finally {
      stubs.shutdownNow();
    }
  }

  /** Asks for a workflow that is not there: one that says so knows the namespace. */
  private static boolean knows(WorkflowServiceStubs stubs, String namespace) {
    try {
      stubs
          .blockingStub()
          .describeWorkflowExecution(
              DescribeWorkflowExecutionRequest.newBuilder()
                  .setNamespace(namespace)
                  .setExecution(WorkflowExecution.newBuilder().setWorkflowId("nobody"))
                  .build());
      return true;
    } catch (StatusRuntimeException e) {
      String said = String.valueOf(e.getStatus().getDescription());
      return e.getStatus().getCode() == Status.Code.NOT_FOUND && !said.contains("amespace");
    }
  }
}

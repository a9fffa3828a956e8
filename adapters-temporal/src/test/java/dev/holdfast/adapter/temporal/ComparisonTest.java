package dev.holdfast.adapter.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.adapter.postgres.run.PostgresEngineClosings;
import dev.holdfast.adapter.postgres.run.PostgresRunIntake;
import dev.holdfast.adapter.postgres.run.WriteCounters;
import dev.holdfast.adapter.temporal.wire.RunWorkflow;
import dev.holdfast.adapter.temporal.wire.WorkflowIds;
import dev.holdfast.application.edition.OuterEngine.Standing;
import dev.holdfast.application.port.out.EngineClosings;
import dev.holdfast.application.port.out.RunEngine.CancelResult;
import dev.holdfast.application.service.EngineReconciler;
import dev.holdfast.application.service.EngineReconciler.Finding;
import dev.holdfast.domain.run.RunStatus;
import dev.holdfast.testkit.Await;
import dev.holdfast.testkit.store.MemoryIds;
import dev.holdfast.testkit.temporal.TemporalProgram;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.EncodedValues;
import io.temporal.failure.ApplicationFailure;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.DynamicWorkflow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Rows are compared with what Temporal itself says of their runs. */
class ComparisonTest {
  private final DatabaseAddress address = ScratchServer.freshDatabase();
  private final TestWorld world = new TestWorld();
  private final List<TestRuntime> nodes = new ArrayList<>();

  private TestRuntime open(String target, String namespace, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("target", target);
    settings.put("namespace", namespace);
    settings.putIfAbsent("task-queue", namespace);
    TestRuntime node = new TestRuntime(address, world, settings);
    nodes.add(node);
    return node;
  }

  private TestRuntime open() {
    TestTemporal server = TestTemporal.best();
    return open(server.target(), server.newNamespace("compared"), Map.of());
  }

  @AfterEach
  void close() {
    nodes.forEach(TestRuntime::close);
  }

  private static EngineReconciler reconciler(TestRuntime node) {
    WriteCounters counters = new WriteCounters();
    return new EngineReconciler(
        "temporal",
        node.runtime,
        new PostgresEngineClosings(node.pool.dataSource(), counters),
        new PostgresRunIntake(node.pool.dataSource(), new MemoryIds(), counters),
        (runId, view) -> {},
        node.clock);
  }

  private static WorkflowStub stub(TestRuntime node, UUID run) {
    return node.runtime.client().newUntypedWorkflowStub(WorkflowIds.of(run));
  }

  /** A run that waits for an event, and one that waits for a child. */
  private record Waiting(UUID event, UUID parent, UUID child) {}

  private Waiting waiting(TestRuntime node) {
    world.define("waits", "[" + TestWorld.event("never", "k") + "]");
    world.define("parent", "[" + TestWorld.child("waits") + "]");
    UUID event = node.start("waits");
    UUID parent = node.start("parent");
    node.awaitWait(event);
    UUID child =
        Await.value(
            "the child waits",
            Duration.ofSeconds(20),
            () -> {
              if (node.count(CHILDREN_WAITING, parent) == 0) return null;
              return UUID.fromString(
                  node.one("select run_id from workflow_run where parent_run_id = ?", parent));
            });
    node.awaitWait(parent);
    return new Waiting(event, parent, child);
  }

  private static final String CHILDREN_WAITING =
      "select count(*) from workflow_run where parent_run_id = ? and status = 1";

  private static void assertEnded(TestRuntime node, UUID run, RunStatus status, String code) {
    assertThat(node.status(run)).isEqualTo(status);
    assertThat(node.lastError(run).code()).isEqualTo(code);
    assertThat(
            node.count("select count(*) from workflow_wait where run_id = ? and status = 0", run))
        .isZero();
  }

  @Test
  void a_run_that_somebody_terminated_is_canceled_with_its_children() {
    TestRuntime node = open();
    Waiting runs = waiting(node);
    stub(node, runs.event()).terminate("by hand");
    stub(node, runs.parent()).terminate("by hand");

    EngineReconciler.Comparison found = reconciler(node).compare(Duration.ZERO, 100);

    assertThat(found).isEqualTo(new EngineReconciler.Comparison(3, 2, Map.of()));
    assertEnded(node, runs.event(), RunStatus.CANCELED, "ENGINE_TERMINATED");
    assertEnded(node, runs.parent(), RunStatus.CANCELED, "ENGINE_TERMINATED");
    node.awaitStatus(runs.child(), RunStatus.CANCELED);
  }

  @Test
  void a_run_that_timed_out_has_failed_and_its_children_are_canceled() {
    TestRuntime node = open();
    Waiting runs = waiting(node);
    for (UUID run : List.of(runs.event(), runs.parent())) {
      replace(node, run, "nobody", Duration.ofSeconds(1));
      Await.until("it times out", () -> node.runtime.standing(run) instanceof Standing.Ended);
    }

    EngineReconciler.Comparison found = reconciler(node).compare(Duration.ZERO, 100);

    assertThat(found.repaired()).isEqualTo(2);
    assertEnded(node, runs.event(), RunStatus.FAILED, "ENGINE_LIMIT");
    assertEnded(node, runs.parent(), RunStatus.FAILED, "ENGINE_LIMIT");
    node.awaitStatus(runs.child(), RunStatus.CANCELED);
  }

  @Test
  void a_run_that_failed_there_has_failed() {
    TestRuntime node = open();
    Waiting runs = waiting(node);
    WorkerFactory workers = WorkerFactory.newInstance(node.runtime.client());
    workers.newWorker("failing").registerWorkflowImplementationTypes(Failing.class);
    workers.start();
    try {
      replace(node, runs.event(), "failing", Duration.ofMinutes(1));
      Await.until("it fails", () -> node.runtime.standing(runs.event()) instanceof Standing.Ended);
    } finally {
      workers.shutdownNow();
    }

    reconciler(node).compare(Duration.ZERO, 100);

    assertEnded(node, runs.event(), RunStatus.FAILED, "ENGINE_LIMIT");
  }

  /** Puts another workflow into a run's place, which no code of ours ends. */
  private static void replace(TestRuntime node, UUID run, String queue, Duration timeout) {
    stub(node, run).terminate("to be replaced");
    node.runtime
        .client()
        .newUntypedWorkflowStub(
            RunWorkflow.TYPE,
            WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.of(run))
                .setTaskQueue(queue)
                .setWorkflowExecutionTimeout(timeout)
                .build())
        .start((Object) new byte[0]);
  }

  /** Fails. */
  public static final class Failing implements DynamicWorkflow {
    @Override
    public @Nullable Object execute(EncodedValues arguments) {
      throw ApplicationFailure.newNonRetryableFailure("it fails", "TEST");
    }
  }

  @Test
  void a_run_that_temporal_does_not_know_is_shown_and_is_not_said_to_have_ended() {
    TestRuntime node = open();
    Waiting runs = waiting(node);
    TestTemporal server = TestTemporal.best();
    TestRuntime other =
        open(server.target(), server.newNamespace("elsewhere"), Map.of("task-queue", "else"));
    EngineReconciler reconciler = reconciler(other);

    assertThat(reconciler.compare(Duration.ZERO, 100).differing())
        .containsEntry(runs.event(), Finding.MISSING);
    assertThat(other.cancel(runs.event())).isEqualTo(CancelResult.NOT_REACHED);
    assertThat(node.status(runs.event())).isEqualTo(RunStatus.WAITING);

    assertThat(reconciler(node).compare(Duration.ZERO, 100).differing()).isEmpty();
    assertThat(node.cancel(runs.event())).isEqualTo(CancelResult.STORED);
    node.awaitStatus(runs.event(), RunStatus.CANCELED);
  }

  @TestFactory
  Stream<DynamicTest> a_run_whose_workflow_task_keeps_failing_is_stuck() {
    return onARealServer(this::isStuck);
  }

  @TestFactory
  Stream<DynamicTest> a_run_that_no_worker_takes_up_is_unclaimed() {
    return onARealServer(this::isUnclaimed);
  }

  @TestFactory
  Stream<DynamicTest> a_run_over_the_history_limit_has_failed() {
    return onARealServer(this::isOverTheLimit);
  }

  /** What only a real server shows; nothing where there is none. */
  private static Stream<DynamicTest> onARealServer(Executable test) {
    TestTemporal real = TestTemporal.real();
    return real == null ? Stream.empty() : Stream.of(dynamicTest(real.target(), test));
  }

  private void isStuck() {
    TestRuntime node = open();
    world.define("calls", TestWorld.calls(1));
    Thread here = Thread.currentThread();
    world.hook =
        what -> {
          if (what.equals("compile") && Thread.currentThread() != here) {
            throw new IllegalStateException("a fault of ours");
          }
        };
    UUID run = node.start("calls");
    EngineReconciler reconciler = reconciler(node);
    Await.until(
        "it is stuck",
        Duration.ofSeconds(60),
        () -> reconciler.compare(Duration.ZERO, 100).differing().get(run) == Finding.STUCK);
    assertThat(node.status(run)).isEqualTo(RunStatus.RUNNING);

    world.hook = what -> {};
    node.awaitStatus(run, RunStatus.SUCCEEDED, Duration.ofSeconds(60));
    assertThat(reconciler.compare(Duration.ZERO, 100).differing()).isEmpty();
  }

  private void isUnclaimed() {
    TestTemporal server = TestTemporal.best();
    String namespace = server.newNamespace("idle");
    TestRuntime gone = open(server.target(), namespace, Map.of("task-queue", "abandoned"));
    world.define("waits", "[" + TestWorld.event("go", "k") + "]");
    UUID run = gone.start("waits");
    gone.awaitWait(run);
    nodes.remove(gone);
    gone.stop();
    TestRuntime node = open(server.target(), namespace, Map.of("task-queue", "another"));

    node.submit("go", "k", "e1");

    Duration first = unclaimed(node, run, Duration.ZERO);
    assertThat(unclaimed(node, run, first)).isGreaterThan(first);
    // Which is shown once it has lasted for a minute; it is nobody's fault yet.
    assertThat(reconciler(node).compare(Duration.ZERO, 100).differing()).isEmpty();
  }

  private static Duration unclaimed(TestRuntime node, UUID run, Duration over) {
    return Await.value(
        "nobody takes it up",
        Duration.ofSeconds(30),
        () ->
            node.runtime.standing(run) instanceof Standing.Alive(int attempts, Duration unclaimed)
                    && unclaimed != null
                    && unclaimed.compareTo(over) > 0
                ? unclaimed
                : null);
  }

  private void isOverTheLimit() {
    Path program = TemporalProgram.find();
    if (program == null) return;
    try (TemporalProgram server =
        TemporalProgram.start(
            program, List.of("limit.historyCount.warn=20", "limit.historyCount.error=40"))) {
      TestRuntime node = open(server.target(), "default", Map.of());
      world.define("calls", TestWorld.calls(30));
      UUID run = node.start("calls");
      Await.until(
          "the server ends it",
          Duration.ofSeconds(60),
          () -> node.runtime.standing(run).equals(new Standing.Ended(EngineClosings.Ended.LIMIT)));

      reconciler(node).compare(Duration.ZERO, 100);

      assertEnded(node, run, RunStatus.FAILED, "ENGINE_LIMIT");
      nodes.remove(node);
      node.close();
    }
  }
}

package dev.holdfast.adapter.quartz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.RowCodes;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.adapter.quartz.RuntimeSettings.Part;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.RunStatus;
import dev.holdfast.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Nodes that share the work out: some take orders, some carry them out, some look at the clock. The
 * workers here have no polls at all, so whatever reaches them was told them at once.
 */
class PartsTest {
  private static final Part TAKES_ORDERS = new Part(false, false);
  private static final Part WORKS = new Part(true, false);
  private static final Part SCHEDULES = new Part(false, true);

  private final DatabaseAddress address = ScratchServer.freshDatabase();
  private final TestNode.World world = new TestNode.World();
  private final TestNode.World deskWorld = new TestNode.World();
  private final List<TestNode> nodes = new ArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final TestNode desk;
  private final Database database;

  PartsTest() {
    world.action =
        (site, call) -> {
          calls.incrementAndGet();
          return new CallAnswer.Done(null, List.of());
        };
    // What a node without workers would call, should it ever.
    deskWorld.action =
        (site, call) -> {
          throw new AssertionError("expected no call on a node that does not work");
        };
    for (TestNode.World each : List.of(world, deskWorld)) {
      each.define("calls", Programs.of(Programs.call("a"), Programs.call("b")));
      each.define("event", Programs.of(Programs.event("paid", "k"), Programs.call("a")));
      each.define("sleep", Programs.of(Programs.sleep(2_600)));
      each.define("parent", Programs.of(Programs.child("calls", false)));
    }
    desk = open(deskWorld, TAKES_ORDERS);
    database = new Database(desk.pool.dataSource());
  }

  private TestNode open(TestNode.World its, Part part) {
    RuntimeSettings settings =
        RuntimeSettings.usual("node").withLease(Duration.ofSeconds(3)).withPart(part);
    TestNode node = new TestNode(address, its, settings);
    nodes.add(node);
    return node;
  }

  @AfterEach
  void close() {
    nodes.forEach(TestNode::close);
  }

  private void awaitStatus(UUID run, RunStatus status) {
    Await.until(
        "run is " + status,
        Duration.ofSeconds(20),
        () ->
            database.count("select status from workflow_run where run_id = ?", run)
                == RowCodes.code(status));
  }

  private void awaitRest(UUID run) {
    Await.until(
        "it rests",
        () ->
            database.count(
                    "select count(*) from workflow_run where run_id = ? and owner is null"
                        + " and wake_at is null",
                    run)
                == 1);
  }

  @Test
  void without_a_worker_a_start_is_stored_and_left_alone() {
    UUID run = desk.start("calls");
    assertThat(desk.runtime.activeRuns()).isZero();
    desk.runtime.tick();
    open(deskWorld, SCHEDULES).runtime.tick();
    assertThat(
            database.count(
                "select count(*) from workflow_run where run_id = ? and owner is null"
                    + " and wake_at is not null and fence = 1",
                run))
        .isEqualTo(1);
    assertThat(calls).hasValue(0);
  }

  @Test
  void a_start_reaches_a_worker_at_once() {
    open(world, WORKS);
    awaitStatus(desk.start("calls"), RunStatus.SUCCEEDED);
    assertThat(calls).hasValue(2);
  }

  @Test
  void an_event_reaches_a_worker_at_once() {
    UUID run = desk.start("event");
    TestNode worker = open(world, WORKS);
    worker.runtime.tick();
    awaitRest(run);
    assertThat(desk.submit("paid", "k", null).deliveries()).hasSize(1);
    awaitStatus(run, RunStatus.SUCCEEDED);
    assertThat(calls).hasValue(1);
  }

  @Test
  void an_order_reaches_a_worker_at_once() {
    open(world, WORKS);
    UUID run = desk.start("event");
    awaitRest(run);
    RunEngine.OperatorOrder order =
        new RunEngine.OperatorOrder(TestNode.TENANT, run, "1", "somebody", "because");
    assertThat(desk.engine.cancel(order, false)).isEqualTo(RunEngine.CancelResult.STORED);
    awaitStatus(run, RunStatus.CANCELED);
  }

  @Test
  void a_worker_starts_children_itself() {
    open(world, WORKS);
    awaitStatus(desk.start("parent"), RunStatus.SUCCEEDED);
    assertThat(calls).hasValue(2);
  }

  @Test
  void what_falls_due_is_seen_by_the_scheduler_and_done_by_a_worker() {
    open(world, WORKS);
    UUID run = desk.start("sleep");
    awaitSleep(run);
    TestNode scheduler = open(deskWorld, SCHEDULES);
    awaitStatus(run, RunStatus.SUCCEEDED);
    assertThat(scheduler.runtime.activeRuns()).isZero();
  }

  /** At rest, with a timer that is too far away to be kept in memory. */
  private void awaitSleep(UUID run) {
    Await.until(
        "it sleeps",
        () ->
            database.count(
                    "select count(*) from workflow_run where run_id = ? and owner is null"
                        + " and status = 1",
                    run)
                == 1);
  }

  @Test
  void runs_of_a_dead_worker_are_given_to_another_by_a_scheduler_that_does_not_work() {
    TestNode dying = open(world, WORKS);
    UUID run = desk.start("event");
    awaitRest(run);
    dying.close();
    database.change(
        "update workflow_run set owner = ?, fence = fence + 1 where run_id = ?",
        dying.runtime.nodeNumber(),
        run);
    open(world, WORKS);
    open(deskWorld, SCHEDULES);
    Await.until(
        "it was taken over",
        Duration.ofSeconds(30),
        () -> database.count("select fence from workflow_run where run_id = ?", run) > 3);
    desk.submit("paid", "k", null);
    awaitStatus(run, RunStatus.SUCCEEDED);
  }

  @Test
  void a_full_worker_leaves_what_it_cannot_take_to_another() {
    UUID first = desk.start("calls");
    UUID second = desk.start("calls");
    RuntimeSettings small = RuntimeSettings.usual("small").withPart(WORKS).withActiveRuns(1);
    TestNode full = new TestNode(address, world, small);
    nodes.add(full);
    full.runtime.tick();
    open(world, WORKS).runtime.tick();
    awaitStatus(first, RunStatus.SUCCEEDED);
    awaitStatus(second, RunStatus.SUCCEEDED);
  }
}

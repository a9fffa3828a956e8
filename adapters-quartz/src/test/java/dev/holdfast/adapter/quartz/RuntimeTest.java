package dev.holdfast.adapter.quartz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.RowCodes;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.application.port.out.RunEngine.CancelResult;
import dev.holdfast.application.port.out.RunEngine.OperatorOrder;
import dev.holdfast.application.view.Delivery;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.RunStatus;
import dev.holdfast.domain.run.Verdict;
import dev.holdfast.testkit.Await;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RuntimeTest {
  private final DatabaseAddress address = ScratchServer.freshDatabase();
  private final TestNode.World world = new TestNode.World();
  private TestNode node = open();
  private Database database = new Database(node.pool.dataSource());

  private TestNode open() {
    return new TestNode(address, world, RuntimeSettings.usual("one"));
  }

  @BeforeEach
  void define() {
    world.define("calls", Programs.of(Programs.call("a"), Programs.call("b"), Programs.call("c")));
    world.define("event", Programs.of(Programs.event("paid", "k1"), Programs.call("a")));
    world.define("sleep", Programs.of(Programs.sleep(2_600), Programs.call("a")));
    world.define("nap", Programs.of(Programs.sleep(150)));
    world.define("parent", Programs.of(Programs.child("calls", false), Programs.call("z")));
    world.define("detaching", Programs.of(Programs.child("calls", true)));
    world.define("orphan", Programs.of(Programs.child("nothing", false)));
    world.define("patient", Programs.of(Programs.child("event", false)));
    // A node that begins to listen has its runs look for mail: that would be counted.
    Await.until(
        "the node listens",
        () ->
            database.count(
                    "select count(*) from pg_stat_activity where datname = current_database()"
                        + " and state = 'idle' and query like 'listen %'")
                == 1);
  }

  @AfterEach
  void close() {
    node.close();
  }

  private void awaitStatus(UUID runId, RunStatus status) {
    Await.until("run " + runId + " is " + status, () -> status(runId) == status);
  }

  private RunStatus status(UUID runId) {
    long code = database.count("select status from workflow_run where run_id = ?", runId);
    return RowCodes.runStatus((int) code);
  }

  private void awaitRest(UUID runId) {
    Await.until(
        "run " + runId + " rests",
        () ->
            database.count(
                    "select count(*) from workflow_run where run_id = ? and owner is null", runId)
                == 1);
  }

  /** Takes a run through, so that nothing of the node's beginning is counted. */
  private void settleIn() {
    database.awaitListening();
    CompletableFuture<UUID> gone = new CompletableFuture<>();
    node.runtime.onDeparture(gone::complete);
    node.start("calls");
    gone.join();
  }

  @Test
  void three_calls_take_four_commits_of_two_rows() {
    settleIn();
    CompletableFuture<UUID> gone = new CompletableFuture<>();
    node.runtime.onDeparture(gone::complete);
    var before = node.store.counters().counts();
    UUID run = node.start("calls");
    awaitStatus(run, RunStatus.SUCCEEDED);
    gone.join();
    var counts = node.store.counters().counts().since(before);
    assertThat(counts.commits()).isEqualTo(4);
    assertThat(counts.statements()).isEqualTo(4);
    assertThat(counts.transitions()).isEqualTo(4);
    assertThat(counts.rows()).isEqualTo(8);
    assertThat(database.count("select count(*) from workflow_run_history where run_id = ?", run))
        .isEqualTo(4);
    assertThat(
            database.count(
                "select count(*) from workflow_run r where run_id = ? and seq ="
                    + " (select max(last_seq) from workflow_run_history h where h.run_id = r.run_id)",
                run))
        .isEqualTo(1);
  }

  @Test
  void a_waiting_run_takes_one_commit_and_its_event_two() {
    world.define("only", Programs.of(Programs.event("paid", "k1")));
    settleIn();
    var before = node.store.counters().counts();
    UUID run = node.start("only");
    awaitRest(run);
    var opened = node.store.counters().counts().since(before);
    assertThat(opened.commits()).isEqualTo(1);
    // The key's lock, the look back, the write.
    assertThat(opened.statements()).isEqualTo(3);
    assertThat(opened.rows()).isEqualTo(3);
    CompletableFuture<UUID> gone = new CompletableFuture<>();
    node.runtime.onDeparture(gone::complete);
    before = node.store.counters().counts();
    var routed = node.submit("paid", "k1", null);
    gone.join();
    var folded = node.store.counters().counts().since(before);
    assertThat(folded.commits()).isEqualTo(2);
    // The key's lock, the event, who waits, delivery with claim; the fold.
    assertThat(folded.statements()).isEqualTo(5);
    // Event, delivery, claimed run; run, history, wait, delivery.
    assertThat(folded.rows()).isEqualTo(7);
    assertThat(routed.deliveries()).hasSize(1);
    assertThat(routed.deliveries().getFirst().state()).isEqualTo(Delivery.State.SENT);
    assertThat(routed.deliveries().getFirst().runId()).isEqualTo(run);
    assertThat(status(run)).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(database.count("select count(*) from workflow_event_delivery where state = 2"))
        .isEqualTo(1);
    assertThat(database.count("select count(*) from workflow_wait where status = 1")).isEqualTo(1);
  }

  @Test
  void an_event_that_came_first_is_found_by_looking_back() {
    world.define("late", Programs.of(Programs.call("slow"), Programs.event("paid", "k2")));
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    world.action =
        (site, call) -> {
          called.countDown();
          awaitLatch(go);
          return new CallAnswer.Done(null, List.of());
        };
    UUID run = node.start("late");
    awaitLatch(called);
    assertThat(node.submit("paid", "k2", "e1").deliveries()).isEmpty();
    go.countDown();
    awaitStatus(run, RunStatus.SUCCEEDED);
    assertThat(
            database.count(
                "select count(*) from workflow_event_delivery where run_id = ? and state = 2", run))
        .isEqualTo(1);
    assertThat(database.one("select resolved_by from workflow_wait where run_id = ?", run))
        .isEqualTo("event:e1");
  }

  @Test
  void a_repeated_event_id_gets_the_first_receipt() {
    UUID run = node.start("event");
    awaitRest(run);
    var first = node.submit("paid", "k1", "same");
    var second = node.submit("paid", "k1", "same");
    assertThat(first.duplicate()).isFalse();
    assertThat(second.duplicate()).isTrue();
    assertThat(second.deliveries().getFirst().deliveryId())
        .isEqualTo(first.deliveries().getFirst().deliveryId());
    awaitStatus(run, RunStatus.SUCCEEDED);
    assertThat(database.count("select count(*) from workflow_event")).isEqualTo(1);
  }

  @Test
  void a_far_timer_is_kept_by_the_database_and_fires_when_due() {
    long begun = System.nanoTime();
    UUID run = node.start("sleep");
    awaitRest(run);
    awaitStatus(run, RunStatus.SUCCEEDED);
    long took = (System.nanoTime() - begun) / 1_000_000;
    assertThat(took).isBetween(2_600L, 6_000L);
  }

  @Test
  void a_near_timer_fires_from_memory() {
    long begun = System.nanoTime();
    UUID run = node.start("nap");
    awaitStatus(run, RunStatus.SUCCEEDED);
    assertThat((System.nanoTime() - begun) / 1_000_000).isBetween(150L, 1_500L);
  }

  @Test
  void a_parent_goes_on_when_its_child_has_ended() {
    UUID parent = node.start("parent");
    awaitStatus(parent, RunStatus.SUCCEEDED);
    assertThat(database.count("select count(*) from workflow_run where parent_run_id = ?", parent))
        .isEqualTo(1);
    assertThat(database.count("select count(*) from workflow_run_inbox")).isZero();
  }

  @Test
  void a_refused_child_fails_its_parent() {
    UUID parent = node.start("orphan");
    awaitStatus(parent, RunStatus.FAILED);
  }

  @Test
  void a_detached_child_runs_though_its_parent_has_ended() {
    UUID parent = node.start("detaching");
    awaitStatus(parent, RunStatus.SUCCEEDED);
    Await.until(
        "the child has ended",
        () ->
            database.count(
                    "select count(*) from workflow_run where parent_run_id = ? and status = 2",
                    parent)
                == 1);
    Await.until(
        "its note is struck off",
        () -> database.count("select count(*) from workflow_child_start") == 0);
  }

  @Test
  void a_cancelled_parent_cancels_its_child() {
    UUID parent = node.start("patient");
    Await.until(
        "the child waits",
        () -> database.count("select count(*) from workflow_wait where type = 0") == 1);
    assertThat(node.engine.cancel(order(parent, "o1"), false)).isEqualTo(CancelResult.STORED);
    awaitStatus(parent, RunStatus.CANCELED);
    Await.until(
        "the child is cancelled",
        () ->
            database.count(
                    "select count(*) from workflow_run where parent_run_id = ? and status = 4",
                    parent)
                == 1);
    assertThat(node.engine.cancel(order(parent, "o2"), false)).isEqualTo(CancelResult.ENDED);
    assertThat(node.engine.cancel(order(UUID.randomUUID(), "o3"), false))
        .isEqualTo(CancelResult.NOT_FOUND);
  }

  private static OperatorOrder order(UUID run, String id) {
    return new OperatorOrder(TestNode.TENANT, run, id, "tester", "because");
  }

  @Test
  void a_command_is_answered_with_its_verdict_and_kept_with_it() {
    UUID run = node.start("event");
    awaitRest(run);
    var resumed =
        node.engine.command(
            order(run, "r1"), new Input.Command.Resume(null, Map.of("a", 1L), false));
    assertThat(resumed)
        .isInstanceOfSatisfying(
            RunEngine.CommandResult.Folded.class,
            folded -> assertThat(folded.verdict()).isInstanceOf(Verdict.Applied.class));
    awaitStatus(run, RunStatus.SUCCEEDED);
    var late = node.engine.command(order(run, "r2"), new Input.Command.Retry(List.of()));
    assertThat(late)
        .isInstanceOfSatisfying(
            RunEngine.CommandResult.Folded.class,
            folded ->
                assertThat(folded.verdict())
                    .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused ->
                            assertThat(refused.reason()).isEqualTo(Verdict.Reason.RUN_NOT_FAILED)));
    assertThat(
            database.count("select count(*) from workflow_run_command where folded_at is not null"))
        .isEqualTo(2);
    awaitRest(run);
  }

  @Test
  void a_promised_answer_is_applied_once() {
    AtomicReference<String> token = new AtomicReference<>();
    world.action =
        (site, call) -> {
          token.set(site.callbackToken());
          return new CallAnswer.Pending(List.of());
        };
    world.define("promise", Programs.of(Programs.call("a")));
    UUID run = node.start("promise");
    awaitRest(run);
    CallAnswer answer = new CallAnswer.Done("done", List.of());
    var first = node.engine.callback(token.get(), answer);
    assertThat(first)
        .isInstanceOfSatisfying(
            RunEngine.CallbackResult.Delivered.class,
            delivered -> assertThat(delivered.verdict()).isInstanceOf(Verdict.Applied.class));
    awaitStatus(run, RunStatus.SUCCEEDED);
    var second = node.engine.callback(token.get(), answer);
    assertThat(second)
        .isInstanceOfSatisfying(
            RunEngine.CallbackResult.Delivered.class,
            delivered -> assertThat(delivered.verdict()).isInstanceOf(Verdict.Refused.class));
    assertThat(node.engine.callback(token.get() + "A", answer))
        .isInstanceOf(RunEngine.CallbackResult.UnknownToken.class);
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      if (!latch.await(20, java.util.concurrent.TimeUnit.SECONDS)) {
        throw new AssertionError("expected the latch to open");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.holdfast.adapter.quartz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.RowCodes;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.application.codec.InputCodec;
import dev.holdfast.application.port.in.InvokeAction;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.RunStatus;
import dev.holdfast.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of runs when nodes die, stop, lose their lease, or meet a fault of ours. */
class RecoveryTest {
  private static final RuntimeSettings SETTINGS =
      RuntimeSettings.usual("node").withLease(Duration.ofSeconds(3));

  private final DatabaseAddress address = ScratchServer.freshDatabase();
  private final TestNode.World world = new TestNode.World();
  private final List<TestNode> nodes = new ArrayList<>();
  private final Database database;
  private final Map<UUID, Set<String>> keys = new ConcurrentHashMap<>();
  private final AtomicInteger calls = new AtomicInteger();

  RecoveryTest() {
    world.define("one", Programs.of(Programs.call("a")));
    world.define("calls", Programs.of(Programs.call("a"), Programs.call("b"), Programs.call("c")));
    world.define("detaching", Programs.of(Programs.child("one", true)));
    world.define("wide", Programs.of(Programs.parallel(Programs.call("a"), Programs.call("b"))));
    database = new Database(open().pool.dataSource());
  }

  private TestNode open() {
    return open(SETTINGS);
  }

  private TestNode open(RuntimeSettings settings) {
    TestNode node = new TestNode(address, world, settings);
    nodes.add(node);
    return node;
  }

  @AfterEach
  void close() {
    nodes.forEach(TestNode::close);
  }

  private CallAnswer noted(InvokeAction.CallSite site, Effect.InvokeAction call) {
    calls.incrementAndGet();
    keys.computeIfAbsent(call.callId(), id -> ConcurrentHashMap.newKeySet())
        .add(call.idempotencyKey() + "/" + call.attempt() + "/" + site.callbackToken());
    return new CallAnswer.Done(null, List.of());
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) throw new AssertionError("expected to go on");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private RunStatus status(UUID run) {
    long code = database.count("select status from workflow_run where run_id = ?", run);
    return RowCodes.runStatus((int) code);
  }

  private void awaitStatus(UUID run, RunStatus status) {
    Await.until("run is " + status, Duration.ofSeconds(40), () -> status(run) == status);
  }

  private long historyRows(UUID run) {
    return database.count("select count(*) from workflow_run_history where run_id = ?", run);
  }

  @Test
  void a_stolen_lease_cannot_write() {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    world.action =
        (site, call) -> {
          called.countDown();
          await(go);
          return noted(site, call);
        };
    UUID run = nodes.getFirst().start("one");
    await(called);
    database.change(
        "insert into workflow_node (node_id, name, started_at, expires_at)"
            + " overriding system value values (999, 'thief', now(), 'infinity')");
    database.change("update workflow_run set owner = 999, fence = fence + 1 where run_id = ?", run);
    go.countDown();
    Await.until("the node has let go", () -> nodes.getFirst().runtime.activeRuns() == 0);
    assertThat(historyRows(run)).isEqualTo(1);
    assertThat(status(run)).isEqualTo(RunStatus.RUNNING);
  }

  @Test
  void another_node_takes_over_from_one_that_died_and_repeats_the_call_under_its_key() {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    world.action =
        (site, call) -> {
          CallAnswer answer = noted(site, call);
          if (first.getAndSet(false)) {
            called.countDown();
            await(never);
          }
          return answer;
        };
    TestNode dying = open();
    UUID run = dying.start("calls");
    await(called);
    dying.close();
    awaitStatus(run, RunStatus.SUCCEEDED);
    never.countDown();
    assertThat(calls.get()).isEqualTo(4);
    assertThat(keys.values()).hasSize(3).allMatch(set -> set.size() == 1);
    Await.until(
        "the dead node is struck off",
        Duration.ofSeconds(30),
        () -> database.count("select count(*) from workflow_node") == 1);
  }

  @Test
  void runs_survive_a_node_that_dies_under_load() {
    TestNode dying = open();
    AtomicBoolean stop = new AtomicBoolean();
    world.action = this::noted;
    List<UUID> started = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      clients.add(
          Thread.startVirtualThread(() -> {
            while (!stop.get()) {
              try {
                started.add(dying.start("calls"));
              } catch (RuntimeException e) {
                return;
              }
            }
          }));
    }
    Await.until("there is load", () -> started.size() > 300);
    dying.close();
    stop.set(true);
    clients.forEach(RecoveryTest::join);
    Await.until(
        "every run has ended",
        Duration.ofSeconds(60),
        () -> database.count("select count(*) from workflow_run where status < 2") == 0);
    for (UUID run : List.copyOf(started)) assertThat(status(run)).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(keys.values()).allMatch(set -> set.size() == 1);
    assertThat(
            database.count(
                "select count(*) from workflow_run r where seq <> (select max(last_seq)"
                    + " from workflow_run_history h where h.run_id = r.run_id)"))
        .isZero();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_draining_node_finishes_its_calls_and_gives_its_runs_back() {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    world.action =
        (site, call) -> {
          if (first.getAndSet(false)) {
            called.countDown();
            await(go);
          }
          return noted(site, call);
        };
    TestNode leaving = open();
    UUID run = leaving.start("calls");
    await(called);
    Thread drain = Thread.startVirtualThread(leaving.runtime::drain);
    go.countDown();
    join(drain);
    awaitStatus(run, RunStatus.SUCCEEDED);
    // The call in flight was finished, not repeated.
    assertThat(calls.get()).isEqualTo(3);
    Await.until(
        "it has struck itself off",
        () -> database.count("select count(*) from workflow_node") == 1);
  }

  @Test
  void a_drain_that_is_too_long_leaves_its_calls_to_others() {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    world.action =
        (site, call) -> {
          CallAnswer answer = noted(site, call);
          if (first.getAndSet(false)) {
            called.countDown();
            await(never);
          }
          return answer;
        };
    TestNode leaving = open(SETTINGS.withDrain(Duration.ofMillis(200)));
    UUID run = leaving.start("one");
    await(called);
    leaving.runtime.drain();
    awaitStatus(run, RunStatus.SUCCEEDED);
    never.countDown();
    assertThat(calls.get()).isEqualTo(2);
    assertThat(keys.values()).hasSize(1).allMatch(set -> set.size() == 1);
  }

  @Test
  void runs_beyond_a_nodes_room_wait_in_the_database() {
    nodes.removeFirst().close();
    TestNode small = open(SETTINGS.withActiveRuns(3));
    new Database(small.pool.dataSource()).awaitListening();
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger at = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    world.action =
        (site, call) -> {
          most.accumulateAndGet(at.incrementAndGet(), Math::max);
          await(go);
          at.decrementAndGet();
          return noted(site, call);
        };
    for (int i = 0; i < 40; i++) small.start("one");
    assertThat(new Database(small.pool.dataSource()).count("select count(*) from workflow_run"))
        .isEqualTo(40);
    go.countDown();
    Database now = new Database(small.pool.dataSource());
    Await.until(
        "every run has ended",
        Duration.ofSeconds(40),
        () -> now.count("select count(*) from workflow_run where status = 2") == 40);
    assertThat(most.get()).isLessThanOrEqualTo(3);
    assertThat(keys).hasSize(40);
  }

  @Test
  void a_fault_of_ours_leaves_the_run_as_it_was_until_it_is_mended() {
    UUID workflow = world.ids.get("one");
    assertThat(workflow).isNotNull();
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    world.action =
        (site, call) -> {
          called.countDown();
          await(go);
          return noted(site, call);
        };
    UUID run = nodes.getFirst().start("one");
    await(called);
    var program = world.programs.remove(workflow);
    // The program is kept in memory: another node has to load it.
    nodes.getFirst().close();
    TestNode other = open();
    go.countDown();
    Database now = new Database(other.pool.dataSource());
    Await.until(
        "the run is stuck",
        Duration.ofSeconds(40),
        () -> now.count("select stuck_tries from workflow_run where run_id = ?", run) > 0);
    assertThat(now.count("select count(*) from workflow_run_history where run_id = ?", run))
        .isEqualTo(1);
    world.programs.put(workflow, program);
    Await.until(
        "the run has ended",
        Duration.ofSeconds(40),
        () -> now.count("select status from workflow_run where run_id = ?", run) == 2);
    assertThat(now.one("select stuck_since from workflow_run where run_id = ?", run)).isNull();
  }

  @Test
  void an_answer_after_the_timeout_is_recorded_and_applied_to_nothing() {
    world.define("short", Programs.of(Programs.call("slow", 200, null)));
    CountDownLatch interrupted = new CountDownLatch(1);
    world.action =
        (site, call) -> {
          try {
            if (new CountDownLatch(1).await(20, TimeUnit.SECONDS)) throw new AssertionError();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return new CallAnswer.Done("too late", List.of());
        };
    UUID run = nodes.getFirst().start("short");
    awaitStatus(run, RunStatus.FAILED);
    await(interrupted);
    Await.until(
        "the answer is recorded",
        () ->
            database.count("select count(*) from workflow_late_result where run_id = ?", run) == 1);
    assertThat(status(run)).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void a_detached_child_that_was_noted_is_started_though_its_node_died() {
    UUID parent = nodes.getFirst().start("one");
    awaitStatus(parent, RunStatus.SUCCEEDED);
    UUID child = UUID.randomUUID();
    database.change(
        "insert into workflow_child_start (child_run_id, parent_run_id, at, effect)"
            + " values (?, ?, now() - interval '1 minute', ?)",
        child,
        parent,
        ChildBytes.of("one"));
    Await.until(
        "the child has ended",
        Duration.ofSeconds(30),
        () ->
            database.count(
                    "select count(*) from workflow_run where run_id = ? and status = 2", child)
                == 1);
    Await.until(
        "its note is struck off",
        () -> database.count("select count(*) from workflow_child_start") == 0);
  }

  @Test
  void mail_that_no_node_was_told_of_is_found_by_the_sweep() {
    world.define("event", Programs.of(Programs.event("paid", "k")));
    UUID run = nodes.getFirst().start("event");
    Await.until(
        "it rests",
        () ->
            database.count(
                    "select count(*) from workflow_run where owner is null and run_id = ?", run)
                == 1);
    database.change(
        "insert into workflow_run_inbox (run_id, input_id, at, input)"
            + " values (?, 'lost', now() - interval '1 minute', ?)",
        run,
        InputCodec.encode(
            new Input.CancelRequested("lost", Instant.now(), "its parent is gone", false)));
    awaitStatus(run, RunStatus.CANCELED);
    assertThat(database.count("select count(*) from workflow_run_inbox")).isZero();
  }

  @Test
  void a_run_whose_owner_is_no_node_any_more_is_taken_over() {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    world.action =
        (site, call) -> {
          if (first.getAndSet(false)) {
            called.countDown();
            await(go);
          }
          return noted(site, call);
        };
    UUID run = nodes.getFirst().start("one");
    await(called);
    database.change("update workflow_run set owner = 999, fence = fence + 1 where run_id = ?", run);
    awaitStatus(run, RunStatus.SUCCEEDED);
    go.countDown();
    assertThat(keys.values()).allMatch(set -> set.size() == 1);
  }
}

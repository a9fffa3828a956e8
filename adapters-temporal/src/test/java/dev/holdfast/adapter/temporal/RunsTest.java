package dev.holdfast.adapter.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.application.edition.OuterEngine;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.application.port.out.RunEngine.CancelResult;
import dev.holdfast.application.view.Delivery;
import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.RunStatus;
import dev.holdfast.domain.run.Verdict;
import dev.holdfast.testkit.Await;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs on every server there is, with a worker that may stop in the middle of them. */
@ParameterizedClass
@MethodSource("dev.holdfast.adapter.temporal.TestTemporal#all")
class RunsTest {
  /** The server may give what it has to the dead worker's open questions first. */
  private static final Duration LOSS = Duration.ofSeconds(90);

  private final DatabaseAddress address = ScratchServer.freshDatabase();
  private final TestWorld world = new TestWorld();
  private final TestTemporal server;
  private final String namespace;
  private TestRuntime node;

  RunsTest(TestTemporal server) {
    this.server = server;
    this.namespace = server.newNamespace("runs");
    this.node = open(Map.of());
  }

  private TestRuntime open(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("target", server.target());
    settings.put("namespace", namespace);
    settings.put("task-queue", namespace);
    settings.put("heartbeat-ms", "1000");
    return new TestRuntime(address, world, settings);
  }

  private void reopen(Map<String, String> more) {
    node.stop();
    node = open(more);
  }

  /**
   * Another worker takes over in the middle of a run. On a real server the first one dies without a
   * word. The server in this process would leave the run to the dead for ever, unless that one had
   * failed with it before: so it fails, and then stops.
   */
  private void replaceWorker(UUID run) {
    if (server.isReal()) {
      node.close();
    } else {
      world.failing = true;
      node.runtime.tick(run, node.clock.now());
      Await.until("the worker has failed", () -> world.failures.get() > 0);
      node.stop();
      world.failing = false;
    }
    node = open(Map.of());
  }

  @AfterEach
  void close() {
    node.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void three_calls_run_to_the_end_and_are_all_told() {
    world.define("calls", TestWorld.calls(3));
    UUID run = node.start("calls");
    node.awaitStatus(run, RunStatus.SUCCEEDED);
    assertThat(world.calls).hasSize(3);
    assertThat(
            node.count(
                "select count(*) from workflow_run r where run_id = ? and engine = 'temporal'"
                    + " and seq = (select max(last_seq) from workflow_run_history h"
                    + " where h.run_id = r.run_id)",
                run))
        .isEqualTo(1);
    // By hand it would be 23: start, a task, three actions of six, the end.
    assertThat(node.historyLength(run)).isLessThanOrEqualTo(25);
  }

  @Test
  void the_history_is_at_most_a_tenth_longer_than_by_hand() {
    world.define("calls", TestWorld.calls(20));
    UUID run = node.start("calls");
    node.awaitStatus(run, RunStatus.SUCCEEDED);
    Await.until("the workflow has ended", () -> node.generations(run) == 1 && node.isClosed(run));
    // Start and end, and for each action three events and a task of three.
    int byHand = 5 + 20 * 6;
    assertThat(node.historyLength(run)).as("events").isBetween((long) byHand, byHand * 11L / 10);
  }

  @Test
  void an_event_resumes_the_run_that_waits_for_it() {
    world.define("event", "[" + TestWorld.event("paid", "k1") + "," + TestWorld.call() + "]");
    UUID run = node.start("event");
    node.awaitWait(run);
    var routed = node.submit("paid", "k1", "e1");
    assertThat(routed.deliveries()).hasSize(1);
    assertThat(routed.deliveries().getFirst().state()).isEqualTo(Delivery.State.SENT);
    node.awaitStatus(run, RunStatus.SUCCEEDED);
    assertThat(node.count("select count(*) from workflow_event_delivery where state = 2"))
        .isEqualTo(1);
    assertThat(node.one("select resolved_by from workflow_wait where run_id = ?", run))
        .isEqualTo("event:e1");
  }

  @Test
  void operators_ask_its_workflow_where_a_run_is() {
    world.define("event", "[" + TestWorld.event("paid", "k1") + "]");
    UUID run = node.start("event");
    node.awaitWait(run);
    assertThat(node.asked(run, "currentStep")).isEqualTo("\"root.steps[0]\"");
    assertThat(node.asked(run, "waits"))
        .contains("\"correlationKey\":\"k1\"", "\"eventName\":\"paid\"", "\"type\":\"event\"");
    assertThat(node.asked(run, "summary"))
        .contains("\"status\":\"WAITING\"", "\"seq\":3", "\"callsInFlight\":0");
  }

  @Test
  void an_event_that_came_first_is_found_by_looking_back() {
    world.define("late", "[" + TestWorld.call() + "," + TestWorld.event("paid", "k2") + "]");
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    world.action =
        (site, call) -> {
          called.countDown();
          await(go);
          return new CallAnswer.Done(null, List.of());
        };
    UUID run = node.start("late");
    await(called);
    assertThat(node.submit("paid", "k2", "e1").deliveries()).isEmpty();
    go.countDown();
    node.awaitStatus(run, RunStatus.SUCCEEDED);
    assertThat(node.one("select resolved_by from workflow_wait where run_id = ?", run))
        .isEqualTo("event:e1");
    assertThat(
            node.count(
                "select count(*) from workflow_event_delivery where run_id = ? and state = 2", run))
        .isEqualTo(1);
  }

  @Test
  void a_repeated_event_is_taken_once() {
    world.define(
        "two", "[" + TestWorld.event("paid", "k3") + "," + TestWorld.event("paid", "k3") + "]");
    UUID run = node.start("two");
    node.awaitWait(run);
    node.submit("paid", "k3", "same");
    assertThat(node.submit("paid", "k3", "same").duplicate()).isTrue();
    Await.until(
        "the first wait is resolved",
        () ->
            node.count("select count(*) from workflow_wait where status = 1 and run_id = ?", run)
                == 1);
    node.awaitWait(run);
    node.submit("paid", "k3", "other");
    node.awaitStatus(run, RunStatus.SUCCEEDED);
  }

  @Test
  void a_timer_fires_when_due() {
    world.define("nap", "[" + TestWorld.sleep(300) + "," + TestWorld.call() + "]");
    UUID run = node.start("nap");
    node.awaitStatus(run, RunStatus.SUCCEEDED);
    assertThat(node.one("select resolved_by from workflow_wait where run_id = ?", run))
        .isEqualTo("timer");
  }

  @Test
  void a_parent_hears_of_its_childs_end() {
    world.define("calls", TestWorld.calls(2));
    world.define("parent", "[" + TestWorld.child("calls") + "," + TestWorld.call() + "]");
    UUID run = node.start("parent");
    node.awaitStatus(run, RunStatus.SUCCEEDED);
    assertThat(world.calls).hasSize(3);
    assertThat(node.count("select count(*) from workflow_run where parent_run_id = ?", run))
        .isEqualTo(1);
  }

  @Test
  void a_refused_child_fails_its_parent_with_the_refusals_code() {
    world.define("orphan", "[" + TestWorld.child("nothing") + "]");
    UUID run = node.start("orphan");
    node.awaitStatus(run, RunStatus.FAILED);
  }

  @Test
  void a_cancel_runs_the_finally_blocks() {
    world.define(
        "guarded",
        "[{\"type\":\"control.tryCatch\",\"try\":["
            + TestWorld.event("never", "k")
            + "],\"finally\":["
            + TestWorld.call()
            + "]}]");
    UUID run = node.start("guarded");
    node.awaitWait(run);
    assertThat(node.cancel(run)).isEqualTo(CancelResult.STORED);
    node.awaitStatus(run, RunStatus.CANCELED);
    assertThat(world.calls).hasSize(1);
    assertThat(node.cancel(run)).isEqualTo(CancelResult.ENDED);
    assertThat(
            node.count(
                "select count(*) from workflow_run_command where run_id = ? and kind = 'cancel'"
                    + " and folded_at is not null",
                run))
        .isEqualTo(1);
  }

  @Test
  void a_cancel_reaches_the_children() {
    world.define("waiting", "[" + TestWorld.event("never", "k") + "]");
    world.define("parent", "[" + TestWorld.child("waiting") + "]");
    UUID run = node.start("parent");
    Await.until(
        "the child waits",
        () ->
            node.count(
                    "select count(*) from workflow_run where parent_run_id = ? and status = 1", run)
                == 1);
    assertThat(node.cancel(run)).isEqualTo(CancelResult.STORED);
    node.awaitStatus(run, RunStatus.CANCELED);
    UUID child =
        UUID.fromString(node.one("select run_id from workflow_run where parent_run_id = ?", run));
    node.awaitStatus(child, RunStatus.CANCELED);
  }

  @Test
  void a_promised_answer_comes_by_callback_once() {
    CompletableFuture<String> token = new CompletableFuture<>();
    world.define("promise", TestWorld.calls(1));
    world.action =
        (site, call) -> {
          token.complete(site.callbackToken());
          return new CallAnswer.Pending(List.of());
        };
    UUID run = node.start("promise");
    node.awaitWait(run);
    CallAnswer answer = new CallAnswer.Done("late", List.of());
    assertThat(node.engine.callback(token.join(), answer))
        .isInstanceOfSatisfying(
            RunEngine.CallbackResult.Delivered.class,
            d -> assertThat(d.verdict()).isInstanceOf(Verdict.Applied.class));
    node.awaitStatus(run, RunStatus.SUCCEEDED);
    assertThat(node.engine.callback(token.join(), answer))
        .isInstanceOfSatisfying(
            RunEngine.CallbackResult.Delivered.class,
            d -> assertThat(d.verdict()).isInstanceOf(Verdict.Refused.class));
  }

  @Test
  void an_error_keeps_category_code_message_and_details() {
    world.define("failing", TestWorld.calls(1));
    RunError error =
        new RunError(
            ErrorCategory.TRANSIENT, "BUSY", "try later", null, null, null, false, Map.of("n", 7L));
    world.action = (site, call) -> new CallAnswer.Failed(error, null, List.of());
    UUID run = node.start("failing");
    node.awaitStatus(run, RunStatus.FAILED);
    var told = node.lastError(run);
    assertThat(told.category()).isEqualTo(ErrorCategory.TRANSIENT);
    assertThat(told.code()).isEqualTo("BUSY");
    assertThat(told.message()).isEqualTo("try later");
    assertThat(told.details()).isEqualTo(Map.of("n", 7L));
  }

  @Test
  void a_run_continues_as_new_every_few_events_and_loses_nothing() {
    reopen(Map.of("hand-over-above", "8"));
    world.define(
        "long",
        "["
            + String.join(
                ",",
                TestWorld.call(),
                TestWorld.event("go", "a"),
                TestWorld.call(),
                TestWorld.sleep(200),
                TestWorld.call(),
                TestWorld.event("go", "a"),
                TestWorld.call())
            + "]");
    UUID run = node.start("long");
    node.submit("go", "a", "e1");
    node.submit("go", "a", "e2");
    node.awaitStatus(run, RunStatus.SUCCEEDED);
    assertThat(world.calls).hasSize(4);
    assertThat(node.generations(run)).isGreaterThan(2);
    assertThat(
            node.count(
                "select sum(last_seq - first_seq + 1) from workflow_run_history where run_id = ?",
                run))
        .isEqualTo(node.count("select seq from workflow_run where run_id = ?", run));
  }

  @Test
  void commands_that_the_engine_cannot_do_are_refused_and_change_nothing() {
    world.define("wait", "[" + TestWorld.event("never", "k") + "]");
    UUID run = node.start("wait");
    node.awaitWait(run);
    var order = new RunEngine.OperatorOrder(TestRuntime.TENANT, run, "o", "tester", "a test");
    assertThat(node.engine.command(order, new Input.Command.Retry(List.of())))
        .isEqualTo(new RunEngine.CommandResult.Unsupported("temporal"));
    assertThat(node.count("select count(*) from workflow_run_command where run_id = ?", run))
        .isZero();
  }

  @Test
  void ends_far_from_their_beginnings_are_noted() {
    world.define(
        "wide",
        "["
            + TestWorld.parallel(
                List.of("[" + TestWorld.event("go", "n") + "]", "[" + TestWorld.call() + "]"))
            + "]");
    UUID run = node.start("wide");
    node.awaitWait(run);
    node.submit("go", "n", "e1");
    node.awaitStatus(run, RunStatus.SUCCEEDED);
    // The wait's and its block's, which began long before.
    assertThat(node.count("select count(*) from workflow_run_attempt_end where run_id = ?", run))
        .isGreaterThanOrEqualTo(2);
  }

  @Test
  void another_worker_goes_on_with_what_the_first_left() {
    world.define("calls", "[" + TestWorld.call() + "," + TestWorld.event("go", "b") + "]");
    UUID run = node.start("calls");
    node.awaitWait(run);
    replaceWorker(run);
    node.submit("go", "b", "e1");
    node.awaitStatus(run, RunStatus.SUCCEEDED, LOSS);
    assertThat(world.calls).hasSize(1);
  }

  @Test
  void a_call_whose_worker_is_lost_is_made_again_under_the_same_attempt() {
    world.define("calls", TestWorld.calls(1));
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    List<Integer> attempts = new CopyOnWriteArrayList<>();
    world.action =
        (site, call) -> {
          attempts.add(call.attempt());
          called.countDown();
          if (attempts.size() == 1) await(never);
          return new CallAnswer.Done("ok", List.of());
        };
    UUID run = node.start("calls");
    await(called);
    replaceWorker(run);
    node.awaitStatus(run, RunStatus.SUCCEEDED, LOSS);
    assertThat(attempts).containsExactly(1, 1);
  }

  @Test
  void a_call_whose_worker_falls_silent_is_made_again_with_all_its_time() {
    world.define("calls", TestWorld.calls(1));
    CompletableFuture<CallAnswer> never = new CompletableFuture<>();
    CountDownLatch called = new CountDownLatch(1);
    List<Effect.InvokeAction> made = new CopyOnWriteArrayList<>();
    world.action =
        (site, call) -> {
          made.add(call);
          called.countDown();
          // Not even an interrupt makes it answer.
          return made.size() == 1 ? never.join() : new CallAnswer.Done("ok", List.of());
        };
    UUID run = node.start("calls");
    await(called);
    replaceWorker(run);
    node.awaitStatus(run, RunStatus.SUCCEEDED, LOSS);
    assertThat(made).extracting(Effect.InvokeAction::attempt).containsExactly(1, 1);
    assertThat(made.getLast().callId()).isEqualTo(made.getFirst().callId());
    // The server in this process does not leave silent workers to the run.
    if (server.isReal()) {
      assertThat(made.getLast().deadline()).isAfter(made.getFirst().deadline());
    }
    never.complete(new CallAnswer.Done("too late", List.of()));
  }

  @Test
  void a_call_that_nobody_picks_up_is_asked_for_again_and_does_not_time_out() {
    reopen(Map.of("concurrent-calls", "1"));
    world.define("slow", "[" + TestWorld.call() + "]");
    world.define("queued", "[" + TestWorld.call(1_200) + "]");
    CountDownLatch called = new CountDownLatch(1);
    CompletableFuture<CallAnswer> answer = new CompletableFuture<>();
    world.action =
        (site, call) -> {
          called.countDown();
          return world.calls.size() == 1 ? answer.join() : new CallAnswer.Done("ok", List.of());
        };
    UUID slow = node.start("slow");
    await(called);
    UUID queued = node.start("queued");
    Await.until(
        "it has begun", () -> node.runtime.standing(queued) instanceof OuterEngine.Standing.Alive);
    Await.until("the call is asked for again", () -> node.asked(queued) >= 3);
    assertThat(node.status(queued)).isEqualTo(RunStatus.RUNNING);
    answer.complete(new CallAnswer.Done("ok", List.of()));
    node.awaitStatus(slow, RunStatus.SUCCEEDED);
    node.awaitStatus(queued, RunStatus.SUCCEEDED);
    assertThat(world.calls).hasSize(2);
  }
}

package dev.holdfast.adapter.quartz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.application.port.out.EventRouter;
import dev.holdfast.application.port.out.EventRouter.Routed;
import dev.holdfast.application.port.out.EventRouter.TriggerTarget;
import dev.holdfast.application.port.out.NewRun;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.application.port.out.RunEngine.OperatorOrder;
import dev.holdfast.application.port.out.RunEngine.StartResult;
import dev.holdfast.application.view.Delivery;
import dev.holdfast.domain.definition.FilterTemplate;
import dev.holdfast.domain.definition.Lookback;
import dev.holdfast.domain.definition.Step;
import dev.holdfast.domain.definition.Value;
import dev.holdfast.domain.event.Filter;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Verdict;
import dev.holdfast.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events, orders and starts find their runs, whoever holds them. */
class RoutingTest {
  private final DatabaseAddress address = ScratchServer.freshDatabase();
  private final TestNode.World world = new TestNode.World();
  private final TestNode one = new TestNode(address, world, RuntimeSettings.usual("one"));
  private final TestNode two = new TestNode(address, world, RuntimeSettings.usual("two"));
  private final Database database = new Database(one.pool.dataSource());

  RoutingTest() {
    world.define("wait", Programs.of(Programs.event("paid", "k")));
    world.define("picky", Programs.of(filtered("paid", "k", 7)));
    world.define("late", Programs.of(Programs.call("a"), filtered("paid", "k", 7)));
    world.define(
        "busy", Programs.of(Programs.parallel(Programs.call("a"), Programs.sleep(60_000))));
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  private static Programs.Made filtered(String name, String key, long n) {
    return head ->
        new Step.WaitForEvent(
            head,
            name,
            new Value.Literal(key),
            List.of(new FilterTemplate("n", Filter.Op.EQUAL, new Value.Literal(n))),
            null,
            List.of(),
            new Lookback.SinceStart(),
            false);
  }

  private Routed submit(
      List<String> keys, long n, @Nullable UUID toRun, List<TriggerTarget> triggers) {
    return one.router.submit(
        new EventRouter.NewEvent(
            TestNode.TENANT,
            one.ids.next().toString(),
            "paid",
            keys,
            Map.of("n", n),
            null,
            null,
            null,
            toRun,
            0,
            triggers));
  }

  private UUID waiting(String workflow) {
    UUID run = one.start(workflow);
    Await.until(
        "it waits",
        () ->
            database.count(
                    "select count(*) from workflow_wait where run_id = ? and status = 0", run)
                == 1);
    return run;
  }

  private void awaitEnd(UUID run) {
    Await.until(
        "run " + run + " has ended",
        () -> database.count("select status from workflow_run where run_id = ?", run) == 2);
  }

  @Test
  void an_event_that_a_filter_turns_away_is_told_so_and_the_wait_stays() {
    UUID run = waiting("picky");
    Routed away = submit(List.of("k"), 6, null, List.of());
    assertThat(away.deliveries()).hasSize(1);
    assertThat(away.deliveries().getFirst().state()).isEqualTo(Delivery.State.REFUSED);
    assertThat(away.deliveries().getFirst().reason()).isEqualTo("FILTER_FALSE");
    assertThat(submit(List.of("other"), 7, null, List.of()).deliveries()).isEmpty();
    assertThat(database.count("select count(*) from workflow_wait where status = 0")).isEqualTo(1);
    submit(List.of("k"), 7, null, List.of());
    awaitEnd(run);
  }

  @Test
  void an_event_with_several_keys_is_found_under_each_of_them() {
    UUID run = waiting("wait");
    Routed routed = submit(List.of("a", "k"), 1, null, List.of());
    assertThat(routed.keys()).containsExactly("a", "k");
    awaitEnd(run);
    world.define("keys", Programs.of(Programs.call("a"), Programs.event("paid", "z")));
    world.action =
        (site, call) -> {
          submit(List.of("y", "z"), 1, null, List.of());
          return new CallAnswer.Done(null, List.of());
        };
    awaitEnd(one.start("keys"));
  }

  @Test
  void a_signal_reaches_its_run_alone() {
    UUID first = waiting("wait");
    UUID second = waiting("wait");
    assertThat(submit(List.of("k"), 1, second, List.of()).deliveries()).hasSize(1);
    awaitEnd(second);
    assertThat(database.count("select status from workflow_run where run_id = ?", first))
        .isEqualTo(1);
  }

  @Test
  void a_look_back_goes_through_all_events_of_its_key() {
    CountDownLatch go = new CountDownLatch(1);
    world.action =
        (site, call) -> {
          await(go);
          return new CallAnswer.Done(null, List.of());
        };
    UUID run = one.start("late");
    for (int i = 0; i < 250; i++) submit(List.of("k"), 0, null, List.of());
    submit(List.of("k"), 7, null, List.of());
    go.countDown();
    awaitEnd(run);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) throw new AssertionError("expected to go on");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void of_the_same_event_sent_many_times_at_once_one_is_the_first() {
    UUID run = waiting("wait");
    List<CompletableFuture<Routed>> answers = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      TestNode node = i % 2 == 0 ? one : two;
      CompletableFuture<Routed> answer = new CompletableFuture<>();
      answers.add(answer);
      Thread.startVirtualThread(() -> answer.complete(node.submit("paid", "k", "same")));
    }
    List<Routed> routed = answers.stream().map(CompletableFuture::join).toList();
    assertThat(routed.stream().filter(r -> !r.duplicate())).hasSize(1);
    assertThat(routed).allMatch(r -> r.deliveries().size() == 1);
    assertThat(routed.stream().map(r -> r.deliveries().getFirst().deliveryId()).distinct())
        .hasSize(1);
    awaitEnd(run);
  }

  @Test
  void a_triggers_delivery_stays_pending_until_it_is_settled() {
    UUID start = one.ids.next();
    UUID paused = one.ids.next();
    Routed routed =
        submit(
            List.of(),
            1,
            null,
            List.of(
                new TriggerTarget(start, new UUID(1, 1), "starts", null),
                new TriggerTarget(paused, new UUID(1, 2), "paused", "PAUSED")));
    assertThat(routed.deliveries())
        .extracting(Delivery::state)
        .containsExactly(Delivery.State.PENDING, Delivery.State.REFUSED);
    Instant later = one.clock.now().plus(Duration.ofMinutes(1));
    // Whoever stored it has the first try.
    assertThat(one.router.pendingTriggers(later, 10)).isEmpty();
    database.change("update workflow_event_delivery set next_try_at = now() where state = 0");
    assertThat(one.router.pendingTriggers(later, 10))
        .singleElement()
        .satisfies(pending -> {
          assertThat(pending.deliveryId()).isEqualTo(start);
          assertThat(pending.event().payload()).containsEntry("n", 1L);
        });
    assertThat(two.router.pendingTriggers(later, 10)).isEmpty();
    one.router.settle(TestNode.TENANT, start, Delivery.State.STARTED, null, new UUID(9, 9));
    one.router.settle(TestNode.TENANT, start, Delivery.State.REFUSED, "LATE", null);
    assertThat(
            database.one(
                "select state || ' ' || coalesce(reason, '') || run_id"
                    + " from workflow_event_delivery where delivery_id = ?",
                start))
        .isEqualTo("3 " + new UUID(9, 9));
  }

  @Test
  void an_order_for_a_run_that_another_node_holds_is_folded_there() {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    world.action =
        (site, call) -> {
          called.countDown();
          await(go);
          return new CallAnswer.Done(null, List.of());
        };
    UUID run = one.start("busy");
    await(called);
    OperatorOrder order = new OperatorOrder(TestNode.TENANT, run, "o1", "tester", "because");
    var answer = two.engine.command(order, new Input.Command.Resume(null, null, false));
    assertThat(answer)
        .isInstanceOfSatisfying(
            RunEngine.CommandResult.Folded.class,
            folded -> assertThat(folded.verdict()).isInstanceOf(Verdict.Applied.class));
    go.countDown();
    awaitEnd(run);
  }

  @Test
  void an_order_of_another_tenant_finds_nothing() {
    UUID run = waiting("wait");
    OperatorOrder order = new OperatorOrder("other", run, "o1", "tester", "because");
    assertThat(one.engine.command(order, new Input.Command.Resume(null, null, false)))
        .isInstanceOf(RunEngine.CommandResult.NotFound.class);
    assertThat(one.engine.cancel(order, false)).isEqualTo(RunEngine.CancelResult.NOT_FOUND);
  }

  @Test
  void starts_under_one_key_on_two_nodes_are_one_run() {
    List<CompletableFuture<StartResult>> answers = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      TestNode node = i % 2 == 0 ? one : two;
      NewRun run =
          node.accepted("wait", node.ids.next(), null, null, 0, Map.of(), "idempotency-key");
      CompletableFuture<StartResult> answer = new CompletableFuture<>();
      answers.add(answer);
      Thread.startVirtualThread(() -> answer.complete(node.engine.start(run)));
    }
    List<StartResult> results = answers.stream().map(CompletableFuture::join).toList();
    assertThat(results.stream().filter(r -> r instanceof StartResult.Created)).hasSize(1);
    assertThat(database.count("select count(*) from workflow_run")).isEqualTo(1);
    UUID run = (UUID) database.one("select run_id from workflow_run");
    assertThat(results)
        .allMatch(r ->
            switch (r) {
              case StartResult.Created created -> created.runId().equals(run);
              case StartResult.Existing existing -> existing.runId().equals(run);
            });
  }
}

package dev.holdfast.adapter.quartz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events that meet waits just as these open, on two nodes at once. */
class EventRaceTest {
  private final TestNode.World world = new TestNode.World();
  private final TestNode one;
  private final TestNode two;

  EventRaceTest() {
    var address = ScratchServer.freshDatabase();
    one = new TestNode(address, world, RuntimeSettings.usual("one"));
    two = new TestNode(address, world, RuntimeSettings.usual("two"));
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  @Test
  void an_event_never_misses_a_wait_that_opens_at_the_same_moment() throws InterruptedException {
    int rounds = 400;
    AtomicInteger submitted = new AtomicInteger();
    for (int i = 0; i < rounds; i++) {
      String key = "k" + i;
      world.define("w" + i, Programs.of(Programs.call(key), Programs.event("paid", key)));
    }
    // The event is sent off while the call before its wait ends.
    world.action =
        (site, call) -> {
          Thread.startVirtualThread(() -> {
            (submitted.incrementAndGet() % 2 == 0 ? one : two)
                .submit("paid", call.actionId(), null);
          });
          return new CallAnswer.Done(null, List.of());
        };
    List<Thread> clients = new ArrayList<>();
    AtomicInteger next = new AtomicInteger();
    for (int c = 0; c < 16; c++) {
      clients.add(
          Thread.startVirtualThread(() -> {
            for (int i = next.getAndIncrement(); i < rounds; i = next.getAndIncrement()) {
              (i % 2 == 0 ? one : two).start("w" + i);
            }
          }));
    }
    for (Thread client : clients) client.join();
    Database database = new Database(one.pool.dataSource());
    Await.until(
        "every run has its event",
        Duration.ofSeconds(60),
        () -> database.count("select count(*) from workflow_run where status = 2") == rounds);
    assertThat(database.count("select count(*) from workflow_event_delivery where state = 2"))
        .isEqualTo(rounds);
    // Both ways occur, else the test proves nothing.
    assertThat(
            database.count(
                "select count(*) from workflow_wait where created_at = resolved_at"
                    + " or resolved_by is not null"))
        .isEqualTo(rounds);
  }

  @Test
  void an_event_reaches_every_run_that_waits_once_wherever_it_is_held() {
    world.define("fan", Programs.of(Programs.event("paid", "all")));
    List<UUID> runs = new ArrayList<>();
    for (int i = 0; i < 60; i++) runs.add((i % 2 == 0 ? one : two).start("fan"));
    Database database = new Database(one.pool.dataSource());
    Await.until(
        "all wait",
        () -> database.count("select count(*) from workflow_wait where status = 0") == 60);
    assertThat(one.submit("paid", "all", null).deliveries()).hasSize(60);
    Await.until(
        "all have ended",
        () -> database.count("select count(*) from workflow_run where status = 2") == 60);
    assertThat(
            database.count(
                "select count(distinct run_id) from workflow_event_delivery where state = 2"))
        .isEqualTo(60);
    assertThat(runs).hasSize(60);
  }

  @Test
  void a_run_that_is_held_elsewhere_hears_of_its_event_without_a_poll() {
    world.define(
        "held", Programs.of(Programs.parallel(Programs.call("a"), Programs.event("x", "y"))));
    var go = new java.util.concurrent.CountDownLatch(1);
    world.action =
        (site, call) -> {
          try {
            if (!go.await(20, java.util.concurrent.TimeUnit.SECONDS)) throw new AssertionError();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new CallAnswer.Done(null, List.of());
        };
    UUID run = one.start("held");
    Database database = new Database(one.pool.dataSource());
    Await.until(
        "it waits",
        () -> database.count("select count(*) from workflow_wait where status = 0") == 1);
    two.submit("x", "y", null);
    Await.until(
        "its event is used while the call goes on",
        () -> database.count("select count(*) from workflow_event_delivery where state = 2") == 1);
    go.countDown();
    Await.until(
        "it has ended",
        () ->
            database.count("select count(*) from workflow_run where status = 2 and run_id = ?", run)
                == 1);
  }
}

package dev.holdfast.adapter.quartz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.Migrations;
import dev.holdfast.adapter.postgres.embedded.EmbeddedServer;
import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database is killed under load and comes back: runs pause and go on, nothing is restarted. */
class OutageTest {
  private static final Path BINARIES =
      Path.of(
          System.getProperty("java.io.tmpdir"),
          "holdfast-postgresql-" + System.getProperty("user.name"));

  @TempDir Path folder;

  private final Map<UUID, Set<String>> keys = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<UUID> started = new ConcurrentLinkedQueue<>();
  private final AtomicLong longestRefusal = new AtomicLong();
  private final AtomicLong refusals = new AtomicLong();

  @Test
  void runs_go_on_when_the_database_is_back_and_callers_hear_of_it_meanwhile() throws IOException {
    EmbeddedServer server = EmbeddedServer.start(folder.resolve("postgresql"), BINARIES, 0);
    Migrations.run(server.address());
    TestNode.World world = new TestNode.World();
    world.define("calls", Programs.of(Programs.call("a"), Programs.call("b"), Programs.call("c")));
    world.action =
        (site, call) -> {
          keys.computeIfAbsent(call.callId(), id -> ConcurrentHashMap.newKeySet())
              .add(call.idempotencyKey() + call.attempt());
          return new CallAnswer.Done(null, List.of());
        };
    RuntimeSettings settings = RuntimeSettings.usual("node").withLease(Duration.ofSeconds(6));
    try (TestNode node = new TestNode(server.address(), world, settings)) {
      AtomicBoolean stop = new AtomicBoolean();
      List<Thread> clients = load(node, stop);
      Await.until("there is load", Duration.ofSeconds(60), () -> started.size() > 200);
      killHard();
      Await.until("callers are refused", Duration.ofSeconds(60), () -> refusals.get() >= 16);
      int port = server.port();
      server.close();
      int before = started.size();
      server = EmbeddedServer.start(folder.resolve("postgresql"), BINARIES, port);
      Await.until(
          "runs are started again", Duration.ofSeconds(60), () -> started.size() > before + 100);
      stop.set(true);
      clients.forEach(OutageTest::join);
      Database database = new Database(node.pool.dataSource());
      Await.until(
          "every run has ended",
          Duration.ofSeconds(60),
          () -> database.count("select count(*) from workflow_run where status < 2") == 0);
      for (UUID run : started) {
        assertThat(database.count("select count(*) from workflow_run where run_id = ?", run))
            .isEqualTo(1);
      }
      assertThat(keys.values()).allMatch(set -> set.size() == 1);
      assertThat(longestRefusal.get()).isLessThan(Duration.ofSeconds(10).toNanos());
      assertThat(
              database.count(
                  "select count(*) from workflow_run r where seq <> (select max(last_seq)"
                      + " from workflow_run_history h where h.run_id = r.run_id)"))
          .isZero();
    } finally {
      server.close();
    }
  }

  private List<Thread> load(TestNode node, AtomicBoolean stop) {
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      clients.add(
          Thread.startVirtualThread(() -> {
            while (!stop.get()) {
              long begun = System.nanoTime();
              try {
                started.add(node.start("calls"));
              } catch (StoreUnavailable e) {
                refusals.incrementAndGet();
                longestRefusal.accumulateAndGet(System.nanoTime() - begun, Math::max);
              }
            }
          }));
    }
    return clients;
  }

  private void killHard() throws IOException {
    Path pid = folder.resolve("postgresql").resolve("cluster").resolve("postmaster.pid");
    long process = Long.parseLong(Files.readAllLines(pid).getFirst().strip());
    ProcessHandle postmaster = ProcessHandle.of(process).orElseThrow();
    List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
    all.addFirst(postmaster);
    all.forEach(ProcessHandle::destroyForcibly);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.holdfast.adapter.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.domain.run.RunStatus;
import dev.holdfast.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What reaches a run just while it goes on in another execution. The server then has what was done
 * last done again, with what has come: what had been told of it is told anew.
 */
class HandedOverMailTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int RUNS = 4;
  private static final int EVENTS = 40;
  private static final int ALONE = 6;
  private static final String TAKEN = "select count(*) from workflow_wait where status = 1";

  /** A run may look back for an event that is on its way to an earlier wait, and end with it. */
  private static final String REFUSED_ALONE =
      """
      select count(*) from workflow_event_delivery refused
      where reason = 'RUN_NOT_ACTIVE' and not exists (
        select from workflow_event_delivery used
        where used.arrival = refused.arrival and used.run_id = refused.run_id and used.state = 2)\
      """;

  @ParameterizedTest
  @MethodSource("dev.holdfast.adapter.temporal.TestTemporal#all")
  void no_event_is_lost_between_two_executions(TestTemporal server) throws Exception {
    TestWorld world = new TestWorld();
    Map<String, String> settings =
        Map.of(
            "target", server.target(),
            "namespace", server.newNamespace("mail"),
            "hand-over-above", "6");
    List<String> waits = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) waits.add(TestWorld.event("go", "k"));
    world.define("listens", "[" + String.join(",", waits) + "]");
    try (TestRuntime node = new TestRuntime(ScratchServer.freshDatabase(), world, settings)) {
      List<UUID> runs = new ArrayList<>();
      for (int i = 0; i < RUNS; i++) runs.add(node.start("listens"));
      for (UUID run : runs) node.awaitWait(run);
      // One after the other, so that executions end between them, then all at once.
      for (int i = 0; i < ALONE; i++) {
        node.submit("go", "k", "alone" + i);
        long taken = (long) RUNS * (i + 1);
        Await.until("each run has taken it", () -> node.count(TAKEN) >= taken);
      }
      sendTo(node);
      int executions = 0;
      for (UUID run : runs) {
        node.awaitStatus(run, RunStatus.SUCCEEDED, PATIENCE);
        // The end may have been told by a task that came to nothing: its waits then open once more.
        Await.until("each event has ended a wait", () -> used(node, run) == EVENTS);
        executions += node.generations(run);
      }
      assertThat(executions).isGreaterThan(2 * RUNS);
      assertThat(node.count(REFUSED_ALONE)).isZero();
    }
  }

  private static void sendTo(TestRuntime node) throws Exception {
    List<Future<?>> sent = new ArrayList<>();
    try (ExecutorService senders = Executors.newFixedThreadPool(4)) {
      for (int i = ALONE; i < EVENTS; i++) {
        String id = "e" + i;
        sent.add(senders.submit(() -> node.submit("go", "k", id)));
      }
      for (Future<?> one : sent) one.get();
    }
  }

  /** How many events the run's waits say they were ended by, each by another. */
  private static long used(TestRuntime node, UUID run) {
    return node.count(
        "select count(distinct resolved_by) from workflow_wait where run_id = ? and status = 1",
        run);
  }
}

package dev.holdfast.adapter.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.adapter.temporal.wire.WorkflowIds;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.RunStatus;
import dev.holdfast.testkit.Await;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Temporal goes on while the database is away: what it then knows is told when that is back. */
class DatabaseAwayTest {
  /** Whoever tells in vain pauses for 15 s at most. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final DatabaseAddress address = ScratchServer.freshDatabase();
  private final String name =
      address.url().substring(address.url().lastIndexOf('/') + 1).replaceAll("\\?.*", "");

  @ParameterizedTest
  @MethodSource("dev.holdfast.adapter.temporal.TestTemporal#all")
  void runs_go_on_and_are_told_of_when_the_database_is_back(TestTemporal server) throws Exception {
    TestWorld world = new TestWorld();
    world.define(
        "goes on",
        "["
            + String.join(
                ",",
                TestWorld.call(),
                TestWorld.sleep(300),
                TestWorld.call(),
                TestWorld.event("go", "k"),
                TestWorld.call())
            + "]");
    world.define(
        "guarded",
        "[{\"type\":\"control.tryCatch\",\"try\":["
            + TestWorld.event("never", "k")
            + "],\"finally\":["
            + TestWorld.call()
            + "]}]");
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch away = new CountDownLatch(1);
    world.action =
        (site, call) -> {
          called.countDown();
          await(away);
          return new CallAnswer.Done("ok", List.of());
        };
    Map<String, String> settings =
        Map.of("target", server.target(), "namespace", server.newNamespace("away"));
    try (TestRuntime node = new TestRuntime(address, world, settings)) {
      UUID cancelled = node.start("guarded");
      node.awaitWait(cancelled);
      UUID run = node.start("goes on");
      await(called);
      // Received before, and found by looking back when that is possible again.
      node.submit("go", "k", "e1");
      allow(false);
      away.countDown();
      Await.until("the run goes on", PATIENCE, () -> world.calls.size() == 2);
      node.runtime.client().newUntypedWorkflowStub(WorkflowIds.of(cancelled)).cancel();
      Await.until("the other unwinds", PATIENCE, () -> world.calls.size() == 3);
      allow(true);
      node.awaitStatus(run, RunStatus.SUCCEEDED, PATIENCE);
      node.awaitStatus(cancelled, RunStatus.CANCELED, PATIENCE);
      assertThat(world.calls).hasSize(4).doesNotHaveDuplicates();
      for (UUID one : List.of(run, cancelled)) {
        assertThat(
                node.count(
                    "select sum(last_seq - first_seq + 1) from workflow_run_history"
                        + " where run_id = ?",
                    one))
            .isEqualTo(node.count("select seq from workflow_run where run_id = ?", one));
      }
      assertThat(node.count("select count(*) from workflow_wait where status = 0")).isZero();
      assertThat(node.count("select count(*) from workflow_event_delivery where state = 2"))
          .isEqualTo(1);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void allow(boolean connections) throws SQLException {
    String admin = address.url().replace("/" + name, "/postgres");
    try (Connection connection =
            DriverManager.getConnection(admin, address.user(), address.password());
        Statement statement = connection.createStatement()) {
      statement.execute("alter database \"" + name + "\" with allow_connections " + connections);
      if (!connections) {
        statement.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                + name
                + "'");
      }
    }
  }
}

package dev.holdfast.adapter.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.adapter.temporal.engine.Unreached;
import dev.holdfast.application.port.out.RunEngine.CancelResult;
import dev.holdfast.application.view.Delivery;
import dev.holdfast.domain.run.RunStatus;
import dev.holdfast.testkit.Await;
import dev.holdfast.testkit.FreePort;
import io.temporal.testserver.TestServer;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AwayTest {
  private final DatabaseAddress address = ScratchServer.freshDatabase();
  private final TestWorld world = new TestWorld();
  private final int port = FreePort.find();
  private final TestRuntime node =
      new TestRuntime(
          address,
          world,
          Map.of("target", "127.0.0.1:" + port, "task-queue", "away", "patience-ms", "700"));

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void what_is_accepted_while_temporal_is_away_runs_when_it_is_back() throws Exception {
    world.define("calls", TestWorld.calls(2));
    UUID run = node.start("calls");
    assertThat(node.status(run)).isEqualTo(RunStatus.RUNNING);
    assertThat(node.runtime.health().reachable()).isFalse();
    assertThat(node.cancel(run)).isEqualTo(CancelResult.NOT_REACHED);
    assertThat(node.count("select count(*) from workflow_run_command")).isZero();
    assertThatThrownBy(() -> node.runtime.sweep(Duration.ZERO)).isInstanceOf(Unreached.class);
    try (var server = TestServer.createPortBoundServer(port, true)) {
      Await.until("Temporal is reached", () -> node.runtime.health().reachable());
      Await.until("the workers begin", () -> node.runtime.health().working());
      // The failed sweep has moved it back in the line.
      Await.until("the run is handed over", Duration.ofSeconds(40), () -> swept(run));
      node.awaitStatus(run, RunStatus.SUCCEEDED);
      assertThat(world.calls).hasSize(2);
    }
  }

  @Test
  void a_run_that_cannot_be_handed_over_keeps_no_other_waiting() throws Exception {
    world.define("forgotten", TestWorld.calls(1));
    world.define("calls", TestWorld.calls(1));
    UUID forgotten = node.start("forgotten");
    UUID run = node.start("calls");
    world.forget("forgotten");
    try (var server = TestServer.createPortBoundServer(port, true)) {
      Await.until("the workers begin", () -> node.runtime.health().working());
      Await.until("the run is handed over", Duration.ofSeconds(40), () -> swept(run));
      assertThat(node.status(forgotten)).isEqualTo(RunStatus.RUNNING);
    }
  }

  private boolean swept(UUID run) {
    node.runtime.sweep(Duration.ZERO);
    return node.status(run) == RunStatus.SUCCEEDED;
  }

  @Test
  void an_event_is_received_while_temporal_is_away_and_delivered_when_it_is_back()
      throws Exception {
    world.define("event", "[" + TestWorld.event("paid", "k1") + "]");
    UUID run;
    try (var server = TestServer.createPortBoundServer(port, true)) {
      Await.until("the workers begin", () -> node.runtime.health().working());
      run = node.start("event");
      node.awaitWait(run);
    }
    // That server has forgotten the run; what matters here is what the sender hears.
    var routed = node.submit("paid", "k1", "e1");
    assertThat(routed.deliveries().getFirst().state()).isEqualTo(Delivery.State.PENDING);
    assertThat(routed.deliveries().getFirst().reason()).isEqualTo("ENGINE_UNAVAILABLE");
    assertThat(
            node.count(
                "select count(*) from workflow_event_delivery where state = 0"
                    + " and reason = 'ENGINE_UNAVAILABLE'"))
        .isEqualTo(1);
  }
}

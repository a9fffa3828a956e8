package dev.holdfast.adapter.quartz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.testkit.Await;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs that cannot be folded for a while, and nodes that stop meanwhile. */
class HeldUpTest {
  private static final RuntimeSettings SETTINGS =
      RuntimeSettings.usual("node")
          .withLease(Duration.ofSeconds(3))
          .withDrain(Duration.ofMinutes(10));

  private final DatabaseAddress address = ScratchServer.freshDatabase();
  private final TestNode.World world = new TestNode.World();
  private TestNode node = new TestNode(address, world, SETTINGS);

  HeldUpTest() {
    world.define("event", Programs.of(Programs.event("paid", "k")));
  }

  @AfterEach
  void close() {
    node.close();
  }

  private Database database() {
    return new Database(node.pool.dataSource());
  }

  /** A run that the node has to read the definition of. */
  private UUID waitingRun() {
    UUID run = node.start("event");
    Await.until(
        "it rests",
        () ->
            database()
                    .count(
                        "select count(*) from workflow_run where owner is null and run_id = ?", run)
                == 1);
    return run;
  }

  private void awaitEnd(UUID run) {
    Await.until(
        "the run has ended",
        Duration.ofSeconds(40),
        () -> database().count("select status from workflow_run where run_id = ?", run) == 2);
  }

  @Test
  void a_run_whose_definition_cannot_be_read_for_now_waits_and_is_not_stuck() {
    UUID run = waitingRun();
    world.definitionsAway = true;
    node.submit("paid", "k", null);
    Await.until("it was tried again", () -> world.readInVain.get() > 2);
    world.definitionsAway = false;
    awaitEnd(run);
    assertThat(database().count("select stuck_tries from workflow_run where run_id = ?", run))
        .isZero();
  }

  @Test
  void a_stuck_run_does_not_hold_up_a_node_that_stops() {
    UUID run = waitingRun();
    UUID workflow = world.ids.get("event");
    assertThat(workflow).isNotNull();
    Program program = world.programs.remove(workflow);
    node.submit("paid", "k", null);
    Await.until(
        "the run is stuck",
        () -> database().count("select stuck_tries from workflow_run where run_id = ?", run) > 0);
    Thread drain = Thread.startVirtualThread(node.runtime::drain);
    Await.until("the node has stopped", () -> !drain.isAlive());
    node.close();
    world.programs.put(workflow, program);
    node = new TestNode(address, world, SETTINGS);
    awaitEnd(run);
  }
}

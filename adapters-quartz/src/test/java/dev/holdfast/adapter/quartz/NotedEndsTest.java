package dev.holdfast.adapter.quartz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.testkit.Await;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which ends of attempts are noted beside the journal, at a row each. */
class NotedEndsTest {
  private final TestNode.World world = new TestNode.World();
  private final TestNode node =
      new TestNode(ScratchServer.freshDatabase(), world, RuntimeSettings.usual("one"));
  private final Database database = new Database(node.pool.dataSource());

  @AfterEach
  void close() {
    node.close();
  }

  private long notesOf(String workflow) {
    UUID run = node.start(workflow);
    Await.until(
        "it has ended",
        () -> database.count("select status from workflow_run where run_id = ?", run) == 2);
    return database.count("select count(*) from workflow_run_attempt_end where run_id = ?", run);
  }

  @Test
  void steps_one_after_the_other_note_nothing() {
    world.define("calls", Programs.of(Programs.call("a"), Programs.sleep(10), Programs.call("b")));
    assertThat(notesOf("calls")).isZero();
  }

  @Test
  void steps_beside_each_other_and_their_block_are_noted() {
    world.define("wide", Programs.of(Programs.parallel(Programs.call("a"), Programs.call("b"))));
    assertThat(notesOf("wide")).isEqualTo(3);
  }
}

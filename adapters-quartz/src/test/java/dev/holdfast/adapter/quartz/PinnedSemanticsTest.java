package dev.holdfast.adapter.quartz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.application.codec.StateCodec;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Semantics;
import dev.holdfast.testkit.Await;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run goes on under the semantics it began with, or it waits until a node has them. */
class PinnedSemanticsTest {
  private static final RuntimeSettings SETTINGS =
      RuntimeSettings.usual("node").withLease(Duration.ofSeconds(3));

  private final DatabaseAddress address = ScratchServer.freshDatabase();
  private final TestNode.World world = new TestNode.World();
  private TestNode node = open();
  private Database database = new Database(node.pool.dataSource());

  private TestNode open() {
    return new TestNode(address, world, SETTINGS);
  }

  @BeforeEach
  void a_workflow_that_waits() {
    world.define("waiting", Programs.of(Programs.event("go", "k")));
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void a_run_of_another_interpreter_is_stuck_and_not_failed() {
    UUID run = startedAndLeft();
    byte[] data = bytes("data", run);
    RunState state = StateCodec.decode(bytes("control", run), data);
    assertThat(state.start().semantics()).isEqualTo(new Semantics(Interpreter.VERSION, "none"));
    RunState newer = pinnedTo(state, new Semantics(Interpreter.VERSION + 1, "none"));
    restart();
    database.change(
        "update workflow_run set data = ? where run_id = ?", StateCodec.data(newer), run);
    assertStuck(run, "but it is to " + newer.start().semantics());
    database.change("update workflow_run set data = ? where run_id = ?", data, run);
    assertMended(run);
  }

  @Test
  void a_run_of_another_expression_language_is_stuck_and_not_failed() {
    UUID run = startedAndLeft();
    UUID workflow = world.ids.get("waiting");
    assertThat(workflow).isNotNull();
    Program was = world.programs.get(workflow);
    assertThat(was).isNotNull();
    world.programs.put(workflow, compiledBy("another", was));
    restart();
    assertStuck(run, "to be pinned to " + new Semantics(Interpreter.VERSION, "another"));
    world.programs.put(workflow, was);
    assertMended(run);
  }

  private UUID startedAndLeft() {
    UUID run = node.start("waiting");
    Await.until("the run rests", () -> node.runtime.activeRuns() == 0);
    assertThat(database.count("select interpreter_version from workflow_run where run_id = ?", run))
        .isEqualTo(Interpreter.VERSION);
    return run;
  }

  private void restart() {
    node.close();
    node = open();
    database = new Database(node.pool.dataSource());
  }

  private void assertStuck(UUID run, String reason) {
    node.submit("go", "k", null);
    Await.until(
        "the run is stuck",
        Duration.ofSeconds(40),
        () -> count("select stuck_tries from workflow_run where run_id = ?", run) > 0);
    assertThat(database.one("select stuck_message from workflow_run where run_id = ?", run))
        .asString()
        .contains(reason);
    assertThat(count("select count(*) from workflow_run_history where run_id = ?", run)).isOne();
    assertThat(count("select status from workflow_run where run_id = ?", run)).isEqualTo(1);
  }

  /** Whoever waits for the next try has loaded what was wrong: another node takes over. */
  private void assertMended(UUID run) {
    restart();
    Await.until(
        "the run has ended",
        Duration.ofSeconds(40),
        () -> count("select status from workflow_run where run_id = ?", run) == 2);
    assertThat(database.one("select stuck_since from workflow_run where run_id = ?", run)).isNull();
  }

  private long count(String query, UUID run) {
    return database.count(query, run);
  }

  private byte[] bytes(String column, UUID run) {
    Object found = database.one("select " + column + " from workflow_run where run_id = ?", run);
    assertThat(found).isInstanceOf(byte[].class);
    return (byte[]) found;
  }

  private static Program compiledBy(String semanticsId, Program program) {
    return new Program(
        program.name(),
        program.root(),
        program.triggers(),
        program.output(),
        program.timeoutMs(),
        program.errorHandler(),
        program.payloadSchemaRef(),
        program.payloadSchema(),
        semanticsId);
  }

  private static RunState pinnedTo(RunState state, Semantics semantics) {
    RunStart was = state.start();
    RunStart start =
        new RunStart(
            was.runId(),
            was.tenantId(),
            was.workflowId(),
            was.version(),
            was.payload(),
            was.tags(),
            was.event(),
            was.parentRunId(),
            was.attached(),
            semantics);
    return new RunState(
        start,
        state.status(),
        state.now(),
        state.seq(),
        state.payload(),
        state.vars(),
        state.meta(),
        state.dataBytes(),
        state.output(),
        state.error(),
        state.cancelRequestedAt(),
        state.progress());
  }
}

package dev.holdfast.adapter.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.RunStatus;
import dev.holdfast.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs as large as they may be: a server takes so much in one piece and no more. */
class LargeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int BRANCHES = 15;
  private static final String LARGE_CALL =
      TestWorld.call()
          .replace("\"inputMapping\":{}", "\"inputMapping\":{\"d\":{\"$expr\":\"payload.large\"}}");

  /** Texts that nothing makes shorter, together nearly the 256 KiB that a value may have. */
  private static List<String> large() {
    Random random = new Random(7);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      byte[] bytes = new byte[44_000];
      random.nextBytes(bytes);
      texts.add(Base64.getEncoder().encodeToString(bytes));
    }
    return List.copyOf(texts);
  }

  @ParameterizedTest
  @MethodSource("dev.holdfast.adapter.temporal.TestTemporal#all")
  void what_is_asked_for_at_once_may_be_larger_than_what_a_server_takes(TestTemporal server) {
    runsOn(server, Collections.nCopies(BRANCHES, "[" + LARGE_CALL + "]"), "0");
  }

  @ParameterizedTest
  @MethodSource("dev.holdfast.adapter.temporal.TestTemporal#all")
  void a_large_run_goes_on_in_other_executions(TestTemporal server) {
    List<String> branches = new ArrayList<>();
    for (int i = 0; i < 6; i++) branches.add("[" + TestWorld.sleep(50) + "," + LARGE_CALL + "]");
    runsOn(server, branches, "6");
  }

  private static void runsOn(TestTemporal server, List<String> branches, String handOverAbove) {
    TestWorld world = new TestWorld();
    List<String> texts = large();
    Map<String, String> settings =
        Map.of(
            "target", server.target(),
            "namespace", server.newNamespace("large"),
            "hand-over-above", handOverAbove);
    world.define(
        "large",
        "["
            + "{\"type\":\"transform.assign\",\"config\":{\"assign\":{"
            + "\"a\":{\"$expr\":\"payload.large\"},\"b\":{\"$expr\":\"payload.large\"}}}},"
            + TestWorld.parallel(branches)
            + ","
            + TestWorld.event("go", "k")
            + ","
            + LARGE_CALL
            + "]");
    world.action =
        (site, call) -> {
          assertThat(call.input()).containsEntry("d", texts);
          return new CallAnswer.Done("ok", List.of());
        };
    try (TestRuntime node = new TestRuntime(ScratchServer.freshDatabase(), world, settings)) {
      UUID run = node.start("large", Map.of("large", texts));
      Await.until(
          "the run waits for its event",
          PATIENCE,
          () ->
              node.count(
                      "select count(*) from workflow_wait where event_name = 'go' and run_id = ?",
                      run)
                  == 1);
      node.submit("go", "k", "e1");
      node.awaitStatus(run, RunStatus.SUCCEEDED, PATIENCE);
      assertThat(world.calls).hasSize(branches.size() + 1).doesNotHaveDuplicates();
      assertThat(
              node.count(
                  "select sum(last_seq - first_seq + 1) from workflow_run_history where run_id = ?",
                  run))
          .isEqualTo(node.count("select seq from workflow_run where run_id = ?", run));
      if (!handOverAbove.equals("0")) assertThat(node.generations(run)).isGreaterThan(1);
    }
  }
}

package dev.holdfast.adapter.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.contract.EngineDriver;
import dev.holdfast.testkit.scenario.Scenario;
import dev.holdfast.testkit.scenario.ScenarioDriver;
import dev.holdfast.testkit.scenario.ScenarioFiles;
import dev.holdfast.testkit.scenario.ScenarioRunner;
import io.temporal.common.WorkflowExecutionHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Plays some scenarios and keeps the histories that come of them, with what the reducer decided.
 * What is kept must replay for ever: record again only what a new version of the driver may change.
 *
 * <p>No test of the build, but run like one: {@code -Dtest=RecordHistories
 * -Dhistories.shapes=linear,retry}, into {@code -Dhistories.folder} or the folder that the build
 * replays.
 */
class RecordHistories {
  private static final int OFTEN = 6;

  /** By shape; the scenario is one of the interpreter's contract. */
  private static final Map<String, String> SCENARIOS = scenarios();

  /** The same of runs that continue as new every few events. */
  private static final Map<String, String> CONTINUED =
      Map.of(
          "continued-retry", SCENARIOS.get("retry"),
          "continued-loop", "a concurrent loop with its own waits",
          "continued-child", SCENARIOS.get("child"));

  private final Path folder =
      Path.of(System.getProperty("histories.folder", "src/test/resources/histories"));

  private static Map<String, String> scenarios() {
    Map<String, String> scenarios = new LinkedHashMap<>();
    scenarios.put("linear", "a call runs until it is answered and its output is saved");
    scenarios.put("nested", "cancel unwinds nested blocks from the inside");
    scenarios.put("parallel", "all branches are begun and awaited");
    scenarios.put("loop", "concurrency hands out so many items by index");
    scenarios.put("wait", "an event resumes the run that waits for it");
    scenarios.put("retry", "retries wait the backoff, then twice, then four times as long");
    scenarios.put("child", "a child runs and its result comes back");
    scenarios.put("refused-child", "a refused start is a child error with the code of the refusal");
    scenarios.put("cancel", "cancel while a call is in flight");
    scenarios.put("cancelled-tree", "a cancel goes down the whole tree");
    return scenarios;
  }

  static Set<String> shapes() {
    Set<String> shapes = new TreeSet<>(SCENARIOS.keySet());
    shapes.addAll(CONTINUED.keySet());
    return shapes;
  }

  @Test
  void record() throws Exception {
    List<String> wanted = List.of(System.getProperty("histories.shapes", "").split(",", -1));
    assertThat(shapes()).as("-Dhistories.shapes").containsAll(wanted);
    Files.createDirectories(folder);
    for (String shape : wanted) {
      String continued = CONTINUED.get(shape);
      if (continued == null) record(shape, SCENARIOS.get(shape), 0);
      else record(shape, continued, OFTEN);
    }
  }

  private void record(String shape, String name, int handOverAbove) throws Exception {
    Scenario scenario =
        ScenarioFiles.all().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    TestTemporal server = TestTemporal.best();
    try (TemporalRig rig = new TemporalRig(server, handOverAbove, true);
        ScenarioDriver driver = new EngineDriver(rig);
        Replay replay = new Replay()) {
      ScenarioRunner.play(scenario, driver);
      int run = 0;
      for (UUID runId : rig.states().keySet()) {
        run++;
        int execution = 0;
        for (WorkflowExecutionHistory history : rig.histories(runId)) {
          execution++;
          keep("%s-%d-%d".formatted(shape, run, execution), history, replay.of(history));
        }
      }
    }
  }

  private void keep(String name, WorkflowExecutionHistory history, List<String> decisions)
      throws Exception {
    Files.writeString(folder.resolve(name + ".json"), history.toJson(true) + "\n");
    String workflowId = history.getWorkflowExecution().getWorkflowId();
    StringBuilder text = new StringBuilder(workflowId).append('\n');
    for (String decision : decisions) text.append(decision).append('\n');
    Files.writeString(folder.resolve(name + ".txt"), text);
    System.out.println(name + ": " + history.getEvents().size() + " events");
  }
}

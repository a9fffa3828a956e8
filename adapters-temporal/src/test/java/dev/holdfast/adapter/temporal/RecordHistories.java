package dev.holdfast.adapter.temporal;

import dev.holdfast.adapter.jsonata.JsonataExpressions;
import dev.holdfast.domain.run.Interpreter;
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
import java.util.UUID;

/**
 * Plays some scenarios and keeps the histories that come of them, with what the reducer decided.
 * What is kept must replay for ever: record again only what a new version of the driver may change.
 *
 * <p>Argument: the folder, {@code adapters-temporal/src/test/resources/histories}.
 */
public final class RecordHistories {
  private static final int OFTEN = 6;

  /** By shape; the scenario is one of the interpreter's contract. */
  private static final Map<String, String> SCENARIOS = scenarios();

  private final Path folder;

  private RecordHistories(Path folder) {
    this.folder = folder;
  }

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

  public static void main(String[] arguments) throws Exception {
    new RecordHistories(Path.of(arguments[0])).record();
    System.exit(0);
  }

  private void record() throws Exception {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> shape : SCENARIOS.entrySet()) {
      record(shape.getKey(), shape.getValue(), 0);
    }
    record("continued-retry", SCENARIOS.get("retry"), OFTEN);
    record("continued-wait", SCENARIOS.get("wait"), OFTEN);
  }

  private void record(String shape, String name, int handOverAbove) throws Exception {
    Scenario scenario =
        ScenarioFiles.all().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    TestTemporal server = TestTemporal.best();
    try (TemporalRig rig = new TemporalRig(server, handOverAbove, true);
        ScenarioDriver driver = new EngineDriver(rig, new Interpreter(), new JsonataExpressions());
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

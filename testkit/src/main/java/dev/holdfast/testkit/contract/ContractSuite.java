package dev.holdfast.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.testkit.memory.RunInvariants;
import dev.holdfast.testkit.scenario.Scenario;
import dev.holdfast.testkit.scenario.ScenarioDriver;
import dev.holdfast.testkit.scenario.ScenarioFiles;
import dev.holdfast.testkit.scenario.ScenarioRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Holds an engine to the interpreter's contract. Every scenario is played on the runtime in memory
 * first; the engine must meet the same expectations and write the same journals, entry by entry.
 * None can be skipped; {@code -Dscenario=…} plays those whose names contain a text, while you work.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ContractSuite {
  private final List<Scenario> scenarios = ScenarioFiles.all();
  private final AtomicInteger played = new AtomicInteger();
  private final AtomicInteger endedByCommand = new AtomicInteger();
  private final AtomicInteger commandsRefused = new AtomicInteger();

  /** An engine without runs, workflows or events, its clock at the beginning. */
  protected abstract ScenarioDriver driver();

  /** Called when a scenario has been played, before its engine is closed. */
  protected void played(Scenario scenario, ScenarioDriver driver) {}

  @TestFactory
  Stream<DynamicTest> scenarios() {
    String only = System.getProperty("scenario", "");
    return scenarios.stream()
        .filter(scenario -> scenario.toString().contains(only))
        .map(scenario -> dynamicTest(scenario.toString(), () -> check(scenario)));
  }

  @AfterAll
  void none_was_skipped() {
    System.out.printf(
        "%s: %s of %d scenarios, %s of them up to a command that the engine refuses by contract"
            + " (%s such refusals)%n",
        getClass().getSimpleName(), played, scenarios.size(), endedByCommand, commandsRefused);
    if (System.getProperty("scenario") == null) {
      assertThat(played).as("scenarios played").hasValue(scenarios.size());
    }
  }

  private void check(Scenario scenario) {
    played.incrementAndGet();
    try (MemoryDriver reference = new MemoryDriver();
        ScenarioDriver engine = driver()) {
      List<String> told = new ArrayList<>();
      ScenarioRunner.Played played = ScenarioRunner.playSupported(scenario, engine, told::add);
      List<String> refusals = new ArrayList<>();
      ScenarioRunner.play(firstSteps(scenario, played.steps()), reference, refusals::add);
      count(scenario, played);
      if (played.commandsRefused() == 0) {
        assertThat(told).as("what refused orders were told").isEqualTo(refusals);
      }
      assertThat(engine.runIds())
          .as("the runs there are")
          .containsExactlyInAnyOrderElementsOf(reference.runIds());
      for (UUID runId : reference.runIds()) {
        List<JournalEntry> journal = engine.journal(runId);
        assertThat(lines(journal)).isEqualTo(lines(reference.journal(runId)));
        numbered(journal);
        RunInvariants.check(engine.state(runId));
        assertThat(engine.foldAgain(runId))
            .as("the journal of the recorded inputs, folded again")
            .isEqualTo(journal);
      }
      played(scenario, engine);
    }
  }

  /** The scenario as far as an engine could follow it. */
  private static Scenario firstSteps(Scenario scenario, int steps) {
    return new Scenario(
        scenario.file(),
        scenario.name(),
        scenario.rules(),
        scenario.workflows(),
        scenario.script().subList(0, steps));
  }

  private void count(Scenario scenario, ScenarioRunner.Played done) {
    commandsRefused.addAndGet(done.commandsRefused());
    if (done.steps() < scenario.script().size()) endedByCommand.incrementAndGet();
  }

  /** Everything of an entry but its time. */
  private static List<String> lines(List<JournalEntry> journal) {
    List<String> lines = new ArrayList<>();
    for (JournalEntry entry : journal) {
      lines.add(
          String.join(
              " ",
              entry.kind().text(),
              entry.stepPath(),
              entry.executionPath(),
              "#" + entry.attempt(),
              Json.canonicalText(entry.data())));
    }
    return lines;
  }

  private static void numbered(List<JournalEntry> journal) {
    long expected = 1;
    for (JournalEntry entry : journal) {
      assertThat(entry.seq()).as("sequence numbers have no gaps").isEqualTo(expected++);
    }
  }
}

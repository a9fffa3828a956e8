package dev.holdfast.testkit.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.RunStatus;
import dev.holdfast.testkit.contract.MemoryDriver;
import dev.holdfast.testkit.scenario.Scenario;
import dev.holdfast.testkit.scenario.ScenarioRunner;
import dev.holdfast.testkit.scenario.ScenarioStep;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is in random scripts: a comparison says nothing of what is not. */
class RandomScriptTest {
  private static final int SEEDS = 150;

  private final Set<JournalEntry.Kind> kinds = EnumSet.noneOf(JournalEntry.Kind.class);
  private final Set<RunStatus> ends = EnumSet.noneOf(RunStatus.class);
  private final Set<String> steps = new TreeSet<>();
  private final Set<String> inputs = new TreeSet<>();

  private static MemoryDriver memory() {
    return new MemoryDriver();
  }

  private static Scenario script(long seed, Ingredients ingredients) {
    return RandomScript.of(seed, ingredients, RandomScriptTest::memory);
  }

  @Test
  void a_seed_gives_the_same_script_every_time() {
    Scenario script = script(7, Ingredients.ALL);
    assertThat(script(7, Ingredients.ALL))
        .isEqualTo(script)
        .isNotEqualTo(script(8, Ingredients.ALL));
    assertThat(script.script()).first().isInstanceOf(ScenarioStep.Start.class);
  }

  @Test
  void a_few_scripts_hold_everything_that_can_happen() {
    for (long seed = 0; seed < SEEDS; seed++) play(script(seed, Ingredients.ALL));
    Set<JournalEntry.Kind> all = EnumSet.allOf(JournalEntry.Kind.class);
    // Graphs do not run yet.
    all.remove(JournalEntry.Kind.STEP_SKIPPED);
    assertThat(kinds).isEqualTo(all);
    assertThat(ends).contains(RunStatus.SUCCEEDED, RunStatus.FAILED, RunStatus.CANCELED);
    assertThat(inputs)
        .contains(
            "Continue",
            "ChildFinished",
            "ChildRefused",
            "CallbackReceived",
            "LookedBack with events");
    assertThat(steps)
        .contains(
            "Start",
            "Start by event",
            "Answer",
            "Answer late",
            "Callback",
            "Submit",
            "Advance",
            "Cancel",
            "Cancel RUN_NOT_ACTIVE",
            "Resume",
            "Resume WAIT_NOT_FOUND",
            "Retry",
            "Retry RUN_NOT_FAILED",
            "RequeueEventWait",
            "RequeueEventWait NO_EVENT_WAIT",
            "Replay",
            "Publish",
            "PauseWorkflow",
            "WorkerLost");
  }

  @Test
  void what_an_engine_cannot_do_is_left_out() {
    Ingredients few = Ingredients.ALL.withoutCommands().withoutLostWorkers();
    for (long seed = 0; seed < 40; seed++) play(script(seed, few));
    assertThat(steps)
        .contains("Submit", "Answer", "Advance")
        .noneMatch(step -> step.matches("(Resume|Retry|Requeue|WorkerLost).*"));
  }

  private void play(Scenario script) {
    for (ScenarioStep step : script.script()) steps.add(name(step));
    try (MemoryDriver driver = memory()) {
      ScenarioRunner.play(script, driver);
      for (UUID runId : driver.runtime().runIds()) {
        ends.add(driver.state(runId).status());
        for (JournalEntry entry : driver.journal(runId)) kinds.add(entry.kind());
        for (Input input : driver.runtime().folded(runId)) inputs.add(name(input));
      }
    }
  }

  private static String name(Input input) {
    boolean found = input instanceof Input.LookedBack look && !look.events().isEmpty();
    return input.getClass().getSimpleName() + (found ? " with events" : "");
  }

  private static String name(ScenarioStep step) {
    String said =
        switch (step) {
          case ScenarioStep.Start start -> start.event() == null ? null : "by event";
          case ScenarioStep.Answer answer -> answer.late() ? "late" : null;
          case ScenarioStep.Callback callback -> callback.late() ? "late" : null;
          case ScenarioStep.Cancel cancel -> cancel.refused();
          case ScenarioStep.Resume resume -> resume.refused();
          case ScenarioStep.Retry retry -> retry.refused();
          case ScenarioStep.RequeueEventWait requeue -> requeue.refused();
          case ScenarioStep other -> null;
        };
    return step.getClass().getSimpleName() + (said == null ? "" : " " + said);
  }
}

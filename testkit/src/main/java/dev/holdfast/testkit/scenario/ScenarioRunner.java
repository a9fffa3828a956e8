package dev.holdfast.testkit.scenario;

import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.RunState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plays one scenario on one engine. */
public final class ScenarioRunner {
  private final Scenario scenario;
  private final ScenarioDriver driver;
  private final RunNames names;
  private final Map<UUID, Integer> looked = new LinkedHashMap<>();
  private final Set<String> started = new LinkedHashSet<>();
  private final Consumer<String> told;
  private int events;
  private int commandsRefused;
  private boolean over;

  private ScenarioRunner(Scenario scenario, ScenarioDriver driver, Consumer<String> told) {
    this.scenario = scenario;
    this.driver = driver;
    this.names = new RunNames(scenario, driver);
    this.told = told;
  }

  /**
   * Plays a scenario from its first step to its last.
   *
   * @return the ids of the runs that the script started by name, with their names
   * @throws AssertionError naming the scenario and the step, when the engine does otherwise
   */
  public static Map<UUID, String> play(Scenario scenario, ScenarioDriver driver) {
    return play(scenario, driver, message -> {});
  }

  /**
   * As {@link #play(Scenario, ScenarioDriver)}.
   *
   * @param told is given the message of each order that was refused
   */
  public static Map<UUID, String> play(
      Scenario scenario, ScenarioDriver driver, Consumer<String> told) {
    Played played = playSupported(scenario, driver, told);
    if (played.steps() == scenario.script().size()) return played.runs();
    throw new AssertionError(scenario + ": expected an engine that takes commands");
  }

  /**
   * Plays a scenario as far as the engine can follow. One that refuses all commands must refuse
   * each with its code and change nothing; the first that another engine would have applied ends
   * the play.
   *
   * @param told is given the message of each order that was refused
   * @throws AssertionError naming the scenario and the step, when the engine does otherwise
   */
  public static Played playSupported(
      Scenario scenario, ScenarioDriver driver, Consumer<String> told) {
    ScenarioRunner runner = new ScenarioRunner(scenario, driver, told);
    for (String key : scenario.workflows().keySet()) runner.publish(key);
    int number = 0;
    for (ScenarioStep step : scenario.script()) {
      if (runner.over) break;
      number++;
      try {
        runner.play(step);
      } catch (RuntimeException | AssertionError failure) {
        throw new AssertionError(
            scenario + ", step " + number + ": " + failure.getMessage(), failure);
      }
    }
    Map<UUID, String> runs = new LinkedHashMap<>();
    for (String run : runner.started) runs.put(runner.names.id(run), run);
    return new Played(runs, runner.over ? number - 1 : number, runner.commandsRefused);
  }

  /**
   * @param runs ids of the runs that the script started by name, with their names
   * @param steps how many the engine followed
   * @param commandsRefused because the engine takes none
   */
  public record Played(Map<UUID, String> runs, int steps, int commandsRefused) {}

  private void publish(String key) {
    for (Map<String, @Nullable Object> document :
        scenario.workflows().getOrDefault(key, List.of())) {
      driver.publish(key, document);
    }
  }

  private void play(ScenarioStep step) {
    switch (step) {
      case ScenarioStep.Start start -> start(start);
      case ScenarioStep.Answer answer -> answer(answer);
      case ScenarioStep.AnswerAll all -> answerAll(all);
      case ScenarioStep.Callback callback -> callback(callback);
      case ScenarioStep.Submit submit -> submit(submit);
      case ScenarioStep.Advance advance -> driver.advance(advance.by());
      case ScenarioStep.Jump jump -> driver.jump(jump.by());
      case ScenarioStep.Cancel cancel ->
          refused(cancel.refused(), driver.cancel(names.id(cancel.run()), cancel.force()));
      case ScenarioStep.Resume resume -> resume(resume);
      case ScenarioStep.Retry retry -> {
        List<Input.Command.Repair> repairs = new ArrayList<>();
        for (ScenarioStep.Repair repair : retry.repairs()) {
          repairs.add(new Input.Command.Repair(repair.path(), repair.value()));
        }
        command(retry.run(), new Input.Command.Retry(repairs), retry.refused());
      }
      case ScenarioStep.RequeueEventWait requeue ->
          command(requeue.run(), new Input.Command.RequeueEventWait(), requeue.refused());
      case ScenarioStep.Replay replay -> {
        started.add(replay.as());
        driver.replay(names.id(replay.run()), names.id(replay.as()), replay.payload());
      }
      case ScenarioStep.WorkerLost _ -> driver.loseWorker();
      case ScenarioStep.Publish publish -> driver.publish(publish.workflow(), publish.document());
      case ScenarioStep.PauseWorkflow pause -> driver.pause(pause.workflow());
      case ScenarioStep.Expect expect -> expect(expect);
    }
  }

  private void start(ScenarioStep.Start start) {
    ScenarioStep.Submit event = start.event();
    started.add(start.run());
    driver.start(
        new ScenarioDriver.Start(
            names.id(start.run()),
            start.workflow(),
            start.version(),
            start.payload(),
            start.tags(),
            event == null ? null : event(event)));
  }

  private void answer(ScenarioStep.Answer answer) {
    ScenarioDriver.Call call = names.call(answer.run(), answer.path(), answer.attempt());
    if (!answer.late() && !call.open()) {
      throw new AssertionError("expected the call of " + answer.path() + " to be open");
    }
    boolean applied = driver.answer(call.callId(), answer.answer());
    same("whether the answer was taken", !answer.late(), applied);
  }

  private void answerAll(ScenarioStep.AnswerAll all) {
    UUID runId = names.id(all.run());
    while (true) {
      ScenarioDriver.Call next = null;
      for (ScenarioDriver.Call call : driver.calls()) {
        if (next == null && call.open() && call.runId().equals(runId)) next = call;
      }
      if (next == null) return;
      same("whether the answer was taken", true, driver.answer(next.callId(), all.answer()));
    }
  }

  private void callback(ScenarioStep.Callback callback) {
    ScenarioDriver.Call call = names.call(callback.run(), callback.path(), null);
    boolean applied = driver.callback(call.callId(), callback.answer());
    same("whether the answer was taken", !callback.late(), applied);
  }

  private void submit(ScenarioStep.Submit submit) {
    Set<UUID> taken = driver.submit(event(submit));
    if (submit.taken() == null) return;
    Set<UUID> expected = new LinkedHashSet<>();
    for (String run : submit.taken()) expected.add(names.id(run));
    same("the runs that take the event", expected, taken);
  }

  private ScenarioDriver.Event event(ScenarioStep.Submit submit) {
    String id = submit.id() == null ? "event-" + ++events : submit.id();
    return new ScenarioDriver.Event(
        id, submit.name(), submit.keys(), submit.payload(), submit.source());
  }

  private void resume(ScenarioStep.Resume resume) {
    UUID waitId = null;
    if (resume.unknownWait()) {
      waitId = UUID.nameUUIDFromBytes("no such wait".getBytes(StandardCharsets.UTF_8));
    } else if (resume.waitPath() != null) {
      waitId = names.wait(resume.run(), resume.waitPath());
    }
    Input.Command command = new Input.Command.Resume(waitId, resume.output(), resume.timeout());
    command(resume.run(), command, resume.refused());
  }

  private void command(String run, Input.Command command, @Nullable String refused) {
    UUID runId = names.id(run);
    long before = driver.state(runId).seq();
    String unsupported = driver.refusesCommands();
    if (unsupported != null) {
      RunState state = driver.state(runId);
      same("the refusal", unsupported, driver.command(runId, command));
      same("the state", state, driver.state(runId));
      commandsRefused++;
      over = refused == null;
      return;
    }
    refused(refused, driver.command(runId, command));
    if (refused != null) same("the journal's length", before, driver.state(runId).seq());
  }

  private void refused(@Nullable String expected, @Nullable String actual) {
    same("the refusal", expected, actual);
    if (actual != null) told.accept(driver.refusal());
  }

  private void expect(ScenarioStep.Expect expect) {
    UUID runId = names.id(expect.run());
    List<JournalEntry> journal = driver.journal(runId);
    Check check = new Check(driver, runId, journal, looked.getOrDefault(runId, 0));
    check.all(expect.expectation());
    looked.put(runId, journal.size());
  }

  private static void same(String what, @Nullable Object expected, @Nullable Object actual) {
    if (!Objects.equals(expected, actual)) {
      throw new AssertionError("expected " + what + " to be " + expected + ", but " + actual);
    }
  }
}

package dev.holdfast.testkit.scenario;

import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.OpenWait;
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
import org.jspecify.annotations.Nullable;

/** Plays one scenario on one engine. */
public final class ScenarioRunner {
  private final Scenario scenario;
  private final ScenarioDriver driver;
  private final Map<UUID, Integer> looked = new LinkedHashMap<>();
  private final Set<String> started = new LinkedHashSet<>();
  private int events;
  private int commandsRefused;
  private boolean over;

  private ScenarioRunner(Scenario scenario, ScenarioDriver driver) {
    this.scenario = scenario;
    this.driver = driver;
  }

  /**
   * Plays a scenario from its first step to its last.
   *
   * @return the ids of the runs that the script started by name, with their names
   * @throws AssertionError naming the scenario and the step, when the engine does otherwise
   */
  public static Map<UUID, String> play(Scenario scenario, ScenarioDriver driver) {
    Played played = playSupported(scenario, driver);
    if (played.steps() == scenario.script().size()) return played.runs();
    throw new AssertionError(scenario + ": expected an engine that takes commands");
  }

  /**
   * Plays a scenario as far as the engine can follow. One that refuses all commands must refuse
   * each with its code and change nothing; the first that another engine would have applied ends
   * the play.
   *
   * @throws AssertionError naming the scenario and the step, when the engine does otherwise
   */
  public static Played playSupported(Scenario scenario, ScenarioDriver driver) {
    ScenarioRunner runner = new ScenarioRunner(scenario, driver);
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
    for (String run : runner.started) runs.put(runner.id(run), run);
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
          same("the refusal", cancel.refused(), driver.cancel(id(cancel.run()), cancel.force()));
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
        driver.replay(id(replay.run()), id(replay.as()), replay.payload());
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
            id(start.run()),
            start.workflow(),
            start.version(),
            start.payload(),
            start.tags(),
            event == null ? null : event(event)));
  }

  private void answer(ScenarioStep.Answer answer) {
    ScenarioDriver.Call call = call(answer.run(), answer.path(), answer.attempt());
    if (!answer.late() && !call.open()) {
      throw new AssertionError("expected the call of " + answer.path() + " to be open");
    }
    boolean applied = driver.answer(call.callId(), answer.answer());
    same("whether the answer was taken", !answer.late(), applied);
  }

  private void answerAll(ScenarioStep.AnswerAll all) {
    UUID runId = id(all.run());
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
    ScenarioDriver.Call call = call(callback.run(), callback.path(), null);
    boolean applied = driver.callback(call.callId(), callback.answer());
    same("whether the answer was taken", !callback.late(), applied);
  }

  private void submit(ScenarioStep.Submit submit) {
    Set<UUID> taken = driver.submit(event(submit));
    if (submit.taken() == null) return;
    Set<UUID> expected = new LinkedHashSet<>();
    for (String run : submit.taken()) expected.add(id(run));
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
      waitId = wait(resume.run(), resume.waitPath());
    }
    Input.Command command = new Input.Command.Resume(waitId, resume.output(), resume.timeout());
    command(resume.run(), command, resume.refused());
  }

  private void command(String run, Input.Command command, @Nullable String refused) {
    long before = driver.state(id(run)).seq();
    String unsupported = driver.refusesCommands();
    if (unsupported != null) {
      RunState state = driver.state(id(run));
      same("the refusal", unsupported, driver.command(id(run), command));
      same("the state", state, driver.state(id(run)));
      commandsRefused++;
      over = refused == null;
      return;
    }
    same("the refusal", refused, driver.command(id(run), command));
    if (refused != null) same("the journal's length", before, driver.state(id(run)).seq());
  }

  private UUID wait(String run, String path) {
    for (OpenWait wait : driver.state(id(run)).waits()) {
      if (wait.executionPath().equals(path)) return wait.waitId();
    }
    throw new AssertionError("expected an open wait at " + path);
  }

  private void expect(ScenarioStep.Expect expect) {
    UUID runId = id(expect.run());
    List<JournalEntry> journal = driver.journal(runId);
    Check check = new Check(driver, runId, journal, looked.getOrDefault(runId, 0));
    check.all(expect.expectation());
    looked.put(runId, journal.size());
  }

  private ScenarioDriver.Call call(String run, String path, @Nullable Integer attempt) {
    UUID runId = id(run);
    ScenarioDriver.Call found = null;
    for (ScenarioDriver.Call call : driver.calls()) {
      if (!call.runId().equals(runId) || !call.executionPath().equals(path)) continue;
      if (attempt == null || attempt == call.attempt()) found = call;
    }
    if (found == null) throw new AssertionError("expected a call of " + path);
    return found;
  }

  /** The id of a run by its name; a child's is in its parent's journal. */
  private UUID id(String run) {
    int slash = run.lastIndexOf('/');
    if (slash < 0) return scenario.runId(run);
    String path = run.substring(slash + 1).replace("#", " #");
    for (JournalEntry entry : driver.journal(id(run.substring(0, slash)))) {
      if (entry.kind() != JournalEntry.Kind.CHILD_STARTED) continue;
      if (!Journals.text(entry).equals("ChildStarted " + path)) continue;
      Object childId = Objects.requireNonNull(entry.data().get("runId"));
      return UUID.fromString(childId.toString());
    }
    throw new AssertionError("expected a child " + run);
  }

  private static void same(String what, @Nullable Object expected, @Nullable Object actual) {
    if (!Objects.equals(expected, actual)) {
      throw new AssertionError("expected " + what + " to be " + expected + ", but " + actual);
    }
  }
}

package dev.holdfast.testkit.parity;

import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Fiber;
import dev.holdfast.domain.run.Frame;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.testkit.contract.MemoryDriver;
import dev.holdfast.testkit.memory.TraceLine;
import dev.holdfast.testkit.scenario.RunNames;
import dev.holdfast.testkit.scenario.Scenario;
import dev.holdfast.testkit.scenario.ScenarioDriver;
import dev.holdfast.testkit.scenario.ScenarioStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A script in the making: each step is played on the runtime in memory and written down with what
 * that said to it, so that other engines must say the same.
 */
final class Recording {
  private final Supplier<MemoryDriver> memory;
  private final Scenario blank;
  private final List<ScenarioStep> steps = new ArrayList<>();
  private final Set<String> started = new LinkedHashSet<>();
  private final Set<UUID> answerable = new LinkedHashSet<>();
  private MemoryDriver driver;
  private RunNames names;

  /**
   * @param blank a scenario's name and workflows; its script is not looked at
   * @throws IllegalArgumentException when a workflow does not compile
   */
  Recording(Scenario blank, Supplier<MemoryDriver> memory) {
    this.memory = memory;
    this.blank = blank;
    this.driver = memory.get();
    this.names = new RunNames(blank, driver);
    publish();
  }

  /** Records a script again, without the steps that make no sense any more. */
  static Scenario of(Scenario script, Supplier<MemoryDriver> memory) {
    Recording recording = new Recording(script, memory);
    for (ScenarioStep step : script.script()) recording.add(step);
    return recording.scenario();
  }

  private void publish() {
    for (String key : blank.workflows().keySet()) {
      for (Map<String, @Nullable Object> document :
          blank.workflows().getOrDefault(key, List.of())) {
        driver.publish(key, document);
      }
    }
  }

  /**
   * Plays a step and writes it down.
   *
   * @return whether it is in the script now: not when it makes no sense here, and not when its
   *     outcome depends on who is faster
   */
  boolean add(ScenarioStep step) {
    int before = driver.runtime().trace().size();
    ScenarioStep said = said(step);
    if (said == null) return false;
    List<TraceLine> trace = driver.runtime().trace();
    if (Races.in(trace.subList(before, trace.size()))) {
      startOver();
      return false;
    }
    steps.add(said);
    noteOpenCalls();
    return true;
  }

  /** Comes back to where the last step in the script left everything. */
  private void startOver() {
    driver = memory.get();
    names = new RunNames(blank, driver);
    publish();
    started.clear();
    answerable.clear();
    for (ScenarioStep step : steps) {
      if (said(step) == null) throw new AssertionError("expected to play again " + step);
      noteOpenCalls();
    }
  }

  Scenario scenario() {
    return new Scenario(blank.file(), blank.name(), blank.rules(), blank.workflows(), steps);
  }

  // --- what there is

  ScenarioDriver driver() {
    return driver;
  }

  int length() {
    return steps.size();
  }

  /** The names of all runs, a parent before its children. */
  List<String> runs() {
    List<String> all = new ArrayList<>();
    for (String run : started) withChildren(run, all);
    return all;
  }

  private void withChildren(String run, List<String> all) {
    all.add(run);
    for (String child : names.children(run)) withChildren(child, all);
  }

  RunState state(String run) {
    return driver.state(names.id(run));
  }

  List<ScenarioDriver.Call> callsOf(String run) {
    UUID runId = names.id(run);
    return driver.calls().stream().filter(call -> call.runId().equals(runId)).toList();
  }

  /** A call that its action has not answered, though its run does not wait for it any more. */
  boolean canBeLate(ScenarioDriver.Call call) {
    return answerable.contains(call.callId()) && !isAwaited(call);
  }

  private boolean isAwaited(ScenarioDriver.Call call) {
    for (Fiber fiber : driver.state(call.runId()).progress().fibers().values()) {
      boolean awaits =
          fiber.top() instanceof Frame.Calling calling && calling.callId().equals(call.callId());
      if (awaits) return true;
    }
    return false;
  }

  /** The next instant at which something falls due by itself; null when nothing will. */
  @Nullable Instant nextDue() {
    Instant next = null;
    for (UUID runId : driver.runtime().runIds()) {
      Instant due = driver.state(runId).nextDue();
      if (due != null && (next == null || due.isBefore(next))) next = due;
    }
    return next;
  }

  // --- what the runtime says

  private @Nullable ScenarioStep said(ScenarioStep step) {
    return switch (step) {
      case ScenarioStep.Start start -> start(start);
      case ScenarioStep.Replay replay -> replay(replay);
      case ScenarioStep.Answer answer -> answer(answer);
      case ScenarioStep.Callback callback -> callback(callback);
      case ScenarioStep.Submit submit -> {
        driver.submit(event(submit));
        yield submit;
      }
      case ScenarioStep.Advance advance -> advance(advance);
      case ScenarioStep.Cancel cancel -> {
        UUID runId = names.find(cancel.run());
        if (runId == null) yield null;
        String refused = driver.cancel(runId, cancel.force());
        yield new ScenarioStep.Cancel(cancel.run(), cancel.force(), refused);
      }
      case ScenarioStep.Resume resume -> resume(resume);
      case ScenarioStep.Retry retry -> retry(retry);
      case ScenarioStep.RequeueEventWait requeue -> {
        UUID runId = names.find(requeue.run());
        if (runId == null) yield null;
        String refused = driver.command(runId, new Input.Command.RequeueEventWait());
        yield new ScenarioStep.RequeueEventWait(requeue.run(), refused);
      }
      case ScenarioStep.WorkerLost lost -> {
        driver.loseWorker();
        // Whoever would have answered is gone too.
        answerable.clear();
        yield lost;
      }
      case ScenarioStep.Publish publish -> {
        driver.publish(publish.workflow(), publish.document());
        yield publish;
      }
      case ScenarioStep.PauseWorkflow pause -> {
        driver.pause(pause.workflow());
        yield pause;
      }
      case ScenarioStep.AnswerAll _, ScenarioStep.Jump _, ScenarioStep.Expect _ ->
          throw new IllegalArgumentException("expected a step that is compared, but " + step);
    };
  }

  private @Nullable ScenarioStep start(ScenarioStep.Start start) {
    if (!started.add(start.run())) return null;
    ScenarioStep.Submit event = start.event();
    driver.start(
        new ScenarioDriver.Start(
            names.id(start.run()),
            start.workflow(),
            start.version(),
            start.payload(),
            start.tags(),
            event == null ? null : event(event)));
    return start;
  }

  private static ScenarioDriver.Event event(ScenarioStep.Submit submit) {
    String id = submit.id();
    if (id == null) throw new IllegalArgumentException("expected an event with an id");
    return new ScenarioDriver.Event(
        id, submit.name(), submit.keys(), submit.payload(), submit.source());
  }

  private @Nullable ScenarioStep replay(ScenarioStep.Replay replay) {
    UUID runId = names.find(replay.run());
    if (runId == null || !started.add(replay.as())) return null;
    driver.replay(runId, names.id(replay.as()), replay.payload());
    return replay;
  }

  private @Nullable ScenarioStep answer(ScenarioStep.Answer answer) {
    ScenarioDriver.Call call = call(answer.run(), answer.path(), answer.attempt());
    if (call == null || (!call.open() && !canBeLate(call))) return null;
    if (!call.open() && answer.answer() instanceof CallAnswer.Pending) return null;
    boolean late = !driver.answer(call.callId(), answer.answer());
    answerable.remove(call.callId());
    return new ScenarioStep.Answer(
        answer.run(), answer.path(), call.attempt(), answer.answer(), late);
  }

  private @Nullable ScenarioStep callback(ScenarioStep.Callback callback) {
    ScenarioDriver.Call call = call(callback.run(), callback.path(), null);
    if (call == null || !call.promised()) return null;
    boolean late = !driver.callback(call.callId(), callback.answer());
    return new ScenarioStep.Callback(callback.run(), callback.path(), callback.answer(), late);
  }

  private ScenarioDriver.@Nullable Call call(String run, String path, @Nullable Integer attempt) {
    return names.find(run) == null ? null : names.findCall(run, path, attempt);
  }

  private void noteOpenCalls() {
    for (ScenarioDriver.Call call : driver.calls()) {
      if (call.open()) answerable.add(call.callId());
    }
  }

  private @Nullable ScenarioStep resume(ScenarioStep.Resume resume) {
    UUID runId = names.find(resume.run());
    String path = resume.waitPath();
    if (runId == null) return null;
    UUID waitId = path == null ? null : names.findWait(resume.run(), path);
    if (path != null && waitId == null) return null;
    Input.Command command = new Input.Command.Resume(waitId, resume.output(), resume.timeout());
    String refused = driver.command(runId, command);
    return new ScenarioStep.Resume(
        resume.run(), path, false, resume.output(), resume.timeout(), refused);
  }

  private @Nullable ScenarioStep retry(ScenarioStep.Retry retry) {
    UUID runId = names.find(retry.run());
    if (runId == null) return null;
    List<Input.Command.Repair> repairs = new ArrayList<>();
    for (ScenarioStep.Repair repair : retry.repairs()) {
      repairs.add(new Input.Command.Repair(repair.path(), repair.value()));
    }
    String refused = driver.command(runId, new Input.Command.Retry(repairs));
    return new ScenarioStep.Retry(retry.run(), retry.repairs(), refused);
  }

  /** Stops before an instant at which two runs of one family have something to do. */
  private @Nullable ScenarioStep advance(ScenarioStep.Advance advance) {
    Instant from = driver.now();
    Instant end = from.plus(advance.by());
    Instant due = nextDue();
    while (due != null && !due.isAfter(end) && !isTied(due)) {
      driver.advance(Duration.between(driver.now(), due));
      due = nextDue();
    }
    boolean stopped = due != null && !due.isAfter(end);
    if (!stopped) driver.advance(Duration.between(driver.now(), end));
    Duration passed = Duration.between(from, driver.now());
    return passed.isZero() ? null : new ScenarioStep.Advance(passed);
  }

  private boolean isTied(Instant due) {
    Set<UUID> families = new LinkedHashSet<>();
    for (UUID runId : driver.runtime().runIds()) {
      if (due.equals(driver.state(runId).nextDue()) && !families.add(family(runId))) return true;
    }
    return false;
  }

  /** The outermost run that waits for this one, directly or not. */
  private UUID family(UUID runId) {
    UUID at = runId;
    while (true) {
      UUID parent = driver.state(at).start().parentRunId();
      if (parent == null || !driver.state(at).start().attached()) return at;
      at = parent;
    }
  }
}

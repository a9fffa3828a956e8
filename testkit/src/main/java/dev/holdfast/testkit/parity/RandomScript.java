package dev.holdfast.testkit.parity;

import static dev.holdfast.testkit.parity.DocumentParts.object;

import dev.holdfast.domain.definition.AssignPath;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.OpenWait;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.testkit.contract.MemoryDriver;
import dev.holdfast.testkit.parity.RandomDefinitions.AuthorKeys;
import dev.holdfast.testkit.parity.RandomDefinitions.Traits;
import dev.holdfast.testkit.scenario.Scenario;
import dev.holdfast.testkit.scenario.ScenarioDriver;
import dev.holdfast.testkit.scenario.ScenarioStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes random scripts: definitions, and what happens to their runs. What comes next is chosen from
 * what there is to do, so that most runs come to an end; what it does is written down by a {@link
 * Recording}.
 */
public final class RandomScript {
  private static final String MAIN = "main";
  private static final String CHILD = "child";
  private static final int RUNS_MAX = 3;
  private static final int STEPS_TO_THE_END = 60;

  private final Chance chance;
  private final Ingredients ingredients;
  private final boolean losesWorkers;
  private final RandomAnswers answers;
  private final Recording recording;
  private final List<ScenarioStep.Submit> submitted = new ArrayList<>();
  private int begun;

  private RandomScript(
      String name, Chance chance, Ingredients ingredients, Supplier<MemoryDriver> memory) {
    this.chance = chance;
    this.ingredients = ingredients;
    this.losesWorkers = ingredients.lostWorkers() && chance.percent(40);
    this.answers = new RandomAnswers(chance);
    Map<String, List<Map<String, @Nullable Object>>> workflows = new LinkedHashMap<>();
    workflows.put(CHILD, List.of(child()));
    workflows.put(MAIN, List.of(main()));
    Scenario blank = new Scenario("seed", name, List.of(), workflows, List.of());
    this.recording = new Recording(blank, memory);
  }

  /**
   * The script of a seed, the same every time.
   *
   * @param memory makes runtimes in memory without runs
   * @throws AssertionError when the runtime in memory itself fails, with what led there
   */
  public static Scenario of(long seed, Ingredients ingredients, Supplier<MemoryDriver> memory) {
    Chance chance = new Chance(new SplittableRandom(seed));
    while (true) {
      RandomScript script = new RandomScript("seed " + seed, chance, ingredients, memory);
      // Where even the start depends on who is faster, there is nothing to compare.
      if (script.playsOrTells(seed)) return script.recording.scenario();
    }
  }

  private boolean playsOrTells(long seed) {
    try {
      return plays();
    } catch (RuntimeException | AssertionError failure) {
      String story = ScriptText.of(recording.scenario());
      throw new AssertionError(
          "memory fails with -Dparity.seed=" + seed + " after this:\n" + story, failure);
    }
  }

  private boolean plays() {
    if (!begin()) return false;
    int wild = 5 + chance.below(20);
    for (int i = 0; i < wild; i++) {
      if (isAnyoneLive() || chance.percent(30)) anything();
      else if (begun < RUNS_MAX) begin();
    }
    for (int i = 0; i < STEPS_TO_THE_END && isAnyoneLive(); i++) bringOn();
    if (ingredients.commands() && chance.percent(40)) afterTheEnd();
    return true;
  }

  private void afterTheEnd() {
    command(anyRun());
    for (int i = 0; i < STEPS_TO_THE_END / 2 && isAnyoneLive(); i++) bringOn();
  }

  // --- definitions

  private Map<String, @Nullable Object> main() {
    // A lost worker frees the keys of calls that nobody waits for, which memory does not know.
    AuthorKeys keys = losesWorkers ? AuthorKeys.NONE : AuthorKeys.APART;
    List<String> actions = List.of("test.call", "test.call", "test.brief", "test.hinted");
    Traits traits = new Traits(actions, List.of(CHILD), keys, true);
    return new RandomDefinitions(chance.split(), traits).document();
  }

  private Map<String, @Nullable Object> child() {
    Traits traits = new Traits(List.of("test.call"), List.of(), AuthorKeys.NONE, true);
    return new RandomDefinitions(chance.split(), traits).document();
  }

  // --- what happens

  private boolean begin() {
    Map<String, @Nullable Object> payload =
        Json.objectOf(
            object(
                "flag",
                chance.percent(50),
                "items",
                List.of(1L, 2L, 3L),
                "one",
                7L,
                "seen",
                List.of()));
    Map<String, @Nullable Object> tags =
        chance.percent(50) ? Json.EMPTY_OBJECT : Json.objectOf(object("team", "blue"));
    ScenarioStep.Submit event = chance.percent(20) ? anyEvent() : null;
    String run = "run" + ++begun;
    return recording.add(new ScenarioStep.Start(run, MAIN, null, payload, tags, event));
  }

  private void anything() {
    if (losesWorkers && chance.percent(6)) {
      recording.add(new ScenarioStep.WorkerLost());
      return;
    }
    switch (chance.below(20)) {
      case 0, 1, 2 -> submit(anyEvent());
      case 3 -> repeatEvent();
      case 4, 5 -> pass(Duration.ofMillis(1 + chance.below(2_500)));
      case 6 -> nearlyDue();
      case 7 -> answerLate();
      case 8 -> cancelSometimes();
      case 9 -> command(anyRun());
      case 10 -> rare();
      default -> bringOn();
    }
  }

  /** Something that a live run waits for. */
  private void bringOn() {
    List<Runnable> possible = new ArrayList<>();
    for (String run : recording.runs()) {
      RunState state = recording.state(run);
      if (state.status().ended()) continue;
      for (ScenarioDriver.Call call : recording.callsOf(run)) {
        if (call.open()) possible.add(() -> answer(run, call));
        else if (call.promised()) possible.add(() -> callback(run, call));
      }
      for (OpenWait wait : state.waits()) {
        if (wait.type() == OpenWait.Type.EVENT) possible.add(() -> submit(eventFor(wait)));
      }
    }
    if (recording.nextDue() != null) possible.add(this::due);
    if (!possible.isEmpty()) chance.oneOf(possible).run();
  }

  private boolean isAnyoneLive() {
    for (String run : recording.runs()) {
      if (!recording.state(run).status().ended()) return true;
    }
    return false;
  }

  private String anyRun() {
    return chance.oneOf(recording.runs());
  }

  private void answer(String run, ScenarioDriver.Call call) {
    recording.add(
        new ScenarioStep.Answer(run, call.executionPath(), call.attempt(), answers.any(), false));
  }

  private void callback(String run, ScenarioDriver.Call call) {
    recording.add(new ScenarioStep.Callback(run, call.executionPath(), answers.settled(), false));
  }

  private void answerLate() {
    for (String run : recording.runs()) {
      for (ScenarioDriver.Call call : recording.callsOf(run)) {
        if (!recording.canBeLate(call)) continue;
        recording.add(
            new ScenarioStep.Answer(
                run, call.executionPath(), call.attempt(), answers.settled(), true));
        return;
      }
    }
  }

  private void cancelSometimes() {
    if (chance.percent(60)) return;
    recording.add(new ScenarioStep.Cancel(anyRun(), chance.percent(25), null));
  }

  // --- events

  private void submit(ScenarioStep.Submit event) {
    if (recording.add(event)) submitted.add(event);
  }

  private ScenarioStep.Submit anyEvent() {
    return event(chance.oneOf("e1", "e2"), chance.oneOf("k1", "k2", "k3"));
  }

  /** One that the wait takes, unless its filters say otherwise. */
  private ScenarioStep.Submit eventFor(OpenWait wait) {
    String name = wait.eventName();
    String key = wait.correlationKey();
    if (name == null || key == null) throw new IllegalStateException("expected an event's wait");
    return event(name, chance.percent(90) ? key : key + "x");
  }

  private ScenarioStep.Submit event(String name, String key) {
    List<String> keys =
        chance.percent(15) ? List.of(key, chance.oneOf("k1", "k2", "other")) : List.of(key);
    String id = "event-" + recording.length() + "-" + chance.below(1_000_000);
    Map<String, @Nullable Object> payload =
        Json.objectOf(
            object("n", (long) chance.below(5), "text", "y".repeat(chance.below(300)), "id", id));
    List<String> sorted = keys.stream().sorted().distinct().toList();
    String source = chance.percent(50) ? "test" : null;
    return new ScenarioStep.Submit(id, name, sorted, payload, source, null);
  }

  private void repeatEvent() {
    if (!submitted.isEmpty()) recording.add(chance.oneOf(submitted));
  }

  // --- time

  private void pass(Duration duration) {
    recording.add(new ScenarioStep.Advance(duration));
  }

  private void due() {
    Instant due = recording.nextDue();
    if (due == null) return;
    Duration left = Duration.between(recording.driver().now(), due);
    pass(chance.percent(20) ? left.plusMillis(chance.below(50)) : left);
  }

  /** A moment before something falls due, and what happens in it. */
  private void nearlyDue() {
    Instant due = recording.nextDue();
    if (due == null) return;
    Duration left = Duration.between(recording.driver().now(), due).minusMillis(1);
    if (left.isPositive()) pass(left);
    bringOn();
  }

  // --- operators, nodes, other runs

  private void command(String run) {
    if (!ingredients.commands()) return;
    switch (chance.below(4)) {
      case 0, 1 -> recording.add(new ScenarioStep.Retry(run, repairs(), null));
      case 2 -> recording.add(new ScenarioStep.RequeueEventWait(run, null));
      default -> resume(run);
    }
  }

  private List<ScenarioStep.Repair> repairs() {
    if (chance.percent(50)) return List.of();
    String path = chance.percent(80) ? "vars.n" : "payload.flag.deep";
    return switch (AssignPath.parse(path)) {
      case AssignPath.Parsing.Parsed parsed ->
          List.of(new ScenarioStep.Repair(parsed.path(), (long) chance.below(9)));
      case AssignPath.Parsing.Refused refused -> throw new IllegalStateException(refused.message());
    };
  }

  private void resume(String run) {
    List<OpenWait> waits = recording.state(run).waits();
    String path = null;
    if (!waits.isEmpty() && chance.percent(70)) path = chance.oneOf(waits).executionPath();
    Object output = chance.percent(50) ? Json.of(object("n", 1L)) : answers.output();
    boolean timeout = chance.percent(30);
    recording.add(new ScenarioStep.Resume(run, path, false, output, timeout, null));
  }

  private void rare() {
    switch (chance.below(6)) {
      case 0, 1, 2 -> {
        if (begun < RUNS_MAX) begin();
      }
      case 3 -> recording.add(new ScenarioStep.Publish(CHILD, child()));
      case 4 -> {
        if (chance.percent(30)) recording.add(new ScenarioStep.PauseWorkflow(CHILD));
      }
      default -> replay();
    }
  }

  private void replay() {
    if (begun >= RUNS_MAX) return;
    Map<String, @Nullable Object> payload =
        chance.percent(50) ? null : Json.objectOf(object("flag", true, "one", 1L));
    String run = "run" + (1 + chance.below(begun));
    recording.add(new ScenarioStep.Replay(run, "run" + ++begun, payload));
  }
}

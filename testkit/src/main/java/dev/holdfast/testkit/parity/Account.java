package dev.holdfast.testkit.parity;

import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.OpenWait;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.testkit.scenario.RunNames;
import dev.holdfast.testkit.scenario.Scenario;
import dev.holdfast.testkit.scenario.ScenarioDriver;
import dev.holdfast.testkit.scenario.ScenarioRunner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All that an engine can tell of a script's runs, as lines that can be compared. */
final class Account {
  private static final Pattern INSTANT =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
  private static final int LINES_BEFORE = 5;
  private static final int LINE_LENGTH = 600;

  private final Map<String, List<String>> runs;

  private Account(Map<String, List<String>> runs) {
    this.runs = runs;
  }

  /**
   * Plays a script.
   *
   * @throws AssertionError when the engine says something else than is written down, or its inputs
   *     do not give its journal
   */
  static Account of(Scenario script, ScenarioDriver driver, Likeness likeness) {
    Map<UUID, String> started = ScenarioRunner.play(script, driver);
    RunNames names = new RunNames(script, driver);
    Map<String, List<String>> runs = new LinkedHashMap<>();
    for (String run : started.values()) add(run, names, driver, likeness, runs);
    return new Account(runs);
  }

  private static void add(
      String run,
      RunNames names,
      ScenarioDriver driver,
      Likeness likeness,
      Map<String, List<String>> runs) {
    UUID runId = names.id(run);
    List<JournalEntry> journal = driver.journal(runId);
    if (!driver.foldAgain(runId).equals(journal)) {
      throw new AssertionError("the inputs of run " + run + ", folded again, give another journal");
    }
    List<String> lines = new ArrayList<>();
    for (JournalEntry entry : journal) {
      String at = likeness == Likeness.WITH_TIMES ? " at " + entry.at() : "";
      lines.add(
          "%d %s %s %s #%d %s%s"
              .formatted(
                  entry.seq(),
                  entry.kind().text(),
                  entry.stepPath(),
                  entry.executionPath(),
                  entry.attempt(),
                  Json.canonicalText(entry.data()),
                  at));
    }
    end(driver.state(runId), lines);
    calls(runId, driver, lines);
    if (likeness == Likeness.BUT_TIMES) {
      lines.replaceAll(line -> INSTANT.matcher(line).replaceAll("(an instant)"));
    }
    runs.put(run, lines);
    for (String child : names.children(run)) add(child, names, driver, likeness, runs);
  }

  /** How the run stands: a journal does not tell what an assignment wrote. */
  private static void end(RunState state, List<String> lines) {
    lines.add("status " + state.status() + " at " + state.nodePath());
    lines.add("payload " + Json.canonicalText(state.payload()));
    lines.add("vars " + Json.canonicalText(state.vars()));
    lines.add("meta " + Json.canonicalText(state.meta()));
    lines.add("output " + Json.canonicalText(state.output()));
    RunError error = state.error();
    lines.add("error " + (error == null ? "none" : Json.canonicalText(error.toJson())));
    for (OpenWait wait : state.waits()) {
      lines.add(
          "open wait %s %s #%d %s %s"
              .formatted(
                  wait.type().text(),
                  wait.executionPath(),
                  wait.attempt(),
                  wait.eventName(),
                  wait.correlationKey()));
    }
  }

  /** What was cancelled before an action saw it, an engine may keep to itself. */
  private static void calls(UUID runId, ScenarioDriver driver, List<String> lines) {
    for (ScenarioDriver.Call call : driver.calls()) {
      if (!call.runId().equals(runId) || !call.open()) continue;
      lines.add(
          "open call %s #%d %s %s key %s"
              .formatted(
                  call.executionPath(),
                  call.attempt(),
                  call.actionId(),
                  Json.canonicalText(call.input()),
                  call.idempotencyKey()));
    }
  }

  /** The first thing that another engine tells differently; null when it tells the same. */
  @Nullable String difference(Account other) {
    if (!runs.keySet().equals(other.runs.keySet())) {
      return "runs: " + runs.keySet() + "\nagainst " + other.runs.keySet();
    }
    for (Map.Entry<String, List<String>> run : runs.entrySet()) {
      List<String> others = Objects.requireNonNull(other.runs.get(run.getKey()));
      String difference = difference(run.getValue(), others);
      if (difference != null) return "run " + run.getKey() + ":\n" + difference;
    }
    return null;
  }

  private static @Nullable String difference(List<String> one, List<String> other) {
    for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
      String left = i < one.size() ? one.get(i) : "nothing";
      String right = i < other.size() ? other.get(i) : "nothing";
      if (left.equals(right)) continue;
      StringBuilder text = new StringBuilder();
      for (int j = Math.max(0, i - LINES_BEFORE); j < i; j++) {
        text.append("  ").append(cut(one.get(j), 0)).append('\n');
      }
      int from = Math.max(0, firstDifference(left, right) - LINE_LENGTH / 2);
      return text.append("- ")
          .append(cut(left, from))
          .append("\n+ ")
          .append(cut(right, from))
          .toString();
    }
    return null;
  }

  private static int firstDifference(String one, String other) {
    int at = 0;
    while (at < one.length() && at < other.length() && one.charAt(at) == other.charAt(at)) at++;
    return at;
  }

  private static String cut(String line, int from) {
    int end = Math.min(line.length(), from + LINE_LENGTH);
    return (from > 0 ? "…" : "")
        + line.substring(Math.min(from, end), end)
        + (end < line.length() ? "…" : "");
  }
}

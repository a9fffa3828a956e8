package dev.holdfast.testkit.scenario;

import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.OpenWait;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.testkit.scenario.Expectation.ExpectedEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Compares a run with an expectation and tells everything that differs at once. */
final class Check {
  /** Entries of a journal that a failure shows, at most. */
  private static final int SHOWN = 60;

  private final ScenarioDriver driver;
  private final UUID runId;
  private final List<JournalEntry> journal;
  private final int looked;
  private final RunState state;
  private final List<String> wrong = new ArrayList<>();

  /**
   * @param looked how long the journal was at the last look
   */
  Check(ScenarioDriver driver, UUID runId, List<JournalEntry> journal, int looked) {
    this.driver = driver;
    this.runId = runId;
    this.journal = journal;
    this.looked = looked;
    this.state = driver.state(runId);
  }

  void all(Expectation expected) {
    expected.has().forEach(this::plain);
    error(expected.error());
    expected.data().forEach(this::members);
    expected.absent().forEach(this::absent);
    waits(expected.waits());
    calls(expected.calls());
    keys(expected.keys());
    times(expected);
    journal(expected);
    if (!wrong.isEmpty()) throw new AssertionError(story());
  }

  private void plain(String name, @Nullable Object expected) {
    Object actual =
        switch (name) {
          case "status" -> state.status().name();
          case "output" -> state.output();
          case "nodePath" -> state.nodePath();
          case "callsInFlight" -> state.callsInFlight();
          case "cancelRequested" -> state.cancelRequestedAt() != null;
          default -> throw new IllegalArgumentException("unknown " + name);
        };
    equal(name, expected, actual);
  }

  private void error(@Nullable Map<String, @Nullable Object> expected) {
    if (expected == null) return;
    RunError error = state.error();
    if (error == null) wrong.add("error: expected one, but none");
    else if (!Subset.holds(expected, error.toJson())) {
      wrong.add("error: expected " + Json.text(expected) + ", but " + Json.text(error.toJson()));
    }
  }

  private void members(String root, Map<String, @Nullable Object> expected) {
    Map<String, @Nullable Object> actual = root(root);
    expected.forEach((name, value) -> equal(root + "." + name, value, actual.get(name)));
  }

  private void absent(String path) {
    int dot = path.indexOf('.');
    Object at = root(path.substring(0, dot));
    for (String name : path.substring(dot + 1).split("\\.", -1)) {
      Map<String, @Nullable Object> object = Json.asObject(at);
      if (object == null || !object.containsKey(name)) return;
      at = object.get(name);
    }
    wrong.add(path + ": expected nothing, but " + Json.text(at));
  }

  private Map<String, @Nullable Object> root(String name) {
    return switch (name) {
      case "payload" -> state.payload();
      case "vars" -> state.vars();
      case "meta" -> state.meta();
      default -> throw new IllegalArgumentException("unknown root " + name);
    };
  }

  private void waits(@Nullable List<Map<String, @Nullable Object>> expected) {
    if (expected == null) return;
    List<Map<String, @Nullable Object>> actual = new ArrayList<>();
    for (OpenWait wait : state.waits()) actual.add(shown(wait));
    boolean same = actual.size() == expected.size();
    for (int i = 0; same && i < actual.size(); i++) {
      same = Subset.members(expected.get(i), actual.get(i));
    }
    if (!same) {
      wrong.add("waits: expected " + Json.text(expected) + ", but " + Json.text(actual));
    }
  }

  private Map<String, @Nullable Object> shown(OpenWait wait) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("type", wait.type().text());
    shown.put("path", wait.executionPath());
    shown.put("stepPath", wait.stepPath());
    shown.put("attempt", (long) wait.attempt());
    shown.put("name", wait.eventName());
    shown.put("key", wait.correlationKey());
    Instant due = wait.dueAt();
    shown.put("dueIn", due == null ? null : Duration.between(driver.now(), due).toString());
    List<Object> filters = new ArrayList<>();
    wait.filters()
        .forEach(filter -> {
          Map<String, @Nullable Object> one = new LinkedHashMap<>();
          one.put("path", filter.path());
          one.put("op", filter.op().text());
          one.put("value", filter.value());
          filters.add(one);
        });
    shown.put("filters", filters);
    return shown;
  }

  private void calls(@Nullable List<Map<String, @Nullable Object>> expected) {
    if (expected == null) return;
    List<Map<String, @Nullable Object>> actual = new ArrayList<>();
    for (ScenarioDriver.Call call : driver.calls()) {
      if (call.runId().equals(runId) && call.open()) actual.add(shown(call));
    }
    List<Map<String, @Nullable Object>> left = new ArrayList<>(actual);
    boolean same = actual.size() == expected.size();
    for (Map<String, @Nullable Object> one : expected) same &= removeOne(left, one);
    if (!same) {
      wrong.add("calls: expected " + Json.text(expected) + ", but " + Json.text(actual));
    }
  }

  private static boolean removeOne(
      List<Map<String, @Nullable Object>> calls, Map<String, @Nullable Object> expected) {
    for (int i = 0; i < calls.size(); i++) {
      if (!Subset.members(expected, calls.get(i))) continue;
      calls.remove(i);
      return true;
    }
    return false;
  }

  private static Map<String, @Nullable Object> shown(ScenarioDriver.Call call) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("path", call.executionPath());
    shown.put("attempt", (long) call.attempt());
    shown.put("action", call.actionId());
    shown.put("input", call.input());
    shown.put("key", call.idempotencyKey());
    return shown;
  }

  private void keys(List<List<String>> groups) {
    Set<String> seen = new LinkedHashSet<>();
    for (List<String> group : groups) {
      Set<String> keys = new LinkedHashSet<>();
      for (String visit : group) keys.add(key(visit));
      if (keys.size() != 1) wrong.add("keys: expected one for " + group + ", but " + keys);
      for (String key : keys) {
        if (!seen.add(key)) wrong.add("keys: expected another for " + group + " than before");
      }
    }
  }

  private String key(String visit) {
    for (ScenarioDriver.Call call : driver.calls()) {
      String suffix = call.attempt() == 1 ? "" : " #" + call.attempt();
      boolean same = call.runId().equals(runId) && visit.equals(call.executionPath() + suffix);
      if (same) return call.idempotencyKey();
    }
    throw new AssertionError("expected a call " + visit);
  }

  private void times(Expectation expected) {
    if (expected.elapsed() != null) {
      Duration actual = Duration.between(journal.getFirst().at(), state.now());
      if (!actual.equals(expected.elapsed())) {
        wrong.add("elapsed: expected " + expected.elapsed() + ", but " + actual);
      }
    }
    if (expected.dueIn() != null) {
      Instant due = state.nextDue();
      Duration actual = due == null ? null : Duration.between(driver.now(), due);
      if (!Objects.equals(actual, expected.dueIn())) {
        wrong.add("dueIn: expected " + expected.dueIn() + ", but " + actual);
      }
    }
  }

  private void journal(Expectation expected) {
    if (expected.journal() != null) exact("journal", expected.journal(), journal);
    if (expected.added() != null) {
      exact("added", expected.added(), journal.subList(looked, journal.size()));
    }
    int from = 0;
    for (ExpectedEntry entry : expected.contains()) {
      int found = indexOf(entry, from);
      if (found < 0) wrong.add("contains: expected, in this order, " + shown(entry));
      else from = found + 1;
    }
    expected.only().forEach(this::only);
    List<String> texts = Journals.texts(journal);
    for (String text : expected.never()) {
      for (String actual : texts) {
        if (actual.equals(text) || actual.startsWith(text + " ")) {
          wrong.add("never: expected no " + text + ", but " + actual);
        }
      }
    }
  }

  private void exact(String what, List<ExpectedEntry> expected, List<JournalEntry> actual) {
    boolean same = expected.size() == actual.size();
    for (int i = 0; same && i < actual.size(); i++) same = matches(expected.get(i), actual.get(i));
    if (!same) {
      List<String> lines = expected.stream().map(Check::shown).toList();
      wrong.add(what + ": expected\n    " + String.join("\n    ", lines));
    }
  }

  private void only(String kind, List<String> expected) {
    List<String> actual =
        journal.stream()
            .filter(entry -> entry.kind().text().equals(kind))
            .map(entry -> Journals.text(entry).substring(kind.length()).strip())
            .toList();
    if (!actual.equals(expected)) {
      wrong.add("only " + kind + ": expected " + expected + ", but " + actual);
    }
  }

  private int indexOf(ExpectedEntry entry, int from) {
    for (int i = from; i < journal.size(); i++) if (matches(entry, journal.get(i))) return i;
    return -1;
  }

  private static boolean matches(ExpectedEntry expected, JournalEntry actual) {
    return expected.text().equals(Journals.text(actual))
        && Subset.holds(expected.data(), actual.data());
  }

  private static String shown(ExpectedEntry entry) {
    return entry.data().isEmpty() ? entry.text() : entry.text() + " " + Json.text(entry.data());
  }

  private void equal(String what, @Nullable Object expected, @Nullable Object actual) {
    if (!Json.equal(expected, actual)) {
      wrong.add(what + ": expected " + Json.text(expected) + ", but " + Json.text(actual));
    }
  }

  private String story() {
    StringBuilder story = new StringBuilder();
    wrong.forEach(line -> story.append("\n  ").append(line));
    int first = Math.max(0, journal.size() - SHOWN);
    story.append("\n  the journal").append(first == 0 ? " is" : " ends with");
    for (int i = first; i < journal.size(); i++) {
      JournalEntry entry = journal.get(i);
      story.append(i == looked ? "\n  > " : "\n    ");
      story.append(Journals.text(entry)).append(' ').append(Json.text(entry.data()));
    }
    return story.toString();
  }
}

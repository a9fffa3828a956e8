package dev.holdfast.testkit.scenario;

import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.OpenWait;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds what a script means by its names, on one engine: runs, their children, calls, waits. */
public final class RunNames {
  private final Scenario scenario;
  private final ScenarioDriver driver;

  public RunNames(Scenario scenario, ScenarioDriver driver) {
    this.scenario = scenario;
    this.driver = driver;
  }

  /** The id of a run by its name; a child's is in its parent's journal. Null when there is none. */
  public @Nullable UUID find(String run) {
    int slash = run.lastIndexOf('/');
    if (slash < 0) {
      UUID id = scenario.runId(run);
      return driver.knows(id) ? id : null;
    }
    UUID parent = find(run.substring(0, slash));
    if (parent == null) return null;
    for (JournalEntry entry : driver.journal(parent)) {
      if (entry.kind() == JournalEntry.Kind.CHILD_STARTED
          && childName(entry).equals(run.substring(slash + 1))) {
        return childId(entry);
      }
    }
    return null;
  }

  /**
   * The id of a run by its name, whether or not the script has started it.
   *
   * @throws AssertionError when it is no child of its parent
   */
  public UUID id(String run) {
    if (run.indexOf('/') < 0) return scenario.runId(run);
    UUID id = find(run);
    if (id == null) throw new AssertionError("expected a child " + run);
    return id;
  }

  /** The names of a run's children that have begun, in the order they were asked for. */
  public List<String> children(String run) {
    List<String> names = new ArrayList<>();
    for (JournalEntry entry : driver.journal(id(run))) {
      if (entry.kind() != JournalEntry.Kind.CHILD_STARTED) continue;
      if (driver.knows(childId(entry))) names.add(run + "/" + childName(entry));
    }
    return names;
  }

  private static String childName(JournalEntry entry) {
    return entry.executionPath() + (entry.attempt() > 1 ? "#" + entry.attempt() : "");
  }

  private static UUID childId(JournalEntry entry) {
    return UUID.fromString(Objects.requireNonNull(entry.data().get("runId")).toString());
  }

  /**
   * A call of a path.
   *
   * @param attempt null takes the newest
   */
  public ScenarioDriver.@Nullable Call findCall(
      String run, String path, @Nullable Integer attempt) {
    UUID runId = id(run);
    ScenarioDriver.Call found = null;
    for (ScenarioDriver.Call call : driver.calls()) {
      if (!call.runId().equals(runId) || !call.executionPath().equals(path)) continue;
      if (attempt == null || attempt == call.attempt()) found = call;
    }
    return found;
  }

  /**
   * As {@link #findCall}.
   *
   * @throws AssertionError when there is none
   */
  public ScenarioDriver.Call call(String run, String path, @Nullable Integer attempt) {
    ScenarioDriver.Call found = findCall(run, path, attempt);
    if (found == null) throw new AssertionError("expected a call of " + path);
    return found;
  }

  /** The open wait of a path; null when there is none. */
  public @Nullable UUID findWait(String run, String path) {
    for (OpenWait wait : driver.state(id(run)).waits()) {
      if (wait.executionPath().equals(path)) return wait.waitId();
    }
    return null;
  }

  /**
   * The open wait of a path.
   *
   * @throws AssertionError when there is none
   */
  public UUID wait(String run, String path) {
    UUID waitId = findWait(run, path);
    if (waitId == null) throw new AssertionError("expected an open wait at " + path);
    return waitId;
  }
}

package dev.holdfast.testkit.run;

import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.JournalEntry.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is true of every journal. */
final class JournalRules {
  private static final Set<Kind> WAIT_ENDS =
      EnumSet.of(Kind.WAIT_RESOLVED, Kind.WAIT_TIMED_OUT, Kind.WAIT_CANCELED);
  private static final Set<Kind> STEP_ENDS =
      EnumSet.of(Kind.STEP_SUCCEEDED, Kind.STEP_FAILED, Kind.STEP_CONTINUED, Kind.STEP_CANCELED);
  private static final Set<Kind> RUN_ENDS =
      EnumSet.of(Kind.RUN_SUCCEEDED, Kind.RUN_FAILED, Kind.RUN_CANCELED);

  private JournalRules() {}

  /**
   * @param ended the run has ended: nothing may be open
   * @throws AssertionError naming everything that is wrong
   */
  static void check(List<JournalEntry> journal, boolean ended) {
    List<String> wrong = new ArrayList<>();
    Map<String, Boolean> openSteps = new LinkedHashMap<>();
    Map<Object, Boolean> openWaits = new LinkedHashMap<>();
    Kind last = Kind.RUN_STARTED;
    for (int i = 0; i < journal.size(); i++) {
      JournalEntry entry = journal.get(i);
      if (entry.seq() != i + 1) wrong.add("entry " + i + " has sequence " + entry.seq());
      step(entry, openSteps, wrong);
      wait(entry, openWaits, wrong);
      last = entry.kind();
    }
    if (ended) {
      if (!RUN_ENDS.contains(last)) wrong.add("the run has ended, but the last entry is " + last);
      openSteps.forEach((step, open) -> require(!open, wrong, step + " never ended"));
      openWaits.forEach((wait, open) -> require(!open, wrong, "wait " + wait + " never closed"));
    }
    if (!wrong.isEmpty()) throw new AssertionError(String.join("\n", wrong));
  }

  private static void require(boolean holds, List<String> wrong, String message) {
    if (!holds) wrong.add(message);
  }

  private static void step(JournalEntry entry, Map<String, Boolean> open, List<String> wrong) {
    String attempt = entry.executionPath() + "#" + entry.attempt();
    if (entry.kind() == Kind.STEP_STARTED) {
      require(!open.containsKey(attempt), wrong, attempt + " started twice");
      open.put(attempt, true);
    } else if (STEP_ENDS.contains(entry.kind())) {
      require(open.getOrDefault(attempt, false), wrong, attempt + " ended without being open");
      open.put(attempt, false);
    } else if (entry.kind() == Kind.STEP_RETRY_SCHEDULED) {
      require(open.getOrDefault(attempt, false), wrong, attempt + " rests without being open");
      // The next attempt ends it, or whatever ends the rest.
      open.put(entry.executionPath() + "#" + entry.attempt(), true);
    }
    if (entry.kind() == Kind.STEP_STARTED && entry.attempt() > 1) {
      open.computeIfPresent(
          entry.executionPath() + "#" + (entry.attempt() - 1), (key, was) -> false);
    }
  }

  private static void wait(JournalEntry entry, Map<Object, Boolean> open, List<String> wrong) {
    Object id = entry.data().get("waitId");
    if (id == null) return;
    if (entry.kind() == Kind.WAIT_OPENED) {
      require(!open.containsKey(id), wrong, "wait " + id + " opened twice");
      open.put(id, true);
    } else if (WAIT_ENDS.contains(entry.kind())) {
      require(open.getOrDefault(id, false), wrong, "wait " + id + " closed without being open");
      open.put(id, false);
    }
  }
}

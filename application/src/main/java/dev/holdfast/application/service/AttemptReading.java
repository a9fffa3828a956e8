package dev.holdfast.application.service;

import dev.holdfast.application.port.out.RunReads;
import dev.holdfast.application.view.AttemptEnds;
import dev.holdfast.application.view.StepView;
import dev.holdfast.application.view.StepView.Status;
import dev.holdfast.application.view.StepViews;
import dev.holdfast.domain.run.JournalEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads one page of attempts. They are ordered by their beginnings, and their ends may lie anywhere
 * after: near ones are found by reading on a little, the others by their notes. What was stored
 * without notes is read through, as far as it takes.
 */
final class AttemptReading {
  private static final int PORTION = 2_000;

  private final RunReads runs;
  private final String tenantId;
  private final UUID runId;
  private final Predicate<StepView> wanted;
  private final StepViews views = new StepViews();

  AttemptReading(RunReads runs, String tenantId, UUID runId, Predicate<StepView> wanted) {
    this.runs = runs;
    this.tenantId = tenantId;
    this.runId = runId;
    this.wanted = wanted;
  }

  /**
   * @param next sequence after which the next page begins; null when there is none
   */
  record Found(List<StepView> attempts, @Nullable Long next) {}

  Found read(long after, int limit) {
    JournalReading journal = new JournalReading(runs, tenantId, runId, after);
    List<StepView> begun = List.of();
    while (begun.size() <= limit && journal.goesOn()) {
      views.add(journal.read(limit));
      begun = begun();
    }
    Long next = null;
    if (begun.size() > limit) next = begun.get(limit - 1).seq();
    else if (!journal.atEnd()) next = journal.at();
    int size = Math.min(limit, begun.size());
    if (size > 0 && !journal.atEnd()) findEnds(journal, size);
    return new Found(page(size), next);
  }

  /** The attempts wanted that began in what was read. */
  private List<StepView> begun() {
    List<StepView> begun = new ArrayList<>();
    for (StepView step : views.list()) if (wanted.test(step)) begun.add(step);
    return begun;
  }

  private List<StepView> page(int size) {
    return begun().subList(0, size);
  }

  private void findEnds(JournalReading journal, int size) {
    long nearest = page(size).getLast().seq() + AttemptEnds.NEAR - journal.at();
    if (nearest > 0 && !unsettled(size).isEmpty()) {
      views.add(journal.readEntries((int) nearest));
    }
    Set<Long> unsettled = unsettled(size);
    if (unsettled.isEmpty() || journal.atEnd()) return;
    views.add(runs.notedEnds(tenantId, runId, unsettled));
    readThrough(journal, size);
  }

  /** Keys of the page's attempts that may still have an end to be found. */
  private Set<Long> unsettled(int size) {
    Set<Long> begun = new HashSet<>();
    for (StepView step : views.list()) begun.add(key(step));
    Set<Long> unsettled = new LinkedHashSet<>();
    for (StepView step : page(size)) {
      boolean rests =
          step.status() == Status.RETRY_SCHEDULED
              && !begun.contains(AttemptEnds.key(step.executionPath(), step.attempt() + 1));
      if (rests || step.status() == Status.STARTED) unsettled.add(key(step));
    }
    return unsettled;
  }

  /** For a journal without notes: reads on until nothing is open that the state says has ended. */
  private void readThrough(JournalReading journal, int size) {
    Set<Long> lost = new LinkedHashSet<>();
    for (StepView step : page(size)) if (step.status() == Status.STARTED) lost.add(key(step));
    if (lost.isEmpty()) return;
    lost.removeAll(runs.openAttempts(tenantId, runId));
    while (!lost.isEmpty() && !journal.atEnd()) {
      for (JournalEntry entry : journal.readEntries(PORTION)) {
        if (AttemptEnds.isEnd(entry)
            && lost.remove(AttemptEnds.key(entry.executionPath(), entry.attempt()))) {
          views.add(List.of(entry));
        }
      }
    }
  }

  private static long key(StepView step) {
    return AttemptEnds.key(step.executionPath(), step.attempt());
  }
}

package dev.holdfast.application.service;

import dev.holdfast.application.port.out.RunReads;
import dev.holdfast.application.view.Cursor;
import dev.holdfast.application.view.CursorInvalid;
import dev.holdfast.application.view.InvocationView;
import dev.holdfast.application.view.LateResult;
import dev.holdfast.application.view.LogLineView;
import dev.holdfast.application.view.Page;
import dev.holdfast.application.view.StepView;
import dev.holdfast.domain.run.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a run's history, read from its journal from where the page begins: what a page costs
 * does not grow with the run. Where what is asked for is rare, a page may have fewer items than it
 * could, and still a next page.
 */
final class RunHistory {
  /** In place of a sequence number: the page is among the answers that came late. */
  private static final String LATE = "late";

  private final RunReads runs;

  RunHistory(RunReads runs) {
    this.runs = runs;
  }

  /**
   * A place between two items.
   *
   * @param after sequence or number of the item before; 0 at the beginning
   * @param line of the item before, when an entry has several; 0 for the whole entry
   */
  private record Place(long after, long line, boolean late) {
    static Place of(@Nullable String cursor) {
      if (cursor == null) return new Place(0, 0, false);
      Cursor given = Cursor.parse(cursor);
      boolean late = given.id().equals(LATE);
      return new Place(number(given.sort()), late ? 0 : number(given.id()), late);
    }

    private static long number(String text) {
      if (!text.matches("[0-9]{1,18}")) throw new CursorInvalid();
      return Long.parseLong(text);
    }

    static String text(long after, long line) {
      return new Cursor(Long.toString(after), Long.toString(line)).text();
    }

    static String late(long after) {
      return new Cursor(Long.toString(after), LATE).text();
    }
  }

  Page<JournalEntry> timeline(String tenantId, UUID runId, int limit, @Nullable String cursor) {
    long after = Place.of(cursor).after();
    // One more than asked for tells whether there is a next page.
    List<JournalEntry> entries = runs.journal(tenantId, runId, after, limit + 1);
    if (entries.size() <= limit) return new Page<>(entries, null);
    List<JournalEntry> page = entries.subList(0, limit);
    return new Page<>(page, Place.text(page.getLast().seq(), 0));
  }

  Page<StepView> steps(String tenantId, UUID runId, int limit, @Nullable String cursor) {
    long after = Place.of(cursor).after();
    AttemptReading.Found found =
        new AttemptReading(runs, tenantId, runId, step -> true).read(after, limit);
    return new Page<>(found.attempts(), found.next() == null ? null : Place.text(found.next(), 0));
  }

  Page<InvocationView> invocations(
      String tenantId, UUID runId, int limit, @Nullable String cursor) {
    Place place = Place.of(cursor);
    if (place.late()) {
      return withLate(tenantId, runId, List.of(), limit, place.after());
    }
    AttemptReading.Found found =
        new AttemptReading(runs, tenantId, runId, step -> step.call() != null)
            .read(place.after(), limit);
    List<InvocationView> calls = new ArrayList<>();
    for (StepView step : found.attempts()) {
      if (step.call() != null) calls.add(InvocationView.of(step, step.call()));
    }
    Long next = found.next();
    return next == null
        ? withLate(tenantId, runId, calls, limit, 0)
        : new Page<>(calls, Place.text(next, 0));
  }

  /** Fills a page up with the answers that came late. */
  private Page<InvocationView> withLate(
      String tenantId, UUID runId, List<InvocationView> calls, int limit, long after) {
    int room = limit - calls.size();
    List<LateResult> late = runs.lateResults(tenantId, runId, after, room + 1);
    List<InvocationView> items = new ArrayList<>(calls);
    for (LateResult result : late.subList(0, Math.min(room, late.size()))) {
      items.add(InvocationView.of(result));
    }
    if (late.size() <= room) return new Page<>(items, null);
    return new Page<>(items, Place.late(room == 0 ? after : late.get(room - 1).number()));
  }

  Page<LogLineView> logs(String tenantId, UUID runId, int limit, @Nullable String cursor) {
    Place place = Place.of(cursor);
    // Within an entry the page goes on with the entry itself.
    JournalReading journal =
        new JournalReading(
            runs, tenantId, runId, place.line() > 0 ? place.after() - 1 : place.after());
    List<LogLineView> lines = new ArrayList<>();
    while (lines.size() <= limit && journal.goesOn()) {
      for (LogLineView line : LogLineView.of(journal.read(limit))) {
        if (line.seq() > place.after() || line.line() > place.line()) lines.add(line);
      }
    }
    if (lines.size() > limit) {
      LogLineView last = lines.get(limit - 1);
      return new Page<>(lines.subList(0, limit), Place.text(last.seq(), last.line()));
    }
    return new Page<>(lines, journal.atEnd() ? null : Place.text(journal.at(), 0));
  }
}

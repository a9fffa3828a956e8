package dev.holdfast.application.service;

import dev.holdfast.application.port.out.RunReads;
import dev.holdfast.application.view.Cursor;
import dev.holdfast.application.view.CursorInvalid;
import dev.holdfast.application.view.InvocationView;
import dev.holdfast.application.view.LogLineView;
import dev.holdfast.application.view.Page;
import dev.holdfast.application.view.StepView;
import dev.holdfast.application.view.StepViews;
import dev.holdfast.domain.run.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Pages of a run's history, read from its journal. */
final class RunHistory {
  /** Entries read from the store at once. */
  private static final int CHUNK = 2_000;

  private final RunReads runs;

  RunHistory(RunReads runs) {
    this.runs = runs;
  }

  Page<JournalEntry> timeline(String tenantId, UUID runId, int limit, @Nullable String cursor) {
    long after = position(cursor);
    // One more than asked for tells whether there is a next page.
    List<JournalEntry> entries = runs.journal(tenantId, runId, after, limit + 1);
    if (entries.size() <= limit) return new Page<>(entries, null);
    List<JournalEntry> page = entries.subList(0, limit);
    return new Page<>(page, cursor(page.getLast().seq()));
  }

  Page<StepView> steps(String tenantId, UUID runId, int limit, @Nullable String cursor) {
    return slice(StepViews.of(journal(tenantId, runId)), limit, cursor);
  }

  Page<InvocationView> invocations(
      String tenantId, UUID runId, int limit, @Nullable String cursor) {
    List<StepView> steps = StepViews.of(journal(tenantId, runId));
    return slice(InvocationView.of(steps, runs.lateResults(tenantId, runId)), limit, cursor);
  }

  Page<LogLineView> logs(String tenantId, UUID runId, int limit, @Nullable String cursor) {
    return slice(LogLineView.of(journal(tenantId, runId)), limit, cursor);
  }

  private List<JournalEntry> journal(String tenantId, UUID runId) {
    List<JournalEntry> all = new ArrayList<>();
    while (true) {
      long after = all.isEmpty() ? 0 : all.getLast().seq();
      List<JournalEntry> chunk = runs.journal(tenantId, runId, after, CHUNK);
      all.addAll(chunk);
      if (chunk.size() < CHUNK) return all;
    }
  }

  /** History only grows at its end, so a place in it stays a place. */
  private static <T> Page<T> slice(List<T> all, int limit, @Nullable String cursor) {
    long from = Math.min(position(cursor), all.size());
    long to = Math.min(from + limit, all.size());
    return new Page<>(all.subList((int) from, (int) to), to < all.size() ? cursor(to) : null);
  }

  private static String cursor(long position) {
    return new Cursor(Long.toString(position), "").text();
  }

  private static long position(@Nullable String cursor) {
    if (cursor == null) return 0;
    String text = Cursor.parse(cursor).sort();
    if (!text.matches("[0-9]{1,18}")) throw new CursorInvalid();
    return Long.parseLong(text);
  }
}

package dev.holdfast.application.service;

import dev.holdfast.application.port.out.RunReads;
import dev.holdfast.domain.run.JournalEntry;
import java.util.List;
import java.util.UUID;

/** Reads a journal forward for one page, and not without end. */
final class JournalReading {
  /** Entries read for one page at most, however rare what it asks for. */
  static final int MOST = 10_000;

  private static final int LARGEST = 2_000;

  private final RunReads runs;
  private final String tenantId;
  private final UUID runId;
  private long at;
  private int read;
  private boolean atEnd;

  /**
   * @param after sequence of the entry before the first one to read
   */
  JournalReading(RunReads runs, String tenantId, UUID runId, long after) {
    this.runs = runs;
    this.tenantId = tenantId;
    this.runId = runId;
    this.at = after;
  }

  /** The next entries: about as many as a page of so many items takes. */
  List<JournalEntry> read(int items) {
    // An item has two or three entries; where it is rare, larger portions are cheaper.
    return readEntries(Math.min(Math.max(3 * items + 32, read), LARGEST));
  }

  List<JournalEntry> readEntries(int wanted) {
    List<JournalEntry> entries = runs.journal(tenantId, runId, at, wanted);
    if (!entries.isEmpty()) at = entries.getLast().seq();
    read += entries.size();
    atEnd = entries.size() < wanted;
    return entries;
  }

  boolean goesOn() {
    return !atEnd && read < MOST;
  }

  /** Nothing lies beyond {@link #at}, as far as was known when it was read. */
  boolean atEnd() {
    return atEnd;
  }

  /** Sequence of the last entry read. */
  long at() {
    return at;
  }
}

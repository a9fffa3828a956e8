package dev.holdfast.adapter.postgres.run;

import java.util.concurrent.atomic.LongAdder;

/** Counts what the write path sends to the database. Thread-safe. */
public final class WriteCounters {
  private final LongAdder statements = new LongAdder();
  private final LongAdder commits = new LongAdder();
  private final LongAdder transitions = new LongAdder();
  private final LongAdder rows = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder largeStates = new LongAdder();
  private final LongAdder halvings = new LongAdder();
  private final LongAdder repeats = new LongAdder();
  private final LongAdder brokenConnections = new LongAdder();

  /**
   * What was counted since the start.
   *
   * @param statements round trips that carried one
   * @param commits transactions that wrote, single statements included
   * @param transitions writes of runs that became durable
   * @param rows inserted, updated or deleted for runs, events and their mail
   * @param bytes of states, journals, inputs and payloads
   * @param largeStates control parts above 1 800 bytes, which cost more than their size
   * @param halvings groups that were cut in two because one of them was refused
   * @param repeats groups written again because their fate was unknown or they had met another
   */
  public record Counts(
      long statements,
      long commits,
      long transitions,
      long rows,
      long bytes,
      long largeStates,
      long halvings,
      long repeats,
      long brokenConnections) {
    /** What came since an earlier count. */
    public Counts since(Counts earlier) {
      return new Counts(
          statements - earlier.statements,
          commits - earlier.commits,
          transitions - earlier.transitions,
          rows - earlier.rows,
          bytes - earlier.bytes,
          largeStates - earlier.largeStates,
          halvings - earlier.halvings,
          repeats - earlier.repeats,
          brokenConnections - earlier.brokenConnections);
    }
  }

  public Counts counts() {
    return new Counts(
        statements.sum(),
        commits.sum(),
        transitions.sum(),
        rows.sum(),
        bytes.sum(),
        largeStates.sum(),
        halvings.sum(),
        repeats.sum(),
        brokenConnections.sum());
  }

  void statements(int count) {
    statements.add(count);
  }

  void commit() {
    commits.increment();
  }

  void transitions(int count) {
    transitions.add(count);
  }

  void rows(long count) {
    rows.add(count);
  }

  void bytes(long count) {
    bytes.add(count);
  }

  void largeState() {
    largeStates.increment();
  }

  void halving() {
    halvings.increment();
  }

  void repeat() {
    repeats.increment();
  }

  void brokenConnection() {
    brokenConnections.increment();
  }
}

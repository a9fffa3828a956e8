package dev.holdfast.adapter.temporal.workflow;

import dev.holdfast.adapter.temporal.wire.Measures;
import dev.holdfast.adapter.temporal.wire.WriteBytes;
import dev.holdfast.application.codec.JournalCodec;
import dev.holdfast.application.driver.Batch;
import dev.holdfast.application.port.out.EngineWrite;
import dev.holdfast.application.port.out.RunFacts;
import dev.holdfast.application.port.out.RunWrite;
import dev.holdfast.application.view.AttemptEnds;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.OpenWait;
import dev.holdfast.domain.run.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the database has not been told of a run yet, gathered turn by turn. For workflow code.
 *
 * <p>What is told at once has a size: it may have to travel as an activity's argument.
 */
final class Untold {
  /** With the state, which has at most a megabyte, below what a server takes in one piece. */
  private static final int LARGEST = 512 * 1024;

  private final long base;
  private final @Nullable RunState before;
  private final List<JournalEntry> journal = new ArrayList<>();
  private final List<UUID> armed = new ArrayList<>();
  private final List<RunWrite.Taken> taken = new ArrayList<>();
  private final List<RunWrite.Settled> settled = new ArrayList<>();
  private final List<Input.CallFinished> late = new ArrayList<>();
  private final List<Duration> waits = new ArrayList<>();

  /** Where attempts end in entries that an earlier write left over. */
  private final List<AttemptEnds.Noted> ends = new ArrayList<>();

  private int leftOver;
  private int turns;
  private int bytes;

  private Untold(long base, @Nullable RunState before) {
    this.base = base;
    this.before = before;
  }

  /**
   * Nothing yet.
   *
   * @param told what the database knows of the run; null for nothing
   */
  static Untold after(@Nullable RunState told) {
    return new Untold(told == null ? 0 : told.seq(), told);
  }

  void add(Batch batch, List<UUID> armedNow, List<RunWrite.Taken> takenNow) {
    if (!batch.isVoid() || !batch.late().isEmpty()) turns++;
    if (!batch.journal().isEmpty()) bytes += JournalCodec.encode(batch.journal()).length;
    journal.addAll(batch.journal());
    armed.addAll(armedNow);
    taken.addAll(takenNow);
    settled.addAll(batch.settled());
    late.addAll(batch.late());
    measure(batch);
  }

  private void measure(Batch batch) {
    RunState before = batch.before();
    if (before == null || before.waits().isEmpty()) return;
    Set<UUID> open = new TreeSet<>();
    for (OpenWait wait : batch.state().waits()) open.add(wait.waitId());
    for (OpenWait wait : before.waits()) {
      if (open.contains(wait.waitId())) continue;
      waits.add(Duration.between(wait.createdAt(), batch.state().now()));
    }
  }

  boolean isEmpty() {
    return turns == 0;
  }

  boolean isLarge() {
    return bytes > LARGEST;
  }

  boolean hasVerdicts() {
    return !settled.isEmpty();
  }

  int turns() {
    return turns;
  }

  /** Ids of events that the run has used. */
  List<String> used() {
    List<String> used = new ArrayList<>();
    for (JournalEntry entry : journal) {
      if (entry.data().get("eventId") instanceof String id) used.add(id);
    }
    return used;
  }

  /**
   * As much as can be told at once.
   *
   * @param acceptedAt null unless the run has come here without a call
   * @param rest gets what is left, to be told after it
   */
  WriteBytes write(
      RunFacts facts,
      long fence,
      long since,
      RunState state,
      @Nullable Instant acceptedAt,
      List<Untold> rest) {
    List<JournalEntry> first = journal;
    List<AttemptEnds.Noted> noted = new ArrayList<>(ends);
    noted.addAll(AttemptEnds.toNote(before, journal.subList(leftOver, journal.size())));
    if (isLarge()) {
      int fits = fitting();
      if (fits < journal.size()) {
        first = journal.subList(0, fits);
        Untold later = new Untold(first.getLast().seq(), state);
        later.journal.addAll(journal.subList(fits, journal.size()));
        later.leftOver = later.journal.size();
        later.ends.addAll(within(later.journal, noted));
        later.turns = 1;
        later.bytes = JournalCodec.encode(later.journal).length;
        rest.add(later);
      }
    }
    UUID runId = state.start().runId();
    return new WriteBytes(
        new EngineWrite(
            runId, fence, since, base, state, first, armed, taken, settled, within(first, noted)),
        facts,
        late,
        new Measures(acceptedAt, waits));
  }

  private static List<AttemptEnds.Noted> within(
      List<JournalEntry> entries, List<AttemptEnds.Noted> noted) {
    List<AttemptEnds.Noted> within = new ArrayList<>();
    for (AttemptEnds.Noted end : noted) {
      boolean has =
          !entries.isEmpty()
              && end.seq() >= entries.getFirst().seq()
              && end.seq() <= entries.getLast().seq();
      if (has) within.add(end);
    }
    return within;
  }

  private int fitting() {
    int size = 0;
    for (int i = 0; i < journal.size(); i++) {
      size += JournalCodec.encode(journal.subList(i, i + 1)).length;
      if (size > LARGEST) return Math.max(i, 1);
    }
    return journal.size();
  }
}

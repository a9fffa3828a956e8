package dev.holdfast.application.port.out;

import dev.holdfast.application.view.AttemptEnds;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.RunState;
import java.util.List;
import java.util.UUID;

/**
 * What an engine that keeps its runs elsewhere tells the database of one run: the newest state, and
 * everything since {@code base}.
 *
 * <p>An engine may tell something that it then has to do again in another way, because it lost a
 * worker before its own commit. So a write does not add to what was told, it replaces what was told
 * after {@code base}.
 *
 * @param fence orders the writes of a run; a repeated write has the same one
 * @param since fence of the last write that was told for good; 0 for none. What was told between
 *     that one and this is replaced
 * @param base sequence of the last journal entry that has been told for good; 0 for none
 * @param journal the entries after {@code base}, up to the state's
 * @param armed event waits whose look-back is folded in {@code after}; their rows stand since
 *     {@link RunProjections#open}
 * @param taken events that an opening wait took from before, by wait
 * @param settled what became of the mail folded since {@code base}
 * @param ends where attempts end in the journal, as far as that has to be noted
 */
public record EngineWrite(
    UUID runId,
    long fence,
    long since,
    long base,
    RunState after,
    List<JournalEntry> journal,
    List<UUID> armed,
    List<RunWrite.Taken> taken,
    List<RunWrite.Settled> settled,
    List<AttemptEnds.Noted> ends) {
  public EngineWrite {
    if (since < 0 || since > fence) {
      throw new IllegalArgumentException("expected a fence up to " + fence + ", but " + since);
    }
    if (base < 0) throw new IllegalArgumentException("expected a sequence, but " + base);
    journal = List.copyOf(journal);
    armed = List.copyOf(armed);
    taken = List.copyOf(taken);
    settled = List.copyOf(settled);
    ends = List.copyOf(ends);
    if (!journal.isEmpty() && journal.getFirst().seq() != base + 1) {
      throw new IllegalArgumentException(
          "expected a journal from " + (base + 1) + ", but from " + journal.getFirst().seq());
    }
  }
}

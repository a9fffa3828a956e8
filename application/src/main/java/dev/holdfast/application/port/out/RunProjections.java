package dev.holdfast.application.port.out;

import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.OpenWait;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an engine that keeps its runs elsewhere tells what has become of them, in the rows that all
 * reads read. Everything here may be told twice. Thread-safe.
 *
 * @see StoreUnavailable thrown by every method when the database is away
 */
public interface RunProjections {
  /**
   * Writes a run's newest state, journal, waits, and the outcomes of its mail, in one transaction.
   *
   * <p>Applied when the row's fence is not above the write's, also over a row that says the run has
   * ended; so a repeat changes nothing, and of two writes the later one stands whatever order they
   * come in. Journal rows after {@link EngineWrite#base} are replaced, and with them what was told
   * of waits, and of events that these took. A wait whose row was opened before this write, or
   * ended after the one {@link EngineWrite#since}, and that is neither open in the state nor named
   * in the journal was never opened: its row goes. A run that was told of is not waiting to be
   * started any more.
   *
   * @return false when a later write had been applied, and nothing was changed
   */
  boolean project(EngineWrite write);

  /**
   * Makes event waits findable and looks back for them: locks their keys in order, writes their
   * rows, reads, all in one transaction. A wait that has its row is looked back for again; what an
   * earlier fence wrote of it is replaced, what a later one wrote stays.
   *
   * @return in the order of the opening's waits, stamped under the locks
   */
  List<Input.LookedBack> open(Opening opening);

  /** Records an answer that came too late; it is applied to nothing. */
  void recordLate(RunStore.LateAnswer late);

  /**
   * Event waits that open in one run.
   *
   * @param used ids of events that the run has used and that were not told of for good: they are
   *     left out, like those that its waits took as told up to {@code since}
   * @param fence orders it among the run's writes
   * @param since fence of the last write that was told for good; 0 for none
   */
  record Opening(
      UUID runId, String tenantId, List<Opened> waits, List<String> used, long fence, long since) {
    public Opening {
      waits = List.copyOf(waits);
      used = List.copyOf(used);
    }
  }

  /**
   * @param open of type {@code EVENT}
   * @param since the earliest receipt that counts; null looks at nothing, but still answers
   */
  record Opened(OpenWait open, @Nullable Instant since) {}
}

package dev.holdfast.application.port.out;

import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one commit changes for one run: all of it becomes durable, or nothing.
 *
 * @param created the accepted run, for its first write; null afterwards
 * @param before the state that was last written; null for the first write
 * @param armed event waits whose look-back is folded in {@code after}: their rows are written
 * @param taken events that an opening wait took from before, by wait
 * @param settled what became of the mail folded
 * @param detached children nobody waits for: they are noted until they have been started
 * @param outgoing mail to other runs
 */
public record RunWrite(
    RunLease lease,
    @Nullable NewRun created,
    @Nullable RunState before,
    RunState after,
    List<JournalEntry> journal,
    List<UUID> armed,
    List<Taken> taken,
    List<Settled> settled,
    List<Effect.StartChild> detached,
    List<Outgoing> outgoing,
    Keep keep) {

  /** Whether the node holds on to the run after the write. */
  public sealed interface Keep {
    record Held() implements Keep {}

    /**
     * Gives the run back, unless mail has come meanwhile.
     *
     * @param wakeAt when some node must claim it; null when only mail wakes it
     * @param orphaned effects are still to be carried out by the next owner
     */
    record Released(@Nullable Instant wakeAt, boolean orphaned) implements Keep {}
  }

  /**
   * @param event stored before its wait opened
   */
  public record Taken(UUID waitId, Event event) {}

  /** A folded input's outcome, for its row. */
  public record Settled(Mail.Slip slip, Verdict verdict) {}

  /** An input for another run's mailbox. It reaches live and ended runs alike. */
  public record Outgoing(UUID runId, Input input) {}
}

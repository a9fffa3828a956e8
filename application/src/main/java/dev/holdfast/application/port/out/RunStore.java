package dev.holdfast.application.port.out;

import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The durable side of an engine that keeps its runs in the database. Thread-safe.
 *
 * <p>Writes of many runs share commits; a write that cannot be stored fails alone. While the
 * database is away writes wait, in order, until it is back: their fate is never guessed. A run must
 * have at most one write under way. Futures complete on a thread of the store, which must not be
 * blocked.
 *
 * @see StoreUnavailable thrown by what answers at once, when the database is away
 */
public interface RunStore {
  /** Writes a run's first or next state. */
  CompletableFuture<Written> write(RunWrite write);

  /**
   * Opens event waits: locks their keys, looks back, lets {@code fold} take in what was found, and
   * writes the outcome, all in one transaction.
   *
   * @param fold may be called again when the transaction is repeated; must not block
   */
  CompletableFuture<Written> open(Opening opening, Fold fold);

  /**
   * Withdraws a first write that has not been sent yet.
   *
   * @return false when it is too late, so that the future still tells
   */
  boolean withdraw(UUID runId);

  /** Claims runs that are due within {@code ahead}, the most overdue first. */
  List<ClaimedRun> claimDue(int node, int limit, Duration ahead);

  /** Claims those of the given runs that nobody holds. */
  List<ClaimedRun> claim(int node, Collection<UUID> runIds);

  /** Everything in the mailboxes of the given runs, each in stored order. Clears their flags. */
  Map<UUID, List<Mail>> mail(Collection<RunLease> leases);

  /** Shows that a run cannot go on for a fault of ours. Keeps the lease. */
  void markStuck(RunLease lease, String message);

  /** Strikes off a detached child that has been started, or whose start was refused. */
  void childStarted(UUID childRunId);

  /**
   * Detached children noted longer than {@code age} ago and not struck off: their node is gone, or
   * busy. Taking them up moves them back in the line.
   */
  List<ChildToStart> childrenToStart(Duration age, int limit);

  /**
   * Sees to mail that has lain longer than {@code age} in the mailbox of a run that nobody holds:
   * its run is to be claimed. Mail for runs that never were is thrown away after a day.
   *
   * @return how many runs were found
   */
  int findForgottenMail(Duration age);

  /** Records an answer that came too late; it is applied to nothing. */
  void recordLate(LateAnswer late);

  /** Waits to open for one run. */
  record Opening(UUID runId, String tenantId, List<Effect.OpenEventWait> waits) {}

  /** Folds look-backs; answers the write to make. */
  interface Fold {
    /**
     * @param lookedBack in the order of the opening's waits
     */
    RunWrite fold(List<Input.LookedBack> lookedBack);
  }

  /** What became of a write. */
  sealed interface Written {
    /**
     * @param released false when mail came, or the write did not ask for it: the lease goes on
     * @param receivers runs that mail was sent to
     */
    record Durable(boolean released, List<Receiver> receivers) implements Written {}

    /** The run has another owner now; nothing was written. */
    record LeaseLost() implements Written {}

    /** A first write found a run with its id or its start key; nothing was written. */
    record Existing(UUID runId, @Nullable String requestHash) implements Written {}

    /** The database refuses this write and no other: a fault of ours. Nothing was written. */
    record Refused(String message) implements Written {}
  }

  /**
   * A run with new mail.
   *
   * @param owner the node to tell; null when anybody may claim it
   */
  record Receiver(UUID runId, @Nullable Integer owner) {}

  /** A detached child with what is known of its parent. */
  record ChildToStart(
      String tenantId, UUID parentRunId, RunFacts parent, Effect.StartChild effect) {}

  record LateAnswer(
      String tenantId,
      UUID runId,
      UUID callId,
      int attempt,
      Instant at,
      String reason,
      CallAnswer answer) {}
}

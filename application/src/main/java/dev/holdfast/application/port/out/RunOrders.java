package dev.holdfast.application.port.out;

import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Verdict;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Orders from people, and answers that were promised: each is one row, mailbox and record in one.
 * Thread-safe.
 *
 * @see StoreUnavailable thrown by every method when the database is away
 */
public interface RunOrders {
  /**
   * Stores an order and claims its run when nobody holds it, in one transaction. A repeated order
   * changes nothing.
   */
  Posted post(Order order, int node, boolean claim);

  /** What became of an order; null while it is not folded. */
  @Nullable Verdict outcome(UUID commandId);

  /**
   * @param tenantId null when the run's id alone identifies it, as in a callback
   * @param orderId unique within the run
   * @param kind {@code cancel}, {@code resume}, {@code retry}, {@code requeue-event-wait} or {@code
   *     callback}
   * @param liveOnly refused when the run has ended
   * @param input made from the database's time of storing
   */
  record Order(
      UUID commandId,
      @Nullable String tenantId,
      UUID runId,
      String orderId,
      String kind,
      String principal,
      String reason,
      boolean liveOnly,
      Function<Instant, Input> input) {}

  sealed interface Posted {
    record NotFound() implements Posted {}

    /** The run has ended and the order is for live ones; nothing was stored. */
    record Ended() implements Posted {}

    /** The order had been stored, under {@code commandId}. */
    record Repeated(UUID commandId) implements Posted {}

    /** Stored, and the run is ours. */
    record Claimed(ClaimedRun run, Mail mail) implements Posted {}

    /**
     * Stored.
     *
     * @param owner the node to tell; null when nobody holds the run
     */
    record Stored(@Nullable Integer owner) implements Posted {}
  }
}

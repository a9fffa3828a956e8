package dev.holdfast.application.port.out;

import dev.holdfast.application.view.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The durable side of {@link EventRouter}: many submissions share one transaction. Thread-safe. */
public interface EventStore {
  /**
   * Stores an event with its deliveries and claims the runs it reaches, as far as nobody holds
   * them.
   *
   * @param claim false leaves the runs to whoever has room
   */
  CompletableFuture<Stored> submit(EventRouter.NewEvent event, int node, boolean claim);

  /**
   * @see EventRouter#settle
   */
  void settle(
      String tenantId,
      UUID deliveryId,
      Delivery.State state,
      @Nullable String reason,
      @Nullable UUID runId);

  /**
   * @see EventRouter#pendingTriggers
   */
  List<EventRouter.PendingTrigger> pendingTriggers(Instant olderThan, int limit);

  /**
   * @param claimed runs that are ours now, each with the mail it was claimed for
   * @param others runs that were reached and have an owner, or none
   */
  record Stored(EventRouter.Routed routed, List<Claimed> claimed, List<RunStore.Receiver> others) {}

  record Claimed(ClaimedRun run, List<Mail> mail) {}
}

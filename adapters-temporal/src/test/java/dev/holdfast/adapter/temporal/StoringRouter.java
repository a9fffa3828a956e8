package dev.holdfast.adapter.temporal;

import dev.holdfast.application.port.out.EventRouter;
import dev.holdfast.application.port.out.EventStore;
import dev.holdfast.application.view.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores events where no run of another engine lives. */
record StoringRouter(EventStore store) implements EventRouter {
  @Override
  public Routed submit(NewEvent event) {
    return store.submit(event, 0, false).join().routed();
  }

  @Override
  public void settle(
      String tenantId,
      UUID deliveryId,
      Delivery.State state,
      @Nullable String reason,
      @Nullable UUID runId) {
    store.settle(tenantId, deliveryId, state, reason, runId);
  }

  @Override
  public List<PendingTrigger> pendingTriggers(Instant olderThan, int limit) {
    return store.pendingTriggers(olderThan, limit);
  }
}

package dev.holdfast.bootstrap.wiring;

import dev.holdfast.application.port.out.EventRouter;
import dev.holdfast.application.view.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stands for a router that is started later than its callers are made. */
record StartedRouter(Supplier<EventRouter> router) implements EventRouter {
  @Override
  public Routed submit(NewEvent event) {
    return router.get().submit(event);
  }

  @Override
  public void settle(
      String tenantId,
      UUID deliveryId,
      Delivery.State state,
      @Nullable String reason,
      @Nullable UUID runId) {
    router.get().settle(tenantId, deliveryId, state, reason, runId);
  }

  @Override
  public List<PendingTrigger> pendingTriggers(Instant olderThan, int limit) {
    return router.get().pendingTriggers(olderThan, limit);
  }
}

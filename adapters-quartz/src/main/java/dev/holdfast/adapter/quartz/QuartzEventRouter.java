package dev.holdfast.adapter.quartz;

import dev.holdfast.application.port.out.EventRouter;
import dev.holdfast.application.port.out.EventStore;
import dev.holdfast.application.view.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Routes events to this engine's runs: what the store has claimed is folded on this node. */
final class QuartzEventRouter implements EventRouter {
  private final Node node;

  QuartzEventRouter(Node node) {
    this.node = node;
  }

  @Override
  public Routed submit(NewEvent event) {
    EventStore.Stored stored =
        Waiting.forDatabase(
            node.ports()
                .events()
                .submit(event, node.number(), node.room() > 0)
                .whenComplete((done, failure) -> {
                  if (done != null) takeUp(done);
                }),
            node.settings().patience(),
            () -> {});
    return stored.routed();
  }

  /** The claimed runs are ours whether or not the caller still waits. */
  private void takeUp(EventStore.Stored stored) {
    for (EventStore.Claimed claimed : stored.claimed()) node.adopt(claimed.run(), claimed.mail());
    node.tell(stored.others());
  }

  @Override
  public void settle(
      String tenantId,
      UUID deliveryId,
      Delivery.State state,
      @Nullable String reason,
      @Nullable UUID runId) {
    node.ports().events().settle(tenantId, deliveryId, state, reason, runId);
  }

  @Override
  public List<PendingTrigger> pendingTriggers(Instant olderThan, int limit) {
    return node.ports().events().pendingTriggers(olderThan, limit);
  }
}

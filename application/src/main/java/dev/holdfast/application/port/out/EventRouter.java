package dev.holdfast.application.port.out;

import dev.holdfast.application.view.Delivery;
import dev.holdfast.domain.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stores events and hands them to the runs that wait for them, in one transaction under the locks
 * of the event's keys. Thread-safe.
 */
public interface EventRouter {
  /**
   * Stores an event, one delivery row per matching wait and per trigger, and the mailbox rows of
   * the runs it reaches. An id that is stored already changes nothing.
   *
   * @throws StoreUnavailable when the outcome is not known to be durable
   */
  Routed submit(NewEvent event);

  /** Records what became of a trigger delivery. */
  void settle(
      String tenantId,
      UUID deliveryId,
      Delivery.State state,
      @Nullable String reason,
      @Nullable UUID runId);

  /** Trigger deliveries still pending after a crash or an outage, oldest first. */
  List<PendingTrigger> pendingTriggers(Instant olderThan, int limit);

  /**
   * @param eventId null lets the service make one
   * @param keys sorted, without repeats; empty routes to triggers only
   * @param triggers workflows whose trigger names this event, with the verdict so far
   */
  record NewEvent(
      String tenantId,
      String eventId,
      String name,
      List<String> keys,
      Map<String, @Nullable Object> payload,
      @Nullable String payloadSchemaRef,
      @Nullable String source,
      @Nullable Instant occurredAt,
      @Nullable UUID toRun,
      int causalDepth,
      List<TriggerTarget> triggers) {}

  /**
   * @param refusal null when a run is to be started
   */
  record TriggerTarget(
      UUID deliveryId, UUID workflowId, String workflowKey, @Nullable String refusal) {}

  /**
   * @param duplicate an event with this id had been stored; {@code event} is that one
   */
  record Routed(Event event, List<String> keys, boolean duplicate, List<Delivery> deliveries) {}

  record PendingTrigger(
      String tenantId, UUID deliveryId, UUID workflowId, Event event, int causalDepth) {}
}

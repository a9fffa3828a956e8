package dev.holdfast.adapter.rest.events;

import dev.holdfast.adapter.rest.JsonObject;
import dev.holdfast.application.port.in.SubmitEvent.Receipt;
import dev.holdfast.application.view.Delivery;
import dev.holdfast.application.view.EventView;
import dev.holdfast.domain.event.Event;
import java.util.UUID;

/** Events and receipts as the API shows them. */
final class EventJson {
  private EventJson() {}

  static JsonObject full(EventView view) {
    return listed(view).put("deliveries", view.deliveries(), EventJson::delivery);
  }

  static JsonObject listed(EventView view) {
    Event event = view.event();
    return new JsonObject()
        .put("eventId", event.id())
        .put("eventName", event.name())
        .put("correlationKeys", view.keys())
        .put("payload", event.payload())
        .put("payloadSchemaRef", event.payloadSchemaRef())
        .put("source", event.source())
        .put("occurredAt", event.occurredAt())
        .put("receivedAt", event.receivedAt());
  }

  static JsonObject receipt(Receipt receipt) {
    JsonObject json =
        new JsonObject()
            .put("eventId", receipt.eventId())
            .put("status", receipt.status().text())
            .put("reason", receipt.reason())
            .put("correlationKeys", receipt.correlationKeys())
            .put("resumedRuns", receipt.resumedRuns().stream().map(UUID::toString).toList())
            .put("startedRuns", receipt.startedRuns().stream().map(UUID::toString).toList())
            .put("deliveries", receipt.deliveries(), EventJson::delivery);
    return receipt.duplicate() ? json.put("duplicate", true) : json;
  }

  private static JsonObject delivery(Delivery delivery) {
    return new JsonObject()
        .put("deliveryId", delivery.deliveryId())
        .put("target", delivery.target())
        .put("state", delivery.state().name())
        .put("reason", delivery.reason())
        .put("runId", delivery.runId());
  }
}

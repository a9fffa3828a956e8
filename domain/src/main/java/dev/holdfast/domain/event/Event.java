package dev.holdfast.domain.event;

import dev.holdfast.domain.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as stored and as offered to runs and triggers.
 *
 * @param id unique within the tenant
 * @param correlationKey the key it is offered under; null when it has none
 * @param occurredAt as the sender says
 * @param receivedAt the database's clock, stamped under the key lock
 */
public record Event(
    String id,
    String name,
    @Nullable String correlationKey,
    Map<String, @Nullable Object> payload,
    @Nullable String payloadSchemaRef,
    @Nullable String source,
    @Nullable Instant occurredAt,
    Instant receivedAt) {
  /** The event as the root {@code event} shows it to expressions and filters. */
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("name", name);
    json.put("correlationKey", correlationKey);
    json.put("payload", payload);
    json.put("payloadSchemaRef", payloadSchemaRef);
    json.put("source", source);
    json.put("occurredAt", occurredAt == null ? null : Json.instant(occurredAt));
    json.put("receivedAt", Json.instant(receivedAt));
    return Json.object(json);
  }
}

package dev.holdfast.domain.event;

import java.time.Instant;
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
    Instant receivedAt) {}

package dev.holdfast.application.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events to list; null members do not filter.
 *
 * @param from inclusive, by receipt
 * @param to exclusive, by receipt
 */
public record EventFilter(
    @Nullable String eventName,
    @Nullable String correlationKey,
    @Nullable Instant from,
    @Nullable Instant to) {}

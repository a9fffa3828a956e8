package dev.holdfast.application.view;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An operator's order and what became of it: one row of a run's audit.
 *
 * @param foldedAt null while it waits for the fold
 * @param refusal a verdict's reason; null when it was applied
 */
public record CommandView(
    UUID commandId,
    String kind,
    String principal,
    String reason,
    Instant at,
    @Nullable Instant foldedAt,
    @Nullable String refusal,
    @Nullable String message) {}

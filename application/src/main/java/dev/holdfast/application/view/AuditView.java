package dev.holdfast.application.view;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One change that somebody made.
 *
 * @param action such as {@code definition.published}
 * @param reason as it was given; null when none was asked for
 */
public record AuditView(
    UUID auditId,
    Instant at,
    String principal,
    String action,
    @Nullable String reason,
    Map<String, @Nullable Object> details) {}

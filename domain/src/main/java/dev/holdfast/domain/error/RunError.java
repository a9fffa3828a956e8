package dev.holdfast.domain.error;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one error type. It survives every boundary (HTTP, mailbox, activity) with all its parts.
 *
 * @param code stable, upper case with underscores
 * @param message a sentence for people; never a secret, never a stack trace
 * @param stepPath static path of the step that raised it, or {@code output}; null before a step is
 *     known
 * @param executionPath path of the visit, iteration indexes included; null before it is known
 * @param at when it was raised; null before the core has stamped it
 * @param retryable false when no retry policy without {@code retryOn} may try again
 * @param details JSON values in the core's vocabulary; empty when there are none
 */
public record RunError(
    ErrorCategory category,
    String code,
    String message,
    @Nullable String stepPath,
    @Nullable String executionPath,
    @Nullable Instant at,
    boolean retryable,
    Map<String, @Nullable Object> details) {}

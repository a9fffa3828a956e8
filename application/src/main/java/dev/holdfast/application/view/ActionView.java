package dev.holdfast.application.view;

import dev.holdfast.domain.retry.RetryPolicy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An action as the registry shows it.
 *
 * @param inputSchema JSON Schema of the input
 * @param outputSchema JSON Schema of the output; null allows anything
 * @param retryHint used when a step has no policy; null gives none
 * @param idempotency who makes the idempotency key: {@code engine} or {@code action}
 * @param timeoutMs per attempt unless the step says otherwise
 */
public record ActionView(
    String actionId,
    int version,
    String label,
    String category,
    String description,
    Map<String, @Nullable Object> inputSchema,
    @Nullable Map<String, @Nullable Object> outputSchema,
    boolean sideEffectful,
    @Nullable RetryPolicy retryHint,
    String idempotency,
    long timeoutMs,
    List<Object> examples) {}

package dev.holdfast.domain.run;

import dev.holdfast.domain.event.Event;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is fixed when a run is accepted.
 *
 * @param workflowId the definition's id; {@code version} the published version it is pinned to
 * @param payload already checked against the pinned schema
 * @param tags at most 20 string pairs
 * @param event the event that started it; it counts as used
 * @param parentRunId the attached or detaching parent; null for a root
 * @param attached the parent waits for this run's end
 * @param semantics the run is pinned to
 */
public record RunStart(
    UUID runId,
    String tenantId,
    UUID workflowId,
    int version,
    Map<String, @Nullable Object> payload,
    Map<String, @Nullable Object> tags,
    @Nullable Event event,
    @Nullable UUID parentRunId,
    boolean attached,
    Semantics semantics) {}

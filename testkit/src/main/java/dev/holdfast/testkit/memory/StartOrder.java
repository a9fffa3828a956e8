package dev.holdfast.testkit.memory;

import dev.holdfast.domain.event.Event;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a run.
 *
 * @param version null takes the newest
 * @param event the event that starts it, if one does
 */
public record StartOrder(
    UUID runId,
    String workflow,
    @Nullable Integer version,
    Map<String, @Nullable Object> payload,
    Map<String, @Nullable Object> tags,
    @Nullable Event event) {
  public StartOrder(UUID runId, String workflow, Map<String, @Nullable Object> payload) {
    this(runId, workflow, null, payload, Map.of(), null);
  }
}

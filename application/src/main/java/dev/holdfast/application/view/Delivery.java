package dev.holdfast.application.view;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One target of an event, and what became of it.
 *
 * @param target {@code wait:<waitId>} or {@code trigger:<workflowKey>}
 * @param reason a code such as {@code FILTER_FALSE}; null while nothing is in the way
 * @param runId the run it reaches or started; null when none
 */
public record Delivery(
    UUID deliveryId, String target, State state, @Nullable String reason, @Nullable UUID runId) {
  /** How far a delivery is. */
  public enum State {
    PENDING,
    SENT,
    USED,
    STARTED,
    REFUSED
  }
}

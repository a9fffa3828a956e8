package dev.holdfast.testkit.memory;

import dev.holdfast.domain.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way in.
 *
 * @param keys under which it is offered; empty reaches no wait
 */
public record NewEvent(
    String id,
    String name,
    List<String> keys,
    Map<String, @Nullable Object> payload,
    @Nullable String source,
    @Nullable Instant occurredAt) {
  public NewEvent {
    keys = List.copyOf(keys);
  }

  /** The event as stored. */
  Event stamped(Instant receivedAt) {
    String key = keys.isEmpty() ? null : keys.getFirst();
    return new Event(id, name, key, payload, null, source, occurredAt, receivedAt);
  }
}

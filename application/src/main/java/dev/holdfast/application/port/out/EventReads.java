package dev.holdfast.application.port.out;

import dev.holdfast.application.view.EventFilter;
import dev.holdfast.application.view.EventView;
import dev.holdfast.application.view.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of events. Every query is the tenant's own. Thread-safe.
 *
 * @see StoreUnavailable thrown by every method when the database is away
 */
public interface EventReads {
  /** With deliveries; null when the tenant has no such event. */
  @Nullable EventView event(String tenantId, String eventId);

  /** Newest first, without deliveries. */
  Page<EventView> list(String tenantId, EventFilter filter, int limit, @Nullable String cursor);

  /** Events by name, received since the instant; sorted by name. */
  Map<String, Long> countByName(String tenantId, Instant since);

  /** The newest events of a name, whatever their key: what nearly matched a wait. */
  List<EventView> recent(String tenantId, String eventName, int limit);
}

package dev.holdfast.adapter.postgres.reads;

import dev.holdfast.adapter.postgres.Paging;
import dev.holdfast.adapter.postgres.RowBytes;
import dev.holdfast.adapter.postgres.RowCodes;
import dev.holdfast.adapter.postgres.Sessions;
import dev.holdfast.adapter.postgres.reads.EventStatements.DeliveryRow;
import dev.holdfast.adapter.postgres.reads.EventStatements.EventRow;
import dev.holdfast.application.port.out.EventReads;
import dev.holdfast.application.view.Cursor;
import dev.holdfast.application.view.CursorInvalid;
import dev.holdfast.application.view.Delivery;
import dev.holdfast.application.view.EventFilter;
import dev.holdfast.application.view.EventView;
import dev.holdfast.application.view.Page;
import dev.holdfast.domain.event.Event;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link EventReads} on the tables that both editions write. */
public final class PostgresEventReads implements EventReads {
  private static final String LIST = "events";

  private final Sessions sessions;

  public PostgresEventReads(Sessions sessions) {
    this.sessions = sessions;
  }

  private <T extends @Nullable Object> T with(Function<EventStatements, T> statements) {
    return sessions.with(EventStatements.class, statements);
  }

  @Override
  public @Nullable EventView event(String tenantId, String eventId) {
    EventRow row = with(sql -> sql.event(tenantId, eventId));
    if (row == null) return null;
    List<DeliveryRow> deliveries = with(sql -> sql.deliveries(row.arrival()));
    return new EventView(
        event(row), row.keys(), deliveries.stream().map(PostgresEventReads::delivery).toList());
  }

  private static Delivery delivery(DeliveryRow row) {
    String target = row.waitId() == null ? "trigger:" + row.workflowKey() : "wait:" + row.waitId();
    return new Delivery(
        row.deliveryId(), target, RowCodes.deliveryState(row.state()), row.reason(), row.runId());
  }

  private static Event event(EventRow row) {
    return new Event(
        row.eventId(),
        row.eventName(),
        row.correlationKey(),
        RowBytes.object(row.payload()),
        row.payloadSchemaRef(),
        row.source(),
        row.occurredAt(),
        row.receivedAt());
  }

  private static EventView listed(EventRow row) {
    return new EventView(event(row), row.keys(), List.of());
  }

  @Override
  public Page<EventView> list(
      String tenantId, EventFilter filter, int limit, @Nullable String cursor) {
    Long before = before(cursor);
    int rows = Paging.rows(limit);
    List<EventRow> found = with(sql -> sql.list(tenantId, filter, before, rows));
    return Paging.page(
        found,
        limit,
        PostgresEventReads::listed,
        row -> new Cursor(LIST, Long.toString(row.arrival())));
  }

  private static @Nullable Long before(@Nullable String text) {
    Cursor cursor = Paging.after(text);
    if (cursor == null) return null;
    if (!cursor.sort().equals(LIST) || !cursor.id().matches("[0-9]{1,18}")) {
      throw new CursorInvalid();
    }
    return Long.valueOf(cursor.id());
  }

  @Override
  public Map<String, Long> countByName(String tenantId, Instant since) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (EventStatements.NameCount count : with(sql -> sql.countByName(tenantId, since))) {
      counts.put(count.eventName(), count.events());
    }
    return counts;
  }

  @Override
  public List<EventView> recent(String tenantId, String eventName, int limit) {
    return with(sql -> sql.recent(tenantId, eventName, limit)).stream()
        .map(PostgresEventReads::listed)
        .toList();
  }
}

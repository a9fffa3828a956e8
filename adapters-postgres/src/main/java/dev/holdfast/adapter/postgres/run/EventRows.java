package dev.holdfast.adapter.postgres.run;

import dev.holdfast.domain.event.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads stored events. */
final class EventRows {
  /** Of the row {@code e}. */
  static final String COLUMNS =
      "e.event_id, e.event_name, e.payload, e.payload_schema_ref, e.source, e.occurred_at,"
          + " e.received_at";

  private EventRows() {}

  /**
   * @param first index of the first of {@link #COLUMNS}
   * @param key the key it is offered under
   */
  static Event event(ResultSet row, int first, @Nullable String key) throws SQLException {
    Instant received = instant(row, first + 6);
    if (received == null) throw new IllegalStateException("expected a received event");
    return new Event(
        row.getString(first),
        row.getString(first + 1),
        key,
        Bytes.object(row.getBytes(first + 2)),
        row.getString(first + 3),
        row.getString(first + 4),
        instant(row, first + 5),
        received);
  }

  static @Nullable Instant instant(ResultSet row, int index) throws SQLException {
    OffsetDateTime at = row.getObject(index, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}

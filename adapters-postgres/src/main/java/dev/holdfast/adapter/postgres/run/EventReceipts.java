package dev.holdfast.adapter.postgres.run;

import dev.holdfast.adapter.postgres.RowCodes;
import dev.holdfast.application.port.out.EventRouter.Routed;
import dev.holdfast.application.view.Delivery;
import dev.holdfast.domain.event.Event;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads back what became of an event that had been stored before. */
final class EventReceipts {
  // The tenant is compared in a form that no index serves: while the tables are empty, the indexes
  // that begin with it look as good to the planner as the one by id.
  static final String FIND =
      "select e.arrival, e.correlation_key, e.other_keys, "
          + EventRows.COLUMNS
          + " from workflow_event e where e.tenant_id || '' = ? and e.event_id = ?";

  private static final String DELIVERIES =
      "select delivery_id, wait_id, workflow_key, state, reason, run_id"
          + " from workflow_event_delivery where arrival = ? order by delivery_id";

  private EventReceipts() {}

  /**
   * @param repeated a try of ours may have stored the event: then it is no duplicate
   */
  static void readRepeats(Session session, Submissions submissions, boolean repeated)
      throws SQLException {
    for (Submissions.Submission s : submissions.all()) {
      if (!s.isNew()) s.repeats(first(session, s, repeated));
    }
  }

  private static Routed first(Session session, Submissions.Submission s, boolean repeated)
      throws SQLException {
    PreparedStatement find = session.prepare(FIND);
    find.setString(1, s.event().tenantId());
    find.setString(2, s.event().eventId());
    session.counters().statements(2);
    try (ResultSet row = find.executeQuery()) {
      if (!row.next()) {
        throw new IllegalStateException("expected event " + s.event().eventId() + ", but none");
      }
      List<String> keys = new ArrayList<>();
      String key = row.getString(2);
      if (key != null) keys.add(key);
      Array others = row.getArray(3);
      if (others != null) keys.addAll(List.of((String[]) others.getArray()));
      Event event = EventRows.event(row, 4, key);
      return new Routed(event, keys, !repeated, deliveries(session, row.getLong(1)));
    }
  }

  private static List<Delivery> deliveries(Session session, long arrival) throws SQLException {
    PreparedStatement select = session.prepare(DELIVERIES);
    select.setLong(1, arrival);
    List<Delivery> deliveries = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        UUID waitId = row.getObject(2, UUID.class);
        deliveries.add(
            new Delivery(
                row.getObject(1, UUID.class),
                waitId == null ? "trigger:" + row.getString(3) : "wait:" + waitId,
                RowCodes.deliveryState(row.getInt(4)),
                row.getString(5),
                row.getObject(6, UUID.class)));
      }
    }
    return deliveries;
  }
}

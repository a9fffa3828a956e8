package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.Mail;
import dev.holdfast.application.port.out.RunLease;
import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.run.Input;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads mailboxes. */
final class MailReader {
  private static final Table<RunLease> LEASES =
      new Table<RunLease>().uuid("run_id", RunLease::runId).number("fence", RunLease::fence);

  // The flag goes first: whoever posts after this sets it again, whoever posted before is read.
  private static final String CLEAR =
      "update workflow_run r set mail = false from "
          + LEASES.sql("x")
          + " where r.run_id = x.run_id and r.fence = x.fence and r.mail";

  private static final String INBOX =
      "select run_id, input_id, arrival, input from workflow_run_inbox where run_id = any(?)"
          + " order by arrival";

  private static final String ORDERS =
      "select run_id, command_id, arrival, input from workflow_run_command"
          + " where run_id = any(?) and folded_at is null order by arrival";

  private static final String DELIVERIES =
      "select d.run_id, d.delivery_id, d.wait_id, e.arrival, d.offered_key, "
          + EventRows.COLUMNS
          + " from workflow_event_delivery d join workflow_event e on e.arrival = d.arrival"
          + " where d.run_id = any(?) and d.state = 1 order by e.arrival, d.delivery_id";

  private MailReader() {}

  /** Clears the flags in a statement of its own, then reads. */
  static Map<UUID, List<Mail>> read(Connection connection, Collection<RunLease> leases)
      throws SQLException {
    try (PreparedStatement clear = connection.prepareStatement(CLEAR)) {
      LEASES.bind(clear, 1, List.copyOf(leases));
      clear.executeUpdate();
    }
    UUID[] ids = leases.stream().map(RunLease::runId).toArray(UUID[]::new);
    Array array = connection.createArrayOf("uuid", ids);
    Map<UUID, List<Mail>> mail = new LinkedHashMap<>();
    readInbox(connection, array, mail);
    readOrders(connection, array, mail);
    readDeliveries(connection, array, mail);
    return mail;
  }

  private static void readInbox(Connection connection, Array ids, Map<UUID, List<Mail>> into)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(INBOX)) {
      select.setArray(1, ids);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          UUID runId = rows.getObject(1, UUID.class);
          Mail.Slip slip = new Mail.Slip.Inbox(runId, rows.getString(2));
          put(into, runId, new Mail(Bytes.input(rows.getBytes(4)), rows.getLong(3), List.of(slip)));
        }
      }
    }
  }

  private static void readOrders(Connection connection, Array ids, Map<UUID, List<Mail>> into)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ORDERS)) {
      select.setArray(1, ids);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          UUID runId = rows.getObject(1, UUID.class);
          Mail.Slip slip = new Mail.Slip.Order(rows.getObject(2, UUID.class));
          put(into, runId, new Mail(Bytes.input(rows.getBytes(4)), rows.getLong(3), List.of(slip)));
        }
      }
    }
  }

  private static void readDeliveries(Connection connection, Array ids, Map<UUID, List<Mail>> into)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(DELIVERIES)) {
      select.setArray(1, ids);
      Offers offers = new Offers();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Event event = EventRows.event(rows, 6, rows.getString(5));
          offers.add(
              rows.getObject(1, UUID.class),
              event,
              rows.getLong(4),
              new Mail.Slip.Delivery(rows.getObject(2, UUID.class), rows.getObject(3, UUID.class)));
        }
      }
      offers.into(into);
    }
  }

  private static void put(Map<UUID, List<Mail>> into, UUID runId, Mail mail) {
    into.computeIfAbsent(runId, id -> new ArrayList<>()).add(mail);
  }

  /** Gathers the deliveries of one event under one key to one run: it is offered once. */
  static final class Offers {
    private final Map<Offer, List<Mail.Slip>> slips = new LinkedHashMap<>();
    private final Map<Offer, Event> events = new LinkedHashMap<>();

    private record Offer(UUID runId, long arrival, @Nullable String key) {}

    void add(UUID runId, Event event, long arrival, Mail.Slip.Delivery slip) {
      Offer offer = new Offer(runId, arrival, event.correlationKey());
      events.putIfAbsent(offer, event);
      slips.computeIfAbsent(offer, o -> new ArrayList<>()).add(slip);
    }

    void into(Map<UUID, List<Mail>> mail) {
      events.forEach((offer, event) -> {
        Input input = new Input.EventOffered(inputId(event), event.receivedAt(), event);
        put(
            mail,
            offer.runId(),
            new Mail(input, offer.arrival(), slips.getOrDefault(offer, List.of())));
      });
    }

    /** An event is offered once for each of its keys. */
    private static String inputId(Event event) {
      return "event:" + event.id() + ":" + event.correlationKey();
    }
  }
}

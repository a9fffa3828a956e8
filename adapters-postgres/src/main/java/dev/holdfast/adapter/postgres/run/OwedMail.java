package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.Mail;
import dev.holdfast.domain.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Mail that another engine does not have yet: deliveries that are pending, orders not folded. */
final class OwedMail {
  private static final String ORDERS =
      "select command_id, arrival, input from workflow_run_command"
          + " where run_id = ? and folded_at is null order by arrival limit ?";

  private static final String DELIVERIES =
      "select d.delivery_id, d.wait_id, e.arrival, d.offered_key, "
          + EventRows.COLUMNS
          + " from workflow_event_delivery d join workflow_event e on e.arrival = d.arrival"
          + " where d.run_id = ? and d.state = 0 and d.wait_id is not null"
          + " order by e.arrival, d.delivery_id limit ?";

  // Whoever is taken up is last in the line. A run has all its mail taken up at once.
  private static final String RUNS =
      """
      with late as (select workflow_clock() - ? * interval '1 microsecond' as at),
        d as (select d.delivery_id, d.run_id, d.next_try_at as at from workflow_event_delivery d
          where d.state = 0 and d.wait_id is not null and d.next_try_at <= (select at from late)
          order by d.next_try_at limit ? for update skip locked),
        c as (select c.command_id, c.run_id, c.tried_at as at from workflow_run_command c
          where c.folded_at is null and c.tried_at is not null
            and c.tried_at <= (select at from late)
          order by c.tried_at limit ? for update skip locked),
        du as (update workflow_event_delivery x set next_try_at = workflow_clock()
          from d where x.delivery_id = d.delivery_id),
        cu as (update workflow_run_command x set tried_at = workflow_clock()
          from c where x.command_id = c.command_id)
      select m.run_id from (select run_id, at from d union all select run_id, at from c) m
        join workflow_run r on r.run_id = m.run_id
      where r.engine = ? group by m.run_id order by min(m.at)\
      """;

  static final String HANDED_OVER =
      "update workflow_event_delivery set state = 1, reason = null, attempts = attempts + 1,"
          + " updated_at = workflow_clock() where delivery_id = any(?) and state = 0";

  static final String NOT_REACHED =
      "update workflow_event_delivery set reason = 'ENGINE_UNAVAILABLE', attempts = attempts + 1,"
          + " next_try_at = workflow_clock(), updated_at = workflow_clock()"
          + " where delivery_id = any(?) and state = 0";

  static final String UNDELIVERABLE =
      "update workflow_event_delivery set state = 4, reason = 'RUN_NOT_ACTIVE',"
          + " updated_at = workflow_clock() where delivery_id = any(?) and state in (0, 1)";

  static final String ORDERS_UNDELIVERABLE =
      "update workflow_run_command set folded_at = workflow_clock(), refusal = 'RUN_NOT_ACTIVE',"
          + " message = 'the run had ended' where command_id = any(?) and folded_at is null";

  private OwedMail() {}

  static List<Mail> read(Connection connection, UUID runId, int limit) throws SQLException {
    List<Mail> mail = new ArrayList<>();
    orders(connection, runId, limit, mail);
    deliveries(connection, runId, limit, mail);
    // Orders and events count their arrivals apart; between them their time decides.
    mail.sort(
        Comparator.comparing((Mail one) -> one.input().at()).thenComparingLong(Mail::arrival));
    return List.copyOf(mail.subList(0, Math.min(limit, mail.size())));
  }

  private static void orders(Connection connection, UUID runId, int limit, List<Mail> into)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ORDERS)) {
      select.setObject(1, runId);
      select.setInt(2, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Mail.Slip slip = new Mail.Slip.Order(row.getObject(1, UUID.class));
          into.add(new Mail(Bytes.input(row.getBytes(3)), row.getLong(2), List.of(slip)));
        }
      }
    }
  }

  private static void deliveries(Connection connection, UUID runId, int limit, List<Mail> into)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(DELIVERIES)) {
      select.setObject(1, runId);
      select.setInt(2, limit);
      MailReader.Offers offers = new MailReader.Offers();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Event event = EventRows.event(row, 5, row.getString(4));
          Mail.Slip.Delivery slip =
              new Mail.Slip.Delivery(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
          offers.add(runId, event, row.getLong(3), slip);
        }
      }
      Map<UUID, List<Mail>> read = new HashMap<>();
      offers.into(read);
      into.addAll(read.getOrDefault(runId, List.of()));
    }
  }

  static List<UUID> runs(Connection connection, String engine, Duration age, int limit)
      throws SQLException {
    try (PreparedStatement take = connection.prepareStatement(RUNS)) {
      take.setLong(1, age.toNanos() / 1_000);
      take.setInt(2, limit);
      take.setInt(3, limit);
      take.setString(4, engine);
      List<UUID> runs = new ArrayList<>();
      try (ResultSet row = take.executeQuery()) {
        while (row.next()) runs.add(row.getObject(1, UUID.class));
      }
      return runs;
    }
  }

  static UUID[] deliveries(Collection<Mail.Slip> slips) {
    return slips.stream()
        .filter(Mail.Slip.Delivery.class::isInstance)
        .map(slip -> ((Mail.Slip.Delivery) slip).deliveryId())
        .toArray(UUID[]::new);
  }

  static UUID[] orders(Collection<Mail.Slip> slips) {
    return slips.stream()
        .filter(Mail.Slip.Order.class::isInstance)
        .map(slip -> ((Mail.Slip.Order) slip).commandId())
        .toArray(UUID[]::new);
  }
}

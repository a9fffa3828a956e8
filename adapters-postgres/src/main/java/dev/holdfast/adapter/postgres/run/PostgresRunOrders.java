package dev.holdfast.adapter.postgres.run;

import dev.holdfast.adapter.postgres.RowCodes;
import dev.holdfast.application.port.out.ClaimedRun;
import dev.holdfast.application.port.out.Mail;
import dev.holdfast.application.port.out.RunOrders;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Verdict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Stores operators' orders and callbacks, and claims their runs. */
public final class PostgresRunOrders implements RunOrders {
  private static final String LOCK =
      "select owner, status, tenant_id, workflow_clock(), engine from workflow_run"
          + " where run_id = ? and (?::text is null or tenant_id = ?)"
          + " for update";

  private static final String STORED =
      "select command_id from workflow_run_command where run_id = ? and order_id = ?";

  private static final String STORE =
      "insert into workflow_run_command (command_id, tenant_id, run_id, order_id, kind, principal,"
          + " reason, at, input, tried_at)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?, ?::timestamptz)"
          + " returning arrival";

  private static final String CLAIM =
      "update workflow_run r set owner = ?, fence = r.fence + 1, wake_at = null where run_id = ?"
          + " returning "
          + ClaimRows.COLUMNS;

  private static final String FLAG =
      "update workflow_run set mail = true,"
          + " wake_at = case when owner is null then workflow_clock() end where run_id = ?";

  private static final String OUTCOME =
      "select folded_at, refusal, message, wait_id from workflow_run_command where command_id = ?";

  private final SqlAccess sql;

  public PostgresRunOrders(DataSource pool, WriteCounters counters) {
    this.sql = new SqlAccess(pool, counters);
  }

  @Override
  public Posted post(Order order, int node, boolean claim) {
    return sql.together(connection -> post(connection, order, node, claim));
  }

  private static Posted post(Connection connection, Order order, int node, boolean claim)
      throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      lock.setObject(1, order.runId());
      lock.setString(2, order.tenantId());
      lock.setString(3, order.tenantId());
      try (ResultSet run = lock.executeQuery()) {
        if (!run.next()) return new Posted.NotFound();
        ClaimRows.expectOurs(order.runId(), run.getString(5));
        int number = run.getInt(1);
        Integer owner = run.wasNull() ? null : number;
        UUID stored = stored(connection, order);
        if (stored != null) return new Posted.Repeated(stored);
        boolean ended = RowCodes.runStatus(run.getInt(2)).ended();
        if (ended && order.liveOnly()) return new Posted.Ended();
        Instant at = EventRows.instant(run, 4);
        if (at == null) throw new IllegalStateException("expected a time from the database");
        Input input = order.input().apply(at);
        long arrival = store(connection, order, run.getString(3), input, null);
        if (owner != null || !claim) {
          flag(connection, order.runId());
          return new Posted.Stored(owner);
        }
        Mail mail = new Mail(input, arrival, List.of(new Mail.Slip.Order(order.commandId())));
        return new Posted.Claimed(claim(connection, order.runId(), node), mail);
      }
    }
  }

  static @Nullable UUID stored(Connection connection, Order order) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(STORED)) {
      select.setObject(1, order.runId());
      select.setString(2, order.orderId());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getObject(1, UUID.class) : null;
      }
    }
  }

  /**
   * @param tried when it was handed to another engine, or is about to be; null for ours
   */
  static long store(
      Connection connection, Order order, String tenantId, Input input, @Nullable Instant tried)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(STORE)) {
      insert.setObject(1, order.commandId());
      insert.setString(2, tenantId);
      insert.setObject(3, order.runId());
      insert.setString(4, order.orderId());
      insert.setString(5, order.kind());
      insert.setString(6, order.principal());
      insert.setString(7, order.reason());
      insert.setString(8, input.at().toString());
      insert.setBytes(9, Bytes.input(input));
      insert.setString(10, tried == null ? null : tried.toString());
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static void flag(Connection connection, UUID runId) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(FLAG)) {
      update.setObject(1, runId);
      update.executeUpdate();
    }
  }

  private static ClaimedRun claim(Connection connection, UUID runId, int node) throws SQLException {
    try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
      claim.setInt(1, node);
      claim.setObject(2, runId);
      return ClaimRows.all(claim, node).getFirst();
    }
  }

  @Override
  public @Nullable Verdict outcome(UUID commandId) {
    return sql.alone(connection -> {
      try (PreparedStatement select = connection.prepareStatement(OUTCOME)) {
        select.setObject(1, commandId);
        try (ResultSet row = select.executeQuery()) {
          if (!row.next() || row.getString(1) == null) return null;
          String refusal = row.getString(2);
          if (refusal == null) return new Verdict.Applied(row.getObject(4, UUID.class));
          String message = row.getString(3);
          return new Verdict.Refused(
              Verdict.Reason.valueOf(refusal), message == null ? "" : message);
        }
      }
    });
  }
}

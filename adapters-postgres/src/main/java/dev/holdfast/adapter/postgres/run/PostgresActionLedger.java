package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.ActionLedger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The ledger of keyed calls: one row per key, passed on by compare-and-set. */
public final class PostgresActionLedger implements ActionLedger {
  private static final int SUCCEEDED = 1;
  private static final int RELEASED = 2;

  private static final String INSERT =
      """
      insert into workflow_action_ledger (tenant_id, action_id, version, key, input_hash, status,
        call_id, node, created_at, updated_at)
      values (?, ?, ?, ?, ?, 0, ?, ?, workflow_clock(), workflow_clock()) on conflict do nothing\
      """;

  private static final String LOCK =
      """
      select l.input_hash, l.status, l.call_id, l.output, exists (select 1 from workflow_node n
        where n.node_id = l.node and n.expires_at > clock_timestamp())
      from workflow_action_ledger l
      where tenant_id = ? and action_id = ? and version = ? and key = ? for update of l\
      """;

  private static final String TAKE =
      """
      update workflow_action_ledger set status = 0, call_id = ?, node = ?, input_hash = ?,
        updated_at = workflow_clock()
      where tenant_id = ? and action_id = ? and version = ? and key = ?\
      """;

  private static final String END =
      """
      update workflow_action_ledger set status = ?, output = ?, updated_at = workflow_clock()
      where tenant_id = ? and action_id = ? and version = ? and key = ? and call_id = ?
        and status = 0\
      """;

  private final SqlAccess sql;
  private final IntSupplier node;

  /**
   * @param node the number of this node, by which others see whether it is alive
   */
  public PostgresActionLedger(DataSource pool, WriteCounters counters, IntSupplier node) {
    this.sql = new SqlAccess(pool, counters);
    this.node = node;
  }

  @Override
  public Claim claim(Key key, String inputHash, UUID callId) {
    return sql.together(connection -> claim(connection, key, inputHash, callId));
  }

  private Claim claim(Connection connection, Key key, String inputHash, UUID callId)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      int next = bind(insert, 1, key);
      insert.setString(next++, inputHash);
      insert.setObject(next++, callId);
      insert.setInt(next, node.getAsInt());
      if (insert.executeUpdate() == 1) return new Claim.Mine();
    }
    Claim found = look(connection, key, inputHash, callId);
    if (found instanceof Claim.Mine) take(connection, key, inputHash, callId);
    return found;
  }

  private static Claim look(Connection connection, Key key, String inputHash, UUID callId)
      throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      bind(lock, 1, key);
      try (ResultSet row = lock.executeQuery()) {
        if (!row.next()) throw new IllegalStateException("expected a row for " + key);
        int status = row.getInt(2);
        if (status == RELEASED) return new Claim.Mine();
        if (!row.getString(1).equals(inputHash)) return new Claim.OtherInput();
        if (status == SUCCEEDED) return new Claim.Done(output(row.getBytes(4)));
        boolean same = callId.equals(row.getObject(3, UUID.class));
        return same || !row.getBoolean(5) ? new Claim.Mine() : new Claim.InProgress();
      }
    }
  }

  private static @Nullable Object output(byte @Nullable [] bytes) {
    return bytes == null ? null : Bytes.value(bytes);
  }

  private void take(Connection connection, Key key, String inputHash, UUID callId)
      throws SQLException {
    try (PreparedStatement take = connection.prepareStatement(TAKE)) {
      take.setObject(1, callId);
      take.setInt(2, node.getAsInt());
      take.setString(3, inputHash);
      bind(take, 4, key);
      take.executeUpdate();
    }
  }

  @Override
  public void succeeded(Key key, UUID callId, @Nullable Object output) {
    end(key, callId, SUCCEEDED, Bytes.json(output));
  }

  @Override
  public void released(Key key, UUID callId) {
    end(key, callId, RELEASED, null);
  }

  private void end(Key key, UUID callId, int status, byte @Nullable [] output) {
    sql.alone(connection -> {
      try (PreparedStatement end = connection.prepareStatement(END)) {
        end.setInt(1, status);
        end.setBytes(2, output);
        int next = bind(end, 3, key);
        end.setObject(next, callId);
        return end.executeUpdate();
      }
    });
  }

  private static int bind(PreparedStatement statement, int first, Key key) throws SQLException {
    statement.setString(first, key.tenantId());
    statement.setString(first + 1, key.actionId());
    statement.setInt(first + 2, key.version());
    statement.setString(first + 3, key.key());
    return first + 4;
  }
}

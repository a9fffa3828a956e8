package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.ClaimedRun;
import dev.holdfast.application.port.out.RunFacts;
import dev.holdfast.application.port.out.RunLease;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads runs that a statement has claimed. */
final class ClaimRows {
  /** Of the row {@code r}. */
  static final String COLUMNS =
      "r.run_id, r.fence, r.principal, r.trace_id, r.root_run_id, r.depth, r.causal_depth,"
          + " r.orphaned, r.mail, r.stuck_tries, r.control, r.data";

  private ClaimRows() {}

  static List<ClaimedRun> all(PreparedStatement statement, int node) throws SQLException {
    List<ClaimedRun> claimed = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) claimed.add(one(rows, node));
    }
    return claimed;
  }

  static ClaimedRun one(ResultSet row, int node) throws SQLException {
    UUID runId = row.getObject(1, UUID.class);
    RunFacts facts =
        new RunFacts(
            row.getString(3),
            row.getString(4),
            row.getObject(5, UUID.class),
            row.getInt(6),
            row.getInt(7));
    byte[] control = row.getBytes(11);
    byte[] data = row.getBytes(12);
    return new ClaimedRun(
        new RunLease(runId, node, row.getLong(2)),
        facts,
        () -> Bytes.state(control, data),
        row.getBoolean(8),
        row.getBoolean(9),
        row.getInt(10));
  }
}

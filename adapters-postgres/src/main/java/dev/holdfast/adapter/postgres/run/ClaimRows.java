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
          + " r.orphaned, r.mail, r.stuck_tries, r.control, r.data, r.engine";

  /** The engine whose runs are kept here. */
  static final String ENGINE = "quartz";

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
    // Every claim leaves other engines' runs alone; should one ever not, nothing is executed.
    expectOurs(runId, row.getString(13));
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

  /**
   * A run has one engine, from its start to its end: no other may carry it on.
   *
   * @throws IllegalStateException for a run of another engine
   */
  static void expectOurs(UUID runId, String engine) {
    if (!engine.equals(ENGINE)) {
      throw new IllegalStateException(
          "expected a run of the engine %s, but run %s is kept by %s"
              .formatted(ENGINE, runId, engine));
    }
  }
}

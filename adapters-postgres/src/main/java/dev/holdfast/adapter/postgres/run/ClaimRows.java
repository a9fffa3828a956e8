package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.ClaimedRun;
import dev.holdfast.application.port.out.RunFacts;
import dev.holdfast.application.port.out.RunLease;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads runs that a statement has claimed. */
final class ClaimRows {
  /** Of the row {@code r}. */
  static final String COLUMNS =
      "r.run_id, r.fence, r.orphaned, r.mail, r.stuck_tries, r.control, r.data, r.engine, "
          + facts("r");

  private static final int ENGINE_AT = 8;
  private static final int FACTS = 9;

  /** The engine whose runs are kept here. */
  static final String ENGINE = "quartz";

  private ClaimRows() {}

  /** The columns of a run's facts. */
  static String facts(String run) {
    return "R.workflow_key, R.principal, R.trace_id, R.trigger_type, R.root_run_id, R.replay_of, "
        .concat("R.depth, R.causal_depth, R.started_at")
        .replace("R.", run + ".");
  }

  /**
   * @param first the number of the first of the columns
   */
  static RunFacts facts(ResultSet row, int first) throws SQLException {
    return new RunFacts(
        row.getString(first),
        row.getString(first + 1),
        row.getString(first + 2),
        row.getString(first + 3),
        row.getObject(first + 4, UUID.class),
        row.getObject(first + 5, UUID.class),
        row.getInt(first + 6),
        row.getInt(first + 7),
        row.getObject(first + 8, OffsetDateTime.class).toInstant());
  }

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
    expectOurs(runId, row.getString(ENGINE_AT));
    byte[] control = row.getBytes(6);
    byte[] data = row.getBytes(7);
    return new ClaimedRun(
        new RunLease(runId, node, row.getLong(2)),
        facts(row, FACTS),
        () -> Bytes.state(control, data),
        row.getBoolean(3),
        row.getBoolean(4),
        row.getInt(5));
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

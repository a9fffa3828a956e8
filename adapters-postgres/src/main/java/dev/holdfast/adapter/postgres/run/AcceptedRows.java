package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.NewRun;
import dev.holdfast.domain.run.RunStart;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;

/** Reads runs as they were accepted, before their engine has told anything of them. */
final class AcceptedRows {
  /** Of the row {@code r}. */
  static final String COLUMNS =
      "r.workflow_key, r.definition_hash, r.start_key, r.request_hash, r.trigger_type,"
          + " r.root_run_id, r.replay_of, r.depth, r.causal_depth, r.principal, r.trace_id,"
          + " r.started_at, r.control, r.data";

  private AcceptedRows() {}

  static NewRun one(ResultSet row) throws SQLException {
    RunStart start = Bytes.state(row.getBytes(13), row.getBytes(14)).start();
    return new NewRun(
        start,
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getObject(6, UUID.class),
        row.getObject(7, UUID.class),
        row.getInt(8),
        row.getInt(9),
        row.getString(10),
        row.getString(11),
        Objects.requireNonNull(EventRows.instant(row, 12)));
  }
}

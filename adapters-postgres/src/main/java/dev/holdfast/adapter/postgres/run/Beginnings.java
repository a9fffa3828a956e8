package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.RunStore.Written;
import dev.holdfast.domain.run.RunState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Tells first writes that met a run with their id or start key what they met. */
final class Beginnings {
  private static final Table<Rows.Run> KEYS =
      new Table<Rows.Run>()
          .uuid("run_id", r -> r.runId)
          .text("tenant_id", r -> r.state.start().tenantId())
          .text("start_key", r -> r.born().startKey());

  static final String FIND =
      """
      select x.run_id, r.run_id, r.request_hash, r.seq, r.updated_at, r.owner is not null
      from %s join workflow_run r
        on r.run_id = x.run_id
      union all
      select x.run_id, r.run_id, r.request_hash, r.seq, r.updated_at, false
      from %s join workflow_run r
        on r.tenant_id = x.tenant_id and r.start_key = x.start_key and r.run_id <> x.run_id\
      """
          .formatted(KEYS.sql("x"), KEYS.sql("x"));

  private Beginnings() {}

  /**
   * Fills in the answers of first writes that are missing.
   *
   * @param repeated an earlier try may have written some: a run that stands just as that try would
   *     have left it is that try's
   */
  static void tell(
      Session session, List<EncodedWrite> group, Map<UUID, Written> answers, boolean repeated)
      throws SQLException {
    List<Rows.Run> missing = new ArrayList<>();
    for (EncodedWrite write : group) {
      if (write.first() && !answers.containsKey(write.runId())) missing.add(write.run());
    }
    if (missing.isEmpty()) return;
    PreparedStatement find = session.prepare(FIND);
    KEYS.bind(find, KEYS.bind(find, 1, missing), missing);
    session.counters().statements(1);
    try (ResultSet rows = find.executeQuery()) {
      while (rows.next()) {
        UUID asked = rows.getObject(1, UUID.class);
        UUID found = rows.getObject(2, UUID.class);
        Written answer = new Written.Existing(found, rows.getString(3));
        if (repeated && asked.equals(found)) {
          Rows.Run run = of(missing, asked);
          Instant updated = EventRows.instant(rows, 5);
          if (stands(run.state, rows.getLong(4), updated)) {
            answer = new Written.Durable(!rows.getBoolean(6), List.of());
          }
        }
        answers.putIfAbsent(asked, answer);
      }
    }
  }

  private static boolean stands(
      RunState state, long seq, @org.jspecify.annotations.Nullable Instant updated) {
    return seq == state.seq() && state.now().equals(updated);
  }

  private static Rows.Run of(List<Rows.Run> runs, UUID runId) {
    for (Rows.Run run : runs) if (run.runId.equals(runId)) return run;
    throw new IllegalStateException("expected run " + runId + " in the group");
  }
}

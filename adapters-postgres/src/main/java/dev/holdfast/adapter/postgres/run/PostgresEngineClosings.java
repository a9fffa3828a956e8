package dev.holdfast.adapter.postgres.run;

import dev.holdfast.adapter.postgres.RowCodes;
import dev.holdfast.application.port.out.EngineClosings;
import dev.holdfast.domain.run.EngineEnd;
import dev.holdfast.domain.run.RunState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Compares rows with other engines, and ends those that their engine has ended. */
public final class PostgresEngineClosings implements EngineClosings {
  // Taking one up moves it back in the line: runs that wait for years are asked for in turn.
  private static final String UNTOUCHED =
      """
      with late as (select workflow_clock() - ? * interval '1 microsecond' as at),
        p as (select e.run_id, e.checked_at from workflow_engine_run e
          where e.engine = ? and e.checked_at <= (select at from late)
            and exists (select 1 from workflow_run r
              where r.run_id = e.run_id and r.updated_at <= (select at from late))
          order by e.checked_at limit ? for update skip locked)
      update workflow_engine_run e set checked_at = workflow_clock()
      from p where e.run_id = p.run_id returning e.run_id\
      """;

  private static final String LIVE =
      "select control, data from workflow_run"
          + " where run_id = ? and status < 2 and engine <> 'quartz' for update";

  /** Of all writes the last. */
  private static final long FOR_GOOD = Long.MAX_VALUE;

  // Its row among the live ones is left until everybody has been told.
  private static final String CLOSED =
      "select r.control, r.data from workflow_run r join workflow_engine_run e using (run_id)"
          + " where r.run_id = ? and r.fence = "
          + FOR_GOOD;

  private static final String END =
      """
      update workflow_run set status = ?, node_path = '', updated_at = ?::timestamptz,
        completed_at = ?::timestamptz, seq = ?, control = ?, data = ?, fence = ?, mail = false,
        stuck_since = null, stuck_tries = 0, stuck_message = null
      where run_id = ?\
      """;

  private static final String JOURNAL =
      """
      insert into workflow_run_history (run_id, first_seq, last_seq, at, entries)
      values (?, ?, ?, ?::timestamptz, ?)
      on conflict (run_id, first_seq) do update
      set last_seq = excluded.last_seq, at = excluded.at, entries = excluded.entries\
      """;

  private static final String WAITS =
      "update workflow_wait set status = 3, resolved_at = ?::timestamptz, resolved_by = 'engine'"
          + " where run_id = ? and status = 0";

  private static final String DELIVERIES =
      "update workflow_event_delivery set state = 4, reason = 'RUN_NOT_ACTIVE',"
          + " updated_at = workflow_clock()"
          + " where run_id = ? and wait_id is not null and state = ?";

  private static final String ORDERS =
      "update workflow_run_command set folded_at = workflow_clock(), refusal = 'RUN_NOT_ACTIVE',"
          + " message = 'the engine had ended the run' where run_id = ? and folded_at is null";

  private static final String CHILDREN =
      "select run_id from workflow_run where parent_run_id = ? and attached and status < 2";

  private final SqlAccess sql;

  public PostgresEngineClosings(DataSource pool, WriteCounters counters) {
    this.sql = new SqlAccess(pool, counters);
  }

  @Override
  public List<UUID> untouched(String engine, Duration age, int limit) {
    return sql.alone(connection -> {
      try (PreparedStatement take = connection.prepareStatement(UNTOUCHED)) {
        take.setLong(1, age.toNanos() / 1_000);
        take.setString(2, engine);
        take.setInt(3, limit);
        return ids(take);
      }
    });
  }

  @Override
  public boolean close(UUID runId, Ended how, Instant at) {
    return sql.together(connection -> close(connection, runId, how, at));
  }

  private static boolean close(Connection connection, UUID runId, Ended how, Instant at)
      throws SQLException {
    RunState live = state(connection, LIVE, runId);
    if (live == null) return false;
    EngineEnd end =
        switch (how) {
          case TERMINATED -> EngineEnd.terminated(live, at);
          case LIMIT -> EngineEnd.limit(live, at);
          case LOST -> EngineEnd.lost(live, at);
        };
    RunState after = end.state();
    String now = after.now().toString();
    end(connection, after, now);
    try (PreparedStatement journal = connection.prepareStatement(JOURNAL)) {
      journal.setObject(1, runId);
      journal.setLong(2, end.entry().seq());
      journal.setLong(3, end.entry().seq());
      journal.setString(4, now);
      journal.setBytes(5, Bytes.journal(List.of(end.entry()), after.meta()));
      journal.executeUpdate();
    }
    try (PreparedStatement waits = connection.prepareStatement(WAITS)) {
      waits.setString(1, now);
      waits.setObject(2, runId);
      waits.executeUpdate();
    }
    refuseMail(connection, runId);
    return true;
  }

  @Override
  public @Nullable Closed closed(UUID runId) {
    return sql.alone(connection -> {
      RunState state = state(connection, CLOSED, runId);
      if (state == null) return null;
      UUID parent = state.start().attached() ? state.start().parentRunId() : null;
      return new Closed(state, children(connection, runId), parent);
    });
  }

  @Override
  public void settled(UUID runId) {
    sql.alone(connection -> {
      try (PreparedStatement delete =
          connection.prepareStatement("delete from workflow_engine_run where run_id = ?")) {
        delete.setObject(1, runId);
        return delete.executeUpdate();
      }
    });
  }

  private static @Nullable RunState state(Connection connection, String query, UUID runId)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setObject(1, runId);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Bytes.state(row.getBytes(1), row.getBytes(2)) : null;
      }
    }
  }

  private static void end(Connection connection, RunState after, String now) throws SQLException {
    try (PreparedStatement end = connection.prepareStatement(END)) {
      end.setInt(1, RowCodes.code(after.status()));
      end.setString(2, now);
      end.setString(3, now);
      end.setLong(4, after.seq());
      end.setBytes(5, Bytes.control(after));
      end.setBytes(6, Bytes.data(after));
      end.setLong(7, FOR_GOOD);
      end.setObject(8, after.start().runId());
      end.executeUpdate();
    }
  }

  private static void refuseMail(Connection connection, UUID runId) throws SQLException {
    // One state at a time: each has its own index.
    for (int state = 0; state <= 1; state++) {
      try (PreparedStatement deliveries =
          connection.prepareStatement(DELIVERIES.replace("state = ?", "state = " + state))) {
        deliveries.setObject(1, runId);
        deliveries.executeUpdate();
      }
    }
    try (PreparedStatement orders = connection.prepareStatement(ORDERS)) {
      orders.setObject(1, runId);
      orders.executeUpdate();
    }
  }

  private static List<UUID> children(Connection connection, UUID runId) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(CHILDREN)) {
      select.setObject(1, runId);
      return ids(select);
    }
  }

  private static List<UUID> ids(PreparedStatement statement) throws SQLException {
    List<UUID> ids = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) ids.add(row.getObject(1, UUID.class));
    }
    return ids;
  }
}

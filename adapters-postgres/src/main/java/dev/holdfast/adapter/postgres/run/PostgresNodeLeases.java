package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.NodeLeases;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.UUID;
import javax.sql.DataSource;

/** Nodes by a row each; signals between them by {@code NOTIFY}. */
public final class PostgresNodeLeases implements NodeLeases {
  static final String WORK_CHANNEL = "holdfast_work";
  static final String NODE_CHANNEL = "holdfast_node_";

  /** A notification carries less than 8 000 bytes. */
  private static final int IDS_PER_SIGNAL = 200;

  private static final String ENTER =
      "insert into workflow_node (name, started_at, expires_at)"
          + " values (?, workflow_clock(), clock_timestamp() + ? * interval '1 microsecond')"
          + " returning node_id";

  // Leases live by the real clock, even where tests set the runs' clock.
  private static final String RENEW =
      "update workflow_node set expires_at = clock_timestamp() + ? * interval '1 microsecond'"
          + " where node_id = ?";

  private static final String EXPIRE_OTHERS =
      "update workflow_node set expires_at = '-infinity' where node_id <> ?";

  private static final String REAP =
      """
      with dead as (select node_id from workflow_node
          where expires_at < (select clock_timestamp()) for update skip locked),
        runs as (select r.run_id from workflow_run r
          where r.owner in (select node_id from dead) and r.engine = 'quartz' limit ? for update skip locked)
      update workflow_run r set owner = null, fence = r.fence + 1, orphaned = true, mail = true,
        wake_at = workflow_clock()
      from runs where r.run_id = runs.run_id\
      """;

  // A node that was away so long that it was struck off may have written a start, or claimed a run,
  // before it knew.
  private static final String REAP_STRAYS =
      """
      with strays as (select r.run_id from workflow_run r
          where r.owner is not null and r.engine = 'quartz'
            and not exists (select 1 from workflow_node n where n.node_id = r.owner)
          limit ? for update skip locked)
      update workflow_run r set owner = null, fence = r.fence + 1, orphaned = true, mail = true,
        wake_at = workflow_clock()
      from strays where r.run_id = strays.run_id\
      """;

  private static final String STRIKE_OFF =
      """
      delete from workflow_node n where n.expires_at < clock_timestamp()
        and not exists (select 1 from workflow_run r where r.owner = n.node_id)\
      """;

  private final DataSource single;
  private final SqlAccess sql;

  /**
   * @param single opens a new connection at each call, for listening
   */
  public PostgresNodeLeases(DataSource pool, DataSource single, WriteCounters counters) {
    this.sql = new SqlAccess(pool, counters);
    this.single = single;
  }

  @Override
  public int enter(String name, Duration lease) {
    return sql.alone(connection -> {
      try (PreparedStatement insert = connection.prepareStatement(ENTER)) {
        insert.setString(1, name);
        insert.setLong(2, lease.toNanos() / 1_000);
        try (ResultSet row = insert.executeQuery()) {
          row.next();
          return row.getInt(1);
        }
      }
    });
  }

  @Override
  public boolean renew(int node, Duration lease) {
    return sql.alone(connection -> {
      try (PreparedStatement update = connection.prepareStatement(RENEW)) {
        update.setLong(1, lease.toNanos() / 1_000);
        update.setInt(2, node);
        return update.executeUpdate() == 1;
      }
    });
  }

  @Override
  public void expireOthers(int node) {
    update(EXPIRE_OTHERS, node);
  }

  @Override
  public int reap(int limit) {
    int taken = update(REAP, limit);
    if (taken > 0) return taken;
    sql.alone(connection -> {
      try (PreparedStatement delete = connection.prepareStatement(STRIKE_OFF)) {
        return delete.executeUpdate();
      }
    });
    return update(REAP_STRAYS, limit);
  }

  @Override
  public void expire(int node) {
    update("update workflow_node set expires_at = '-infinity' where node_id = ?", node);
  }

  private int update(String statement, int parameter) {
    return sql.alone(connection -> {
      try (PreparedStatement update = connection.prepareStatement(statement)) {
        update.setInt(1, parameter);
        return update.executeUpdate();
      }
    });
  }

  @Override
  public void tell(Signal signal) {
    switch (signal) {
      case Signal.Work work -> tell(WORK_CHANNEL, "");
      case Signal.Mail mail -> {
        StringJoiner ids = new StringJoiner(",");
        int count = 0;
        for (UUID runId : mail.runIds()) {
          ids.add(runId.toString());
          if (++count % IDS_PER_SIGNAL == 0) {
            tell(NODE_CHANNEL + mail.node(), ids.toString());
            ids = new StringJoiner(",");
          }
        }
        if (ids.length() > 0) tell(NODE_CHANNEL + mail.node(), ids.toString());
      }
    }
  }

  private void tell(String channel, String text) {
    sql.alone(connection -> {
      try (PreparedStatement notify = connection.prepareStatement("select pg_notify(?, ?)")) {
        notify.setString(1, channel);
        notify.setString(2, text);
        return notify.execute();
      }
    });
  }

  @Override
  public AutoCloseable listen(int node, Listener listener) {
    return new Listening(single, node, listener);
  }
}

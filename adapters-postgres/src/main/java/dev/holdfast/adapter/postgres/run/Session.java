package dev.holdfast.adapter.postgres.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One connection for one thread, opened when it is needed and again after it was lost, with its
 * prepared statements. Not thread-safe.
 */
final class Session implements AutoCloseable {
  /**
   * A generic plan made while a table is empty stays. Without these it would read whole tables once
   * they have grown: everything these sessions do goes by a key.
   */
  static final List<String> BY_KEY =
      List.of(
          "set enable_seqscan = off",
          "set enable_bitmapscan = off",
          "set enable_mergejoin = off",
          "set enable_hashjoin = off");

  private final DataSource source;
  private final List<String> settings;
  private final WriteCounters counters;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private @Nullable Connection connection;

  Session(DataSource source, List<String> settings, WriteCounters counters) {
    this.source = source;
    this.settings = settings;
    this.counters = counters;
  }

  Connection connection() throws SQLException {
    Connection open = connection;
    if (open != null) return open;
    open = source.getConnection();
    connection = open;
    try (Statement statement = open.createStatement()) {
      for (String setting : settings) statement.execute(setting);
    }
    return open;
  }

  PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement known = statements.get(sql);
    if (known != null) return known;
    PreparedStatement prepared = connection().prepareStatement(sql);
    statements.put(sql, prepared);
    return prepared;
  }

  /** Begins a transaction of several statements; {@link #commit} ends it. */
  void begin() throws SQLException {
    connection().setAutoCommit(false);
  }

  void commit() throws SQLException {
    Connection open = connection();
    open.commit();
    open.setAutoCommit(true);
  }

  /** Leaves no transaction open, at the cost of the connection when nothing else helps. */
  void rollback() {
    Connection open = connection;
    if (open == null) return;
    try {
      if (!open.getAutoCommit()) {
        open.rollback();
        open.setAutoCommit(true);
      }
    } catch (SQLException e) {
      discard();
    }
  }

  /** Drops the connection; the next use opens another. */
  void discard() {
    Connection lost = connection;
    connection = null;
    statements.clear();
    if (lost == null) return;
    try {
      lost.close();
    } catch (SQLException e) {
      // It is being thrown away because it is broken.
      counters.brokenConnection();
    }
  }

  WriteCounters counters() {
    return counters;
  }

  @Override
  public void close() {
    discard();
  }
}

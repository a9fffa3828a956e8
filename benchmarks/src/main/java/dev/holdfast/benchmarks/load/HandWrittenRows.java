package dev.holdfast.benchmarks.load;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.adapter.postgres.DatabaseAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One row for each workflow written by hand, each write a commit. Thread-safe. */
final class HandWrittenRows implements HandWritten.Rows, AutoCloseable {
  private static final int CONNECTIONS = 16;

  private final HikariDataSource pool;

  HandWrittenRows(DatabaseAddress database) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setUsername(database.user());
    config.setPassword(database.password());
    config.setMaximumPoolSize(CONNECTIONS);
    pool = new HikariDataSource(config);
    try (Connection connection = pool.getConnection();
        Statement create = connection.createStatement()) {
      create.execute(
          """
          create table hand_written (id text primary key, status text not null,
            input bigint not null, result bigint, at timestamptz not null default now())\
          """);
    } catch (SQLException e) {
      throw new IllegalStateException("expected a database for rows, but", e);
    }
  }

  void begun(String workflowId, long input) {
    write(
        "insert into hand_written (id, status, input) values (?, 'RUNNING', ?)"
            + " on conflict do nothing",
        insert -> {
          insert.setString(1, workflowId);
          insert.setLong(2, input);
        });
  }

  @Override
  public void ended(String workflowId, long result) {
    write(
        "update hand_written set status = 'SUCCEEDED', result = ?, at = now() where id = ?",
        update -> {
          update.setLong(1, result);
          update.setString(2, workflowId);
        });
  }

  /** The main process of the database's server. */
  long postmaster() {
    try (Connection connection = pool.getConnection();
        Statement select = connection.createStatement();
        ResultSet row = select.executeQuery("select pg_backend_pid()")) {
      row.next();
      return ProcessHandle.of(row.getLong(1)).orElseThrow().parent().orElseThrow().pid();
    } catch (SQLException e) {
      throw new IllegalStateException("expected to be told a process, but", e);
    }
  }

  private interface Binding {
    void bind(PreparedStatement statement) throws SQLException;
  }

  private void write(String sql, Binding binding) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      binding.bind(statement);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("expected a row to be written, but", e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}

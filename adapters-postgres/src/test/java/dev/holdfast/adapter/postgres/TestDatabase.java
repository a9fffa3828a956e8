package dev.holdfast.adapter.postgres;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.adapter.postgres.catalog.CatalogMappers;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.adapter.postgres.reads.ReadMappers;
import dev.holdfast.application.port.out.JsonText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A database for one test class, with everything to reach it. */
public final class TestDatabase implements AutoCloseable {
  public final DatabaseAddress address = ScratchServer.freshDatabase();
  public final JsonText json = new JacksonJsonText();
  private final ConnectionPool pool =
      ConnectionPool.open(address, "test", 8, ConnectionPool.NO_TIMEOUT);
  public final Sessions sessions = new Sessions(pool.dataSource(), mappers());

  private static List<Class<?>> mappers() {
    List<Class<?>> mappers = new ArrayList<>(CatalogMappers.ALL);
    mappers.addAll(ReadMappers.ALL);
    return mappers;
  }

  public DataSource dataSource() {
    return pool.dataSource();
  }

  /** Runs statements, separated by semicolons. */
  public void execute(String sql) {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError("expected to run " + sql, e);
    }
  }

  /** The first column of an answer, as text. */
  public List<String> column(String sql) {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> column = new ArrayList<>();
      while (rows.next()) column.add(rows.getString(1));
      return column;
    } catch (SQLException e) {
      throw new AssertionError("expected to run " + sql, e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}

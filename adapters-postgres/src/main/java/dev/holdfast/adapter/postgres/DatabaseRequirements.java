package dev.holdfast.adapter.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a database must be before anything is kept in it. */
public final class DatabaseRequirements {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseRequirements.class);
  private static final int OLDEST_VERSION = 150_000;

  private DatabaseRequirements() {}

  /**
   * Checks the server's version, and that what it acknowledges survives a loss of power.
   *
   * @param allowUnsafe only warns when durability is switched off
   * @throws IllegalStateException when the database will not do
   * @throws dev.holdfast.application.port.out.StoreUnavailable when it does not answer
   */
  public static void check(DataSource database, boolean allowUnsafe) {
    List<String> unsafe = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      int version = Integer.parseInt(show(statement, "server_version_num"));
      if (version < OLDEST_VERSION) {
        throw new IllegalStateException(
            "expected PostgreSQL 15 or later, but the server is "
                + show(statement, "server_version"));
      }
      for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        if (show(statement, setting).equals("off")) unsafe.add(setting);
      }
    } catch (SQLException e) {
      throw SqlFailures.translate(e);
    }
    if (unsafe.isEmpty()) return;
    String problem =
        "expected a durable database, but %s switched off".formatted(String.join(", ", unsafe));
    if (!allowUnsafe) throw new IllegalStateException(problem);
    LOG.warn("{}: what is acknowledged can be lost", problem);
  }

  private static String show(Statement statement, String setting) throws SQLException {
    try (var answer = statement.executeQuery("show " + setting)) {
      answer.next();
      return answer.getString(1);
    }
  }
}

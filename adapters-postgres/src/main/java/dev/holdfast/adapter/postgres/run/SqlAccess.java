package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Short conversations with the database on pooled connections. Thread-safe. */
final class SqlAccess {
  private static final int TRIES = 5;

  private final DataSource pool;
  private final WriteCounters counters;

  SqlAccess(DataSource pool, WriteCounters counters) {
    this.pool = pool;
    this.counters = counters;
  }

  /** What is done on a connection. */
  interface Conversation<T extends @Nullable Object> {
    T with(Connection connection) throws SQLException;
  }

  /** One statement, or several of which each stands for itself. */
  <T extends @Nullable Object> T alone(Conversation<T> conversation) {
    return repeat(conversation, false);
  }

  /** Several statements, all or nothing. */
  <T extends @Nullable Object> T together(Conversation<T> conversation) {
    return repeat(conversation, true);
  }

  private <T extends @Nullable Object> T repeat(Conversation<T> conversation, boolean transaction) {
    for (int tries = 1; ; tries++) {
      try {
        return once(conversation, transaction);
      } catch (SQLException e) {
        switch (Fault.of(e)) {
          case AWAY -> throw new StoreUnavailable("the database is away", e);
          case CONFLICT -> {
            if (tries == TRIES) throw new StoreUnavailable("the database is too busy", e);
            counters.repeat();
          }
          case REFUSED ->
              throw new IllegalStateException("expected valid SQL, but: " + e.getMessage(), e);
        }
      }
    }
  }

  private <T extends @Nullable Object> T once(Conversation<T> conversation, boolean transaction)
      throws SQLException {
    try (Connection connection = pool.getConnection()) {
      if (!transaction) return conversation.with(connection);
      connection.setAutoCommit(false);
      try {
        T answer = conversation.with(connection);
        connection.commit();
        return answer;
      } catch (SQLException | RuntimeException e) {
        rollback(connection, e);
        throw e;
      } finally {
        if (!connection.isClosed()) connection.setAutoCommit(true);
      }
    }
  }

  private static void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}

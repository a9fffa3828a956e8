package dev.holdfast.adapter.postgres;

import dev.holdfast.application.port.out.StoreUnavailable;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** Sorts what the driver, the pool and the mapper throw: the world failed, or we did. */
public final class SqlFailures {
  private SqlFailures() {}

  /**
   * {@link StoreUnavailable} when trying again later may help; else {@link IllegalStateException},
   * for a statement of ours was wrong.
   */
  public static RuntimeException translate(Throwable failure) {
    SQLException sql = sqlException(failure);
    if (sql == null) {
      return new IllegalStateException(
          "expected the statement to be made, but: " + failure, failure);
    }
    String state = sql.getSQLState();
    if (sql instanceof SQLTransientConnectionException || state == null || passes(state)) {
      return new StoreUnavailable("the database does not answer: " + sql.getMessage(), failure);
    }
    return new IllegalStateException(
        "expected the database to take the statement, but %s: %s"
            .formatted(state, sql.getMessage()),
        failure);
  }

  /** Whether the failure is this one, by SQLSTATE, such as 23505 for a unique violation. */
  public static boolean is(Throwable failure, String state) {
    SQLException sql = sqlException(failure);
    return sql != null && state.equals(sql.getSQLState());
  }

  private static @Nullable SQLException sqlException(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) return sql;
    }
    return null;
  }

  private static boolean passes(String state) {
    return switch (state) {
      // Serialisation failure, deadlock, lock timeout; read-only after a fail-over; cancelled by a
      // timeout or an operator.
      case "40001", "40P01", "55P03", "25006", "57014" -> true;
      // Shutting down, crashed, starting, and the end of an idle session.
      case "57P01", "57P02", "57P03", "57P05" -> true;
      // 08 connection, 53 out of memory, disk or connections, 58 input and output, 28 the password
      // that somebody is just changing.
      default -> state.length() == 5 && "08 53 58 28".contains(state.substring(0, 2));
    };
  }
}

package dev.holdfast.adapter.postgres;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source that counts the statements that are sent and the rows that are read. */
public final class CountingRows {
  private final DataSource database;
  private final AtomicInteger statements = new AtomicInteger();
  private final AtomicInteger rows = new AtomicInteger();

  public CountingRows(DataSource database) {
    this.database = database;
  }

  /** What was counted since the last call. */
  public Counts take() {
    return new Counts(statements.getAndSet(0), rows.getAndSet(0));
  }

  public record Counts(int statements, int rows) {}

  public DataSource dataSource() {
    return proxy(
        DataSource.class,
        (_, method, arguments) -> {
          Object result = invoke(database, method, arguments);
          return result instanceof Connection connection ? counting(connection) : result;
        });
  }

  private Connection counting(Connection connection) {
    return proxy(
        Connection.class,
        (_, method, arguments) -> {
          Object result = invoke(connection, method, arguments);
          return result instanceof PreparedStatement statement ? counting(statement) : result;
        });
  }

  private PreparedStatement counting(PreparedStatement statement) {
    return proxy(
        PreparedStatement.class,
        (_, method, arguments) -> {
          if (method.getName().startsWith("execute")) statements.incrementAndGet();
          Object result = invoke(statement, method, arguments);
          return result instanceof ResultSet found ? counting(found) : result;
        });
  }

  private ResultSet counting(ResultSet found) {
    return proxy(
        ResultSet.class,
        (_, method, arguments) -> {
          Object result = invoke(found, method, arguments);
          if (method.getName().equals("next") && Boolean.TRUE.equals(result)) {
            rows.incrementAndGet();
          }
          return result;
        });
  }

  private static @Nullable Object invoke(
      Object target, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}

package dev.holdfast.adapter.postgres.run;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * Connections that, when told so, do what they are asked and then lose the answer, as a network
 * does. Whoever asked cannot know what became of it.
 */
final class LossyConnections {
  private static final Set<String> ANSWERS =
      Set.of("executeQuery", "executeUpdate", "execute", "commit");

  private final DataSource real;
  private final AtomicInteger losses = new AtomicInteger();
  private volatile String method = "";

  LossyConnections(DataSource real) {
    this.real = real;
  }

  /** Loses the answers of the next calls of a method. */
  void lose(String answersOf, int count) {
    method = answersOf;
    losses.set(count);
  }

  DataSource source() {
    return (DataSource)
        proxy(
            DataSource.class,
            (proxy, called, arguments) -> {
              Object result = invoke(real, called, arguments);
              return result instanceof Connection connection ? lossy(connection) : result;
            });
  }

  private Connection lossy(Connection connection) {
    return (Connection)
        proxy(
            Connection.class,
            (proxy, called, arguments) -> {
              Object result = invoke(connection, called, arguments);
              maybeLose(called.getName());
              if (result instanceof PreparedStatement statement) return lossy(statement);
              return result;
            });
  }

  private PreparedStatement lossy(PreparedStatement statement) {
    return (PreparedStatement)
        proxy(
            PreparedStatement.class,
            (proxy, called, arguments) -> {
              Object result = invoke(statement, called, arguments);
              maybeLose(called.getName());
              return result;
            });
  }

  private void maybeLose(String called) throws SQLException {
    if (!ANSWERS.contains(called) || !called.equals(method)) return;
    if (losses.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new SQLException("the answer was lost", "08006");
    }
  }

  private static Object proxy(Class<?> type, InvocationHandler handler) {
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }

  private static Object invoke(Object target, java.lang.reflect.Method called, Object[] arguments)
      throws Throwable {
    try {
      return called.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}

package dev.holdfast.adapter.postgres;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source that asks the planner about each statement, with its parameters, before it runs.
 */
public final class Explaining {
  private final DataSource database;
  private final List<String> plans = new ArrayList<>();

  public Explaining(DataSource database) {
    this.database = database;
  }

  /** The plans of what ran since the last call, one text for each statement. */
  public List<String> takePlans() {
    List<String> taken = List.copyOf(plans);
    plans.clear();
    return taken;
  }

  public DataSource dataSource() {
    return proxy(
        DataSource.class,
        (source, method, arguments) -> {
          Object result = invoke(database, method, arguments);
          return result instanceof Connection connection ? explaining(connection) : result;
        });
  }

  private Connection explaining(Connection connection) {
    return proxy(
        Connection.class,
        (source, method, arguments) -> {
          Object result = invoke(connection, method, arguments);
          return result instanceof PreparedStatement statement && arguments != null
              ? explaining(connection, statement, (String) arguments[0])
              : result;
        });
  }

  private PreparedStatement explaining(
      Connection connection, PreparedStatement statement, String sql) {
    Map<Integer, Call> parameters = new TreeMap<>();
    return proxy(
        PreparedStatement.class,
        (source, method, arguments) -> {
          if (method.getName().startsWith("set")
              && arguments != null
              && arguments.length >= 2
              && arguments[0] instanceof Integer index) {
            parameters.put(index, new Call(method, Arrays.asList(arguments)));
          }
          if (method.getName().equals("execute")) plans.add(plan(connection, sql, parameters));
          return invoke(statement, method, arguments);
        });
  }

  private record Call(Method method, List<@Nullable Object> arguments) {}

  private static String plan(Connection connection, String sql, Map<Integer, Call> parameters)
      throws Throwable {
    try (PreparedStatement explain = connection.prepareStatement("explain " + sql)) {
      for (Call call : parameters.values())
        invoke(explain, call.method(), call.arguments().toArray());
      return lines(explain);
    }
  }

  private static String lines(PreparedStatement explain) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (ResultSet rows = explain.executeQuery()) {
      while (rows.next()) lines.add(rows.getString(1));
    }
    return String.join("\n", lines);
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

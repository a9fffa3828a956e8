package dev.holdfast.adapter.postgres.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rows as parameters: one array per column, which the statement reads as a table. One statement
 * text thus serves any number of rows.
 */
final class Table<R> {
  private final List<Column<R>> columns = new ArrayList<>();

  private record Column<R>(
      String name,
      String type,
      String read,
      IntFunction<@Nullable Object[]> array,
      Function<R, @Nullable Object> value) {}

  Table<R> uuid(String name, Function<R, @Nullable UUID> value) {
    return add(name, "uuid", name, UUID[]::new, value::apply);
  }

  Table<R> text(String name, Function<R, @Nullable String> value) {
    return add(name, "text", name, String[]::new, value::apply);
  }

  /** Text that is JSON for the database. */
  Table<R> jsonb(String name, Function<R, @Nullable String> value) {
    return add(name, "text", name + "::jsonb", String[]::new, value::apply);
  }

  Table<R> bytes(String name, Function<R, byte @Nullable []> value) {
    return add(name, "bytea", name, byte[][]::new, value::apply);
  }

  Table<R> number(String name, ToLongFunction<R> value) {
    return add(name, "int8", name, Long[]::new, value::applyAsLong);
  }

  Table<R> small(String name, ToIntFunction<R> value) {
    return add(name, "int4", name, Integer[]::new, value::applyAsInt);
  }

  Table<R> node(String name, Function<R, @Nullable Integer> value) {
    return add(name, "int4", name, Integer[]::new, value::apply);
  }

  Table<R> flag(String name, Predicate<R> value) {
    return add(name, "bool", name, Boolean[]::new, value::test);
  }

  /** Travels as microseconds: exact, and without a format. */
  Table<R> instant(String name, Function<R, @Nullable Instant> value) {
    return add(
        name,
        "int8",
        "(timestamptz 'epoch' + " + name + " * interval '1 microsecond')",
        Long[]::new,
        row -> {
          Instant at = value.apply(row);
          return at == null ? null : micros(at);
        });
  }

  private Table<R> add(
      String name,
      String type,
      String read,
      IntFunction<@Nullable Object[]> array,
      Function<R, @Nullable Object> value) {
    columns.add(new Column<>(name, type, read, array, value));
    return this;
  }

  static long micros(Instant at) {
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000);
  }

  /** The names of the columns, for an insert. */
  String names() {
    StringBuilder names = new StringBuilder();
    for (Column<R> column : columns) {
      if (!names.isEmpty()) names.append(", ");
      names.append(column.name());
    }
    return names.toString();
  }

  /** The rows as a source of a {@code from}, with the columns' types. */
  String sql(String alias) {
    StringBuilder read = new StringBuilder();
    StringBuilder arrays = new StringBuilder();
    for (Column<R> column : columns) {
      if (!read.isEmpty()) {
        read.append(", ");
        arrays.append(", ");
      }
      read.append(column.read());
      if (!column.read().equals(column.name())) read.append(" as ").append(column.name());
      arrays.append("?::").append(column.type()).append("[]");
    }
    return "(select " + read + " from unnest(" + arrays + ") as u(" + names() + ")) " + alias;
  }

  /**
   * Sets the parameters.
   *
   * @param first index of the first one
   * @return index of the one after the last
   */
  int bind(PreparedStatement statement, int first, List<? extends R> rows) throws SQLException {
    Connection connection = statement.getConnection();
    int next = first;
    for (Column<R> column : columns) {
      @Nullable Object[] values = column.array().apply(rows.size());
      for (int i = 0; i < values.length; i++) values[i] = column.value().apply(rows.get(i));
      statement.setArray(next++, connection.createArrayOf(column.type(), values));
    }
    return next;
  }
}

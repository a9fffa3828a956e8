package dev.holdfast.adapter.postgres.mapping;

import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.apache.ibatis.type.BaseTypeHandler;
import org.apache.ibatis.type.JdbcType;
import org.jspecify.annotations.Nullable;

/** A {@code text[]} as a list of strings. */
public final class TextsHandler extends BaseTypeHandler<List<String>> {
  @Override
  public void setNonNullParameter(
      PreparedStatement statement, int index, List<String> value, @Nullable JdbcType type)
      throws SQLException {
    statement.setArray(index, statement.getConnection().createArrayOf("text", value.toArray()));
  }

  @Override
  public @Nullable List<String> getNullableResult(ResultSet row, String column)
      throws SQLException {
    return value(row.getArray(column));
  }

  @Override
  public @Nullable List<String> getNullableResult(ResultSet row, int column) throws SQLException {
    return value(row.getArray(column));
  }

  @Override
  public @Nullable List<String> getNullableResult(CallableStatement call, int column)
      throws SQLException {
    return value(call.getArray(column));
  }

  private static @Nullable List<String> value(@Nullable Array column) throws SQLException {
    return column == null ? null : List.of((String[]) column.getArray());
  }
}

package dev.holdfast.adapter.postgres.mapping;

import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.type.BaseTypeHandler;
import org.apache.ibatis.type.JdbcType;
import org.jspecify.annotations.Nullable;

/** A {@code uuid[]} as a list of UUIDs. */
public final class UuidsHandler extends BaseTypeHandler<List<UUID>> {
  @Override
  public void setNonNullParameter(
      PreparedStatement statement, int index, List<UUID> value, @Nullable JdbcType type)
      throws SQLException {
    statement.setArray(index, statement.getConnection().createArrayOf("uuid", value.toArray()));
  }

  @Override
  public @Nullable List<UUID> getNullableResult(ResultSet row, String column) throws SQLException {
    return value(row.getArray(column));
  }

  @Override
  public @Nullable List<UUID> getNullableResult(ResultSet row, int column) throws SQLException {
    return value(row.getArray(column));
  }

  @Override
  public @Nullable List<UUID> getNullableResult(CallableStatement call, int column)
      throws SQLException {
    return value(call.getArray(column));
  }

  private static @Nullable List<UUID> value(@Nullable Array column) throws SQLException {
    return column == null ? null : List.of((UUID[]) column.getArray());
  }
}

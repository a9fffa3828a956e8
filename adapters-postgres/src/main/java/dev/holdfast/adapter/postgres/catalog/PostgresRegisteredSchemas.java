package dev.holdfast.adapter.postgres.catalog;

import dev.holdfast.adapter.postgres.Paging;
import dev.holdfast.adapter.postgres.Sessions;
import dev.holdfast.application.port.out.RegisteredSchemas;
import dev.holdfast.application.view.Cursor;
import dev.holdfast.application.view.Page;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@link RegisteredSchemas} in PostgreSQL. */
public final class PostgresRegisteredSchemas implements RegisteredSchemas {
  private final Sessions sessions;

  public PostgresRegisteredSchemas(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Registration register(String tenantId, RegisteredSchema schema) {
    int added = sessions.with(SchemaStatements.class, sql -> sql.insert(tenantId, schema));
    if (added == 1) return new Registration.Created();
    RegisteredSchema existing = find(tenantId, schema.schemaRef());
    if (existing == null) {
      throw new IllegalStateException(
          "expected a registered schema to stay, but %s is gone".formatted(schema.schemaRef()));
    }
    return new Registration.Existing(existing);
  }

  @Override
  public @Nullable RegisteredSchema find(String tenantId, String schemaRef) {
    return sessions.with(SchemaStatements.class, sql -> sql.find(tenantId, schemaRef));
  }

  @Override
  public Page<RegisteredSchema> list(String tenantId, int limit, @Nullable String cursor) {
    Cursor after = Paging.after(cursor);
    UUID before = after == null ? null : after.uuid();
    int rows = Paging.rows(limit);
    List<RegisteredSchema> found =
        sessions.with(SchemaStatements.class, sql -> sql.list(tenantId, before, rows));
    return Paging.page(
        found, limit, schema -> schema, last -> new Cursor(last.createdAt(), last.schemaId()));
  }
}

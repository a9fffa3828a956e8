package dev.holdfast.testkit.store;

import dev.holdfast.application.port.out.RegisteredSchemas;
import dev.holdfast.application.view.Cursor;
import dev.holdfast.application.view.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Registered schemas in memory. */
public final class MemorySchemas implements RegisteredSchemas {
  private final MemoryDatabase database;
  private final Map<Reference, RegisteredSchema> rows;

  public MemorySchemas(MemoryDatabase database) {
    this.database = database;
    this.rows = database.table();
  }

  @Override
  public Registration register(String tenantId, RegisteredSchema schema) {
    return database.call(() -> {
      RegisteredSchema there =
          rows.putIfAbsent(new Reference(tenantId, schema.schemaRef()), schema);
      return there == null ? new Registration.Created() : new Registration.Existing(there);
    });
  }

  @Override
  public @Nullable RegisteredSchema find(String tenantId, String schemaRef) {
    return database.call(() -> rows.get(new Reference(tenantId, schemaRef)));
  }

  @Override
  public Page<RegisteredSchema> list(String tenantId, int limit, @Nullable String cursor) {
    return database.call(() -> {
      List<RegisteredSchema> found = new ArrayList<>();
      rows.forEach((reference, schema) -> {
        if (reference.tenantId().equals(tenantId)) found.add(schema);
      });
      return Pages.page(
          found, row -> new Cursor("", row.schemaId().toString()), true, limit, cursor);
    });
  }

  private record Reference(String tenantId, String schemaRef) {}
}

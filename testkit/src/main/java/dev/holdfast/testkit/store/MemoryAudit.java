package dev.holdfast.testkit.store;

import dev.holdfast.application.port.out.Audit;
import dev.holdfast.application.view.Cursor;
import dev.holdfast.application.view.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Audit rows in memory. */
public final class MemoryAudit implements Audit {
  private final MemoryDatabase database;
  private final Map<UUID, AuditRow> rows;

  public MemoryAudit(MemoryDatabase database) {
    this.database = database;
    this.rows = database.table();
  }

  @Override
  public void append(AuditRow row) {
    database.call(() -> rows.put(row.auditId(), row) == null);
  }

  @Override
  public Page<AuditRow> list(String tenantId, Filter filter, int limit, @Nullable String cursor) {
    return database.call(() -> {
      List<AuditRow> found = new ArrayList<>(rows.values());
      found.removeIf(row -> !row.tenantId().equals(tenantId) || !matches(row, filter));
      return Pages.page(
          found, row -> new Cursor("", row.auditId().toString()), true, limit, cursor);
    });
  }

  private static boolean matches(AuditRow row, Filter filter) {
    String type = filter.objectType();
    String id = filter.objectId();
    Instant from = filter.from();
    Instant to = filter.to();
    return (type == null || type.equals(row.objectType()))
        && (id == null || id.equals(row.objectId()))
        && (from == null || !row.at().isBefore(from))
        && (to == null || row.at().isBefore(to));
  }
}

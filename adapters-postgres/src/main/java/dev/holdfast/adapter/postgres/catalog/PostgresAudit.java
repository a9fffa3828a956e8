package dev.holdfast.adapter.postgres.catalog;

import dev.holdfast.adapter.postgres.Paging;
import dev.holdfast.adapter.postgres.Sessions;
import dev.holdfast.application.port.out.Audit;
import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.application.view.Cursor;
import dev.holdfast.application.view.Page;
import dev.holdfast.domain.json.Json;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@link Audit} in PostgreSQL. */
public final class PostgresAudit implements Audit {
  private final Sessions sessions;
  private final JsonText json;

  public PostgresAudit(Sessions sessions, JsonText json) {
    this.sessions = sessions;
    this.json = json;
  }

  @Override
  public void append(AuditRow row) {
    AuditStatements.Row stored =
        new AuditStatements.Row(
            row.auditId(),
            row.tenantId(),
            row.at(),
            row.principal(),
            row.action(),
            row.objectType(),
            row.objectId(),
            row.reason(),
            json.write(row.details()));
    sessions.with(
        AuditStatements.class,
        sql -> {
          sql.insert(stored);
          return null;
        });
  }

  @Override
  public Page<AuditRow> list(String tenantId, Filter filter, int limit, @Nullable String cursor) {
    Cursor after = Paging.after(cursor);
    UUID before = after == null ? null : after.uuid();
    int rows = Paging.rows(limit);
    List<AuditStatements.Row> found =
        sessions.with(AuditStatements.class, sql -> sql.list(tenantId, filter, before, rows));
    return Paging.page(found, limit, this::row, last -> new Cursor(last.at(), last.auditId()));
  }

  private AuditRow row(AuditStatements.Row row) {
    return new AuditRow(
        row.auditId(),
        row.tenantId(),
        row.at(),
        row.principal(),
        row.action(),
        row.objectType(),
        row.objectId(),
        row.reason(),
        Json.objectOf(json.parse(row.details())));
  }
}

package dev.holdfast.adapter.postgres.catalog;

import dev.holdfast.adapter.postgres.Paging;
import dev.holdfast.adapter.postgres.Sessions;
import dev.holdfast.application.port.out.Tenants;
import dev.holdfast.application.view.Cursor;
import dev.holdfast.application.view.Page;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Tenants} in PostgreSQL. */
public final class PostgresTenants implements Tenants {
  private final Sessions sessions;

  public PostgresTenants(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public boolean create(Tenant tenant) {
    return sessions.with(TenantStatements.class, sql -> sql.insert(tenant)) == 1;
  }

  @Override
  public @Nullable Tenant find(String tenantId) {
    return sessions.with(TenantStatements.class, sql -> sql.find(tenantId));
  }

  @Override
  public Page<Tenant> list(int limit, @Nullable String cursor) {
    Cursor after = Paging.after(cursor);
    Instant at = after == null ? null : after.sortInstant();
    String id = after == null ? null : after.id();
    int rows = Paging.rows(limit);
    List<Tenant> found = sessions.with(TenantStatements.class, sql -> sql.list(at, id, rows));
    return Paging.page(
        found,
        limit,
        tenant -> tenant,
        last -> new Cursor(last.createdAt().toString(), last.tenantId()));
  }
}

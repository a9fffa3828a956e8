package dev.holdfast.testkit.store;

import dev.holdfast.application.port.out.Tenants;
import dev.holdfast.application.view.Cursor;
import dev.holdfast.application.view.Page;
import dev.holdfast.testkit.SettableTime;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tenants in memory. */
public final class MemoryTenants implements Tenants {
  private final MemoryDatabase database;
  private final Map<String, Tenant> rows;

  public MemoryTenants(MemoryDatabase database) {
    this.database = database;
    this.rows = database.table();
    rows.put(DEFAULT, new Tenant(DEFAULT, null, SettableTime.EPOCH));
  }

  @Override
  public boolean create(Tenant tenant) {
    return database.call(() -> rows.putIfAbsent(tenant.tenantId(), tenant) == null);
  }

  @Override
  public @Nullable Tenant find(String tenantId) {
    return database.call(() -> rows.get(tenantId));
  }

  @Override
  public Page<Tenant> list(int limit, @Nullable String cursor) {
    return database.call(() ->
        Pages.page(
            new ArrayList<>(rows.values()),
            tenant -> new Cursor(tenant.createdAt().toString(), tenant.tenantId()),
            true,
            limit,
            cursor));
  }
}

package dev.holdfast.testkit.store;

import dev.holdfast.application.port.out.ApiKeys;
import dev.holdfast.application.port.out.Tenants;

class MemoryAccessTest extends AccessConformance {
  private MemoryTenants tenants = new MemoryTenants(new MemoryDatabase());
  private ApiKeys keys = new MemoryApiKeys(new MemoryDatabase(), tenants);

  @Override
  protected ApiKeys keys() {
    return keys;
  }

  @Override
  protected Tenants tenants() {
    return tenants;
  }

  @Override
  protected void empty() {
    MemoryDatabase database = new MemoryDatabase();
    tenants = new MemoryTenants(database);
    keys = new MemoryApiKeys(database, tenants);
  }
}

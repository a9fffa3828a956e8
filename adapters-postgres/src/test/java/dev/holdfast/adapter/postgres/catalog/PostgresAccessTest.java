package dev.holdfast.adapter.postgres.catalog;

import dev.holdfast.adapter.postgres.TestDatabase;
import dev.holdfast.application.port.out.ApiKeys;
import dev.holdfast.application.port.out.Tenants;
import dev.holdfast.testkit.store.AccessConformance;
import org.junit.jupiter.api.AfterAll;

class PostgresAccessTest extends AccessConformance {
  private static final TestDatabase DATABASE = new TestDatabase();

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Override
  protected ApiKeys keys() {
    return new PostgresApiKeys(DATABASE.sessions);
  }

  @Override
  protected Tenants tenants() {
    return new PostgresTenants(DATABASE.sessions);
  }

  @Override
  protected void empty() {
    DATABASE.execute("delete from workflow_api_key");
    DATABASE.execute("delete from workflow_tenant where tenant_id <> 'default'");
  }
}

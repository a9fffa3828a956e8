package dev.holdfast.adapter.postgres.catalog;

import dev.holdfast.adapter.postgres.TestDatabase;
import dev.holdfast.application.port.out.RegisteredSchemas;
import dev.holdfast.testkit.store.RegisteredSchemasConformance;
import org.junit.jupiter.api.AfterAll;

class PostgresRegisteredSchemasTest extends RegisteredSchemasConformance {
  private static final TestDatabase DATABASE = new TestDatabase();

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Override
  protected RegisteredSchemas schemas() {
    return new PostgresRegisteredSchemas(DATABASE.sessions);
  }
}

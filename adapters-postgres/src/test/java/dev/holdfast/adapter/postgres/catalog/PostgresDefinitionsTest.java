package dev.holdfast.adapter.postgres.catalog;

import dev.holdfast.adapter.postgres.TestDatabase;
import dev.holdfast.application.port.out.Definitions;
import dev.holdfast.testkit.store.DefinitionsConformance;
import org.junit.jupiter.api.AfterAll;

class PostgresDefinitionsTest extends DefinitionsConformance {
  private static final TestDatabase DATABASE = new TestDatabase();

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Override
  protected Definitions definitions() {
    return new PostgresDefinitions(DATABASE.sessions, DATABASE.json);
  }
}

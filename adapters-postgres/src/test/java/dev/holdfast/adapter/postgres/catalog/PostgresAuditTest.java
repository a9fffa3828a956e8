package dev.holdfast.adapter.postgres.catalog;

import dev.holdfast.adapter.postgres.TestDatabase;
import dev.holdfast.application.port.out.Audit;
import dev.holdfast.application.port.out.UnitOfWork;
import dev.holdfast.testkit.store.AuditConformance;
import org.junit.jupiter.api.AfterAll;

class PostgresAuditTest extends AuditConformance {
  private static final TestDatabase DATABASE = new TestDatabase();

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Override
  protected Audit audit() {
    return new PostgresAudit(DATABASE.sessions, DATABASE.json);
  }

  @Override
  protected UnitOfWork unitOfWork() {
    return DATABASE.sessions;
  }
}

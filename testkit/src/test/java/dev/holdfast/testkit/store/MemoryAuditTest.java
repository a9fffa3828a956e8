package dev.holdfast.testkit.store;

import dev.holdfast.application.port.out.Audit;
import dev.holdfast.application.port.out.UnitOfWork;

class MemoryAuditTest extends AuditConformance {
  private final MemoryDatabase database = new MemoryDatabase();
  private final Audit audit = new MemoryAudit(database);

  @Override
  protected Audit audit() {
    return audit;
  }

  @Override
  protected UnitOfWork unitOfWork() {
    return database;
  }
}

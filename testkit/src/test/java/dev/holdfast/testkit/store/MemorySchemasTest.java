package dev.holdfast.testkit.store;

import dev.holdfast.application.port.out.RegisteredSchemas;

class MemorySchemasTest extends RegisteredSchemasConformance {
  private final RegisteredSchemas schemas = new MemorySchemas(new MemoryDatabase());

  @Override
  protected RegisteredSchemas schemas() {
    return schemas;
  }
}

package dev.holdfast.testkit.store;

import dev.holdfast.application.port.out.Definitions;

class MemoryDefinitionsTest extends DefinitionsConformance {
  private final MemoryDatabase database = new MemoryDatabase();
  private final Definitions definitions = new MemoryDefinitions(database, workflow -> false);

  @Override
  protected Definitions definitions() {
    return definitions;
  }
}

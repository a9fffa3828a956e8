package dev.holdfast.testkit.contract;

import dev.holdfast.application.service.PublishedWorkflows;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.testkit.memory.MemoryWorkflows;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A scenario's workflows as starts find them, by key or id. */
record ScriptedPublications(MemoryWorkflows workflows) implements PublishedWorkflows {
  @Override
  public Lookup find(String tenantId, String workflow, @Nullable Integer version) {
    String key = key(workflow);
    int newest = workflows.newest(key);
    if (newest == 0) return new Lookup.NoWorkflow();
    int wanted = version == null ? newest : version;
    Program program = workflows.program(key, wanted);
    if (program == null) return new Lookup.NoVersion(wanted);
    UUID id = MemoryWorkflows.idOf(key);
    boolean paused = workflows.isPaused(key);
    return new Lookup.Found(new Published(id, key, wanted, "scripted", paused, program, null));
  }

  private String key(String idOrKey) {
    for (String key : workflows.keys()) {
      if (MemoryWorkflows.idOf(key).toString().equals(idOrKey)) return key;
    }
    return idOrKey;
  }

  /** Scripts start runs themselves. */
  @Override
  public List<Published> triggeredBy(String tenantId, String eventName) {
    return List.of();
  }
}

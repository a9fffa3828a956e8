package dev.holdfast.application.service;

import dev.holdfast.application.port.out.JsonSchemas;
import dev.holdfast.domain.definition.Program;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Published versions as starting runs needs them, compiled and cached. Thread-safe. */
public interface PublishedWorkflows {
  /**
   * @param workflow id or key
   * @param version null means the newest published one
   */
  Lookup find(String tenantId, String workflow, @Nullable Integer version);

  /**
   * The newest published version of each workflow that has a trigger for this event, sorted by
   * workflow key.
   */
  List<Published> triggeredBy(String tenantId, String eventName);

  sealed interface Lookup {
    record Found(Published published) implements Lookup {}

    record NoWorkflow() implements Lookup {}

    record NoVersion(int version) implements Lookup {}

    record NothingPublished() implements Lookup {}
  }

  /**
   * @param payloadSchema the version's own snapshot, compiled; null accepts any object
   */
  record Published(
      UUID workflowId,
      String key,
      int version,
      String definitionHash,
      boolean paused,
      Program program,
      JsonSchemas.@Nullable Schema payloadSchema) {}
}

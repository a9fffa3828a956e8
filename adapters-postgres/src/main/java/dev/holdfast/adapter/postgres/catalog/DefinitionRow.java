package dev.holdfast.adapter.postgres.catalog;

import dev.holdfast.application.port.out.Definitions.Definition;
import dev.holdfast.application.port.out.Definitions.Settings;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code workflow_definition}.
 *
 * @param metadata JSON text
 */
public record DefinitionRow(
    UUID workflowId,
    String tenantId,
    String key,
    String name,
    long draftVersion,
    String draftDocument,
    @Nullable Integer publishedVersion,
    boolean paused,
    String metadata,
    Instant createdAt,
    String createdBy,
    Instant updatedAt,
    String updatedBy) {
  Definition definition(Map<String, @Nullable Object> metadata) {
    return new Definition(
        workflowId,
        tenantId,
        key,
        name,
        draftVersion,
        draftDocument,
        publishedVersion,
        new Settings(paused, metadata),
        createdAt,
        createdBy,
        updatedAt,
        updatedBy);
  }
}

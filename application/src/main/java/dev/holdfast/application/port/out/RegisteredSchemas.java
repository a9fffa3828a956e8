package dev.holdfast.application.port.out;

import dev.holdfast.application.view.Page;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The registry of payload schemas. A reference, once used, means the same schema for ever. Joins a
 * {@link UnitOfWork}. Thread-safe.
 *
 * @see StoreUnavailable thrown by every method when the database is away
 */
public interface RegisteredSchemas {
  /** Stores a schema, unless its reference is in use. Of two at once, one finds the other's. */
  Registration register(String tenantId, RegisteredSchema schema);

  /** Null when the tenant has no such reference. */
  @Nullable RegisteredSchema find(String tenantId, String schemaRef);

  /**
   * Newest first.
   *
   * @param limit 1 to 200
   * @throws dev.holdfast.application.view.CursorInvalid when the cursor is none of this list's
   */
  Page<RegisteredSchema> list(String tenantId, int limit, @Nullable String cursor);

  /**
   * @param schemaId a version 7 UUID; orders the list
   * @param schema JSON text
   * @param schemaHash SHA-256 of the canonical text; tells the same schema from another
   */
  record RegisteredSchema(
      UUID schemaId,
      String schemaRef,
      String schema,
      String schemaHash,
      Instant createdAt,
      String createdBy) {}

  sealed interface Registration {
    record Created() implements Registration {}

    /** The reference was there; equal or not, its hash tells. */
    record Existing(RegisteredSchema schema) implements Registration {}
  }
}

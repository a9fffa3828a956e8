package dev.holdfast.application.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A registered payload schema.
 *
 * @param schema a JSON Schema: an object or a boolean
 */
public record SchemaView(String schemaRef, @Nullable Object schema, Instant createdAt) {}

package dev.holdfast.application.service;

import dev.holdfast.application.port.in.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Registered payload schemas, compiled and cached. Thread-safe. */
public interface PayloadSchemas {
  /** Null when the payload is fine; a refusal for an unknown schema as well. */
  @Nullable Refusal violations(
      String tenantId, String schemaRef, Map<String, @Nullable Object> payload);
}

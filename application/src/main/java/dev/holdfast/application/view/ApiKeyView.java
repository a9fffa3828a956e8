package dev.holdfast.application.view;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key without its text.
 *
 * @param deployment may name other tenants and manage them
 * @param permissions as granted, by their texts
 * @param expiresAt from this instant on it is worth nothing; null means never
 */
public record ApiKeyView(
    UUID keyId,
    String tenantId,
    String name,
    List<String> permissions,
    boolean deployment,
    Instant createdAt,
    String createdBy,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt) {
  public ApiKeyView {
    permissions = List.copyOf(permissions);
  }
}

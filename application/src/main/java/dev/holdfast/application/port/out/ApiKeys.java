package dev.holdfast.application.port.out;

import dev.holdfast.application.view.Page;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * API keys, of which only a hash is kept. Joins a {@link UnitOfWork}. Thread-safe.
 *
 * @see StoreUnavailable thrown by every method when the database is away
 */
public interface ApiKeys {
  /**
   * @param secretHash SHA-256 of the secret, 64 lower-case hex digits
   * @throws IllegalStateException when the tenant does not exist or the id is in use
   */
  void add(ApiKey key, String secretHash);

  /**
   * Adds the first key of an installation; of several nodes that try at once, one does.
   *
   * @return false when there is a key, revoked or not
   */
  boolean addFirst(ApiKey key, String secretHash);

  /** The key with this secret, expired and revoked ones too; null when there is none. */
  @Nullable ApiKey bySecret(String secretHash);

  /**
   * Newest first, revoked ones too.
   *
   * @param tenantId null lists those of all tenants
   * @param limit 1 to 200
   * @throws dev.holdfast.application.view.CursorInvalid when the cursor is none of this list's
   */
  Page<ApiKey> list(@Nullable String tenantId, int limit, @Nullable String cursor);

  /**
   * Ends a key for ever; a repeat changes nothing.
   *
   * @param tenantId null means whatever tenant it is of
   * @return the key as it now is; null when there is none
   */
  @Nullable ApiKey revoke(@Nullable String tenantId, UUID keyId, Instant at);

  /**
   * @param keyId a version 7 UUID; orders the list
   * @param permissions as they were granted, by their texts
   * @param deployment may name other tenants and manage them
   * @param expiresAt from this instant on it is worth nothing; null means never
   */
  record ApiKey(
      UUID keyId,
      String tenantId,
      String name,
      List<String> permissions,
      boolean deployment,
      Instant createdAt,
      String createdBy,
      @Nullable Instant expiresAt,
      @Nullable Instant revokedAt) {
    public ApiKey {
      permissions = List.copyOf(permissions);
    }
  }
}

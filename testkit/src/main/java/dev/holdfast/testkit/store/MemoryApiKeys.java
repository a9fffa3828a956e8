package dev.holdfast.testkit.store;

import dev.holdfast.application.port.out.ApiKeys;
import dev.holdfast.application.view.Cursor;
import dev.holdfast.application.view.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** API keys in memory. */
public final class MemoryApiKeys implements ApiKeys {
  private final MemoryDatabase database;
  private final MemoryTenants tenants;
  private final Map<String, ApiKey> byHash;

  public MemoryApiKeys(MemoryDatabase database, MemoryTenants tenants) {
    this.database = database;
    this.tenants = tenants;
    this.byHash = database.table();
  }

  @Override
  public void add(ApiKey key, String secretHash) {
    database.call(() -> {
      if (tenants.find(key.tenantId()) == null) {
        throw new IllegalStateException("expected the tenant " + key.tenantId());
      }
      if (hashOf(key.keyId()) != null || byHash.putIfAbsent(secretHash, key) != null) {
        throw new IllegalStateException("expected a new key, but " + key.keyId());
      }
      return key;
    });
  }

  @Override
  public boolean addFirst(ApiKey key, String secretHash) {
    return database.call(() -> {
      if (!byHash.isEmpty()) return false;
      byHash.put(secretHash, key);
      return true;
    });
  }

  @Override
  public @Nullable ApiKey bySecret(String secretHash) {
    return database.call(() -> byHash.get(secretHash));
  }

  @Override
  public Page<ApiKey> list(@Nullable String tenantId, int limit, @Nullable String cursor) {
    return database.call(() -> {
      List<ApiKey> keys = new ArrayList<>(byHash.values());
      keys.removeIf(key -> tenantId != null && !key.tenantId().equals(tenantId));
      return Pages.page(keys, key -> new Cursor("", key.keyId().toString()), true, limit, cursor);
    });
  }

  @Override
  public @Nullable ApiKey revoke(@Nullable String tenantId, UUID keyId, Instant at) {
    return database.call(() -> {
      String hash = hashOf(keyId);
      ApiKey key = hash == null ? null : byHash.get(hash);
      if (hash == null || key == null) return null;
      if (tenantId != null && !key.tenantId().equals(tenantId)) return null;
      ApiKey revoked = key.revokedAt() == null ? revoked(key, at) : key;
      byHash.put(hash, revoked);
      return revoked;
    });
  }

  private @Nullable String hashOf(UUID keyId) {
    for (Map.Entry<String, ApiKey> row : byHash.entrySet()) {
      if (row.getValue().keyId().equals(keyId)) return row.getKey();
    }
    return null;
  }

  private static ApiKey revoked(ApiKey key, Instant at) {
    return new ApiKey(
        key.keyId(),
        key.tenantId(),
        key.name(),
        key.permissions(),
        key.deployment(),
        key.createdAt(),
        key.createdBy(),
        key.expiresAt(),
        at);
  }
}

package dev.holdfast.adapter.postgres.catalog;

import dev.holdfast.adapter.postgres.Paging;
import dev.holdfast.adapter.postgres.Sessions;
import dev.holdfast.application.port.out.ApiKeys;
import dev.holdfast.application.view.Cursor;
import dev.holdfast.application.view.Page;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link ApiKeys} in PostgreSQL. */
public final class PostgresApiKeys implements ApiKeys {
  private final Sessions sessions;

  public PostgresApiKeys(Sessions sessions) {
    this.sessions = sessions;
  }

  private <T extends @Nullable Object> T with(Function<ApiKeyStatements, T> statements) {
    return sessions.with(ApiKeyStatements.class, statements);
  }

  @Override
  public void add(ApiKey key, String secretHash) {
    with(sql -> {
      sql.insert(key, secretHash);
      return null;
    });
  }

  @Override
  public boolean addFirst(ApiKey key, String secretHash) {
    return sessions.inTransaction(() ->
        with(sql -> {
          sql.lock();
          if (sql.exists()) return false;
          sql.insert(key, secretHash);
          return true;
        }));
  }

  @Override
  public @Nullable ApiKey bySecret(String secretHash) {
    return with(sql -> sql.bySecret(secretHash));
  }

  @Override
  public Page<ApiKey> list(@Nullable String tenantId, int limit, @Nullable String cursor) {
    Cursor after = Paging.after(cursor);
    UUID before = after == null ? null : after.uuid();
    int rows = Paging.rows(limit);
    List<ApiKey> found = with(sql -> sql.list(tenantId, before, rows));
    return Paging.page(found, limit, key -> key, key -> new Cursor(key.createdAt(), key.keyId()));
  }

  @Override
  public @Nullable ApiKey revoke(@Nullable String tenantId, UUID keyId, Instant at) {
    return sessions.inTransaction(
        () -> with(sql -> sql.revoke(tenantId, keyId, at) == 0 ? null : sql.byId(keyId)));
  }
}

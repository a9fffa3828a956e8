package dev.holdfast.application.port.out;

import dev.holdfast.application.view.Page;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The tenants of an installation; {@value #DEFAULT} always exists. Joins a {@link UnitOfWork}.
 * Thread-safe.
 *
 * @see StoreUnavailable thrown by every method when the database is away
 */
public interface Tenants {
  String DEFAULT = "default";

  /**
   * @return false when the id is in use; then nothing changes
   */
  boolean create(Tenant tenant);

  /** Null when there is none. */
  @Nullable Tenant find(String tenantId);

  /**
   * Newest first.
   *
   * @param limit 1 to 200
   * @throws dev.holdfast.application.view.CursorInvalid when the cursor is none of this list's
   */
  Page<Tenant> list(int limit, @Nullable String cursor);

  /**
   * @param name for people; null when none was given
   */
  record Tenant(String tenantId, @Nullable String name, Instant createdAt) {}
}

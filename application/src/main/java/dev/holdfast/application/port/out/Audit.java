package dev.holdfast.application.port.out;

import dev.holdfast.application.view.Page;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who changed what. Rows are only added, and in the {@link UnitOfWork} of the change they tell of.
 * Thread-safe.
 *
 * @see StoreUnavailable thrown by every method when the database is away
 */
public interface Audit {
  void append(AuditRow row);

  /**
   * Newest first.
   *
   * @param limit 1 to 200
   * @throws dev.holdfast.application.view.CursorInvalid when the cursor is none of this list's
   */
  Page<AuditRow> list(String tenantId, Filter filter, int limit, @Nullable String cursor);

  /**
   * @param auditId a version 7 UUID; orders the list
   * @param action such as {@code definition.published}
   * @param objectType such as {@code definition}
   * @param objectId as text
   * @param reason as somebody gave it; null when none was asked for
   * @param details JSON values; no secrets
   */
  record AuditRow(
      UUID auditId,
      String tenantId,
      Instant at,
      String principal,
      String action,
      String objectType,
      String objectId,
      @Nullable String reason,
      Map<String, @Nullable Object> details) {}

  /**
   * Which rows to list; null members do not filter.
   *
   * @param from inclusive
   * @param to exclusive
   */
  record Filter(
      @Nullable String objectType,
      @Nullable String objectId,
      @Nullable Instant from,
      @Nullable Instant to) {}
}

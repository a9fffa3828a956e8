package dev.holdfast.application.service;

import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.out.Audit;
import dev.holdfast.application.port.out.Audit.AuditRow;
import dev.holdfast.application.port.out.Ids;
import dev.holdfast.application.view.AuditView;
import dev.holdfast.application.view.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the rows that tell who changed what, inside the change's unit of work. */
public final class AuditTrail {
  private final Audit audit;
  private final Ids ids;

  public AuditTrail(Audit audit, Ids ids) {
    this.audit = audit;
    this.ids = ids;
  }

  /**
   * @param action its part before the dot is the type of the object
   */
  void write(
      Caller caller,
      Instant at,
      String action,
      String objectId,
      Map<String, @Nullable Object> details) {
    String objectType = action.substring(0, action.indexOf('.'));
    audit.append(
        new AuditRow(
            ids.next(),
            caller.tenantId(),
            at,
            caller.principal(),
            action,
            objectType,
            objectId,
            null,
            details));
  }

  /** Rows about one object, newest first. */
  Page<AuditView> list(
      String tenantId, String objectType, String objectId, int limit, @Nullable String cursor) {
    Page<AuditRow> page =
        audit.list(tenantId, new Audit.Filter(objectType, objectId, null, null), limit, cursor);
    List<AuditView> views = new ArrayList<>();
    for (AuditRow row : page.items()) {
      views.add(
          new AuditView(
              row.auditId(), row.at(), row.principal(), row.action(), row.reason(), row.details()));
    }
    return new Page<>(views, page.nextCursor());
  }
}

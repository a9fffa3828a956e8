package dev.holdfast.adapter.postgres.catalog;

import dev.holdfast.application.port.out.Audit.Filter;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** The statements of {@link PostgresAudit}. */
public interface AuditStatements {
  /**
   * A row of {@code workflow_audit}.
   *
   * @param details JSON text
   */
  record Row(
      UUID auditId,
      String tenantId,
      Instant at,
      String principal,
      String action,
      String objectType,
      String objectId,
      @Nullable String reason,
      String details) {}

  @Insert(
      """
      insert into workflow_audit
        (audit_id, tenant_id, at, principal, action, object_type, object_id, reason, details)
      values (#{auditId}, #{tenantId}, #{at}, #{principal}, #{action}, #{objectType}, #{objectId},
              #{reason}, #{details})
      """)
  void insert(Row row);

  @Select(
      """
      <script>
      select audit_id, tenant_id, at, principal, action, object_type, object_id, reason, details
      from workflow_audit where tenant_id = #{tenantId}
      <if test="filter.objectType() != null">and object_type = #{filter.objectType}</if>
      <if test="filter.objectId() != null">and object_id = #{filter.objectId}</if>
      <if test="filter.from() != null">and at &gt;= #{filter.from}</if>
      <if test="filter.to() != null">and at &lt; #{filter.to}</if>
      <if test="before != null">and audit_id &lt; #{before}</if>
      order by audit_id desc limit #{rows}
      </script>\
      """)
  List<Row> list(String tenantId, Filter filter, @Nullable UUID before, int rows);
}

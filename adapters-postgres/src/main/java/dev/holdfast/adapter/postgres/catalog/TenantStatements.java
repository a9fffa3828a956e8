package dev.holdfast.adapter.postgres.catalog;

import dev.holdfast.application.port.out.Tenants.Tenant;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** The statements of {@link PostgresTenants}. */
public interface TenantStatements {
  /** 0 when the id is in use. */
  @Insert(
      """
      insert into workflow_tenant (tenant_id, name, created_at)
      values (#{tenantId}, #{name}, #{createdAt}) on conflict (tenant_id) do nothing
      """)
  int insert(Tenant tenant);

  @Select("select tenant_id, name, created_at from workflow_tenant where tenant_id = #{tenantId}")
  @Nullable Tenant find(String tenantId);

  @Select(
      """
      <script>
      select tenant_id, name, created_at from workflow_tenant
      <if test="at != null">where (created_at, tenant_id) &lt; (#{at}, #{id})</if>
      order by created_at desc, tenant_id desc limit #{rows}
      </script>\
      """)
  List<Tenant> list(@Nullable Instant at, @Nullable String id, int rows);
}

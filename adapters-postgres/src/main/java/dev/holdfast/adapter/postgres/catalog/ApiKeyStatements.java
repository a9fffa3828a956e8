package dev.holdfast.adapter.postgres.catalog;

import dev.holdfast.application.port.out.ApiKeys.ApiKey;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** The statements of {@link PostgresApiKeys}. */
public interface ApiKeyStatements {
  String COLUMNS =
      """
       key_id, tenant_id, name, permissions, deployment, created_at, created_by, expires_at,
       revoked_at
      """;

  @Insert(
      """
      insert into workflow_api_key
        (key_id, tenant_id, secret_hash, name, permissions, deployment, created_at, created_by,
         expires_at, revoked_at)
      values (#{k.keyId}, #{k.tenantId}, #{secretHash}, #{k.name},
              #{k.permissions,typeHandler=dev.holdfast.adapter.postgres.mapping.TextsHandler},
              #{k.deployment}, #{k.createdAt}, #{k.createdBy}, #{k.expiresAt}, #{k.revokedAt})
      """)
  void insert(ApiKey k, String secretHash);

  /** Only one transaction at a time may look whether there is a key. */
  @Update("lock table workflow_api_key in share row exclusive mode")
  void lock();

  @Select("select exists (select 1 from workflow_api_key)")
  boolean exists();

  @Select("select" + COLUMNS + "from workflow_api_key where secret_hash = #{secretHash}")
  @Nullable ApiKey bySecret(String secretHash);

  @Select(
      "<script>select"
          + COLUMNS
          + """
          from workflow_api_key
          <where>
            <if test="tenantId != null">tenant_id = #{tenantId}</if>
            <if test="before != null">and key_id &lt; #{before}</if>
          </where>
          order by key_id desc limit #{rows}
          </script>\
          """)
  List<ApiKey> list(@Nullable String tenantId, @Nullable UUID before, int rows);

  @Update(
      """
      <script>
      update workflow_api_key set revoked_at = coalesce(revoked_at, #{at})
      where key_id = #{keyId}
      <if test="tenantId != null">and tenant_id = #{tenantId}</if>
      </script>\
      """)
  int revoke(@Nullable String tenantId, UUID keyId, Instant at);

  @Select("select" + COLUMNS + "from workflow_api_key where key_id = #{keyId}")
  @Nullable ApiKey byId(UUID keyId);
}

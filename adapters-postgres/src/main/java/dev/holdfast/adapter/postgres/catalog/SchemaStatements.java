package dev.holdfast.adapter.postgres.catalog;

import dev.holdfast.application.port.out.RegisteredSchemas.RegisteredSchema;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** The statements of {@link PostgresRegisteredSchemas}. */
public interface SchemaStatements {
  String COLUMNS = " schema_id, schema_ref, schema, schema_hash, created_at, created_by ";

  /** 0 when the reference is in use. */
  @Insert(
      """
      insert into workflow_payload_schema
        (tenant_id, schema_ref, schema_id, schema, schema_hash, created_at, created_by)
      values (#{tenantId}, #{s.schemaRef}, #{s.schemaId}, #{s.schema}, #{s.schemaHash},
              #{s.createdAt}, #{s.createdBy})
      on conflict (tenant_id, schema_ref) do nothing
      """)
  int insert(String tenantId, RegisteredSchema s);

  @Select(
      "select"
          + COLUMNS
          + """
          from workflow_payload_schema
          where tenant_id = #{tenantId} and schema_ref = #{schemaRef}
          """)
  @Nullable RegisteredSchema find(String tenantId, String schemaRef);

  @Select(
      "<script>select"
          + COLUMNS
          + """
          from workflow_payload_schema where tenant_id = #{tenantId}
          <if test="before != null">and schema_id &lt; #{before}</if>
          order by schema_id desc limit #{rows}
          </script>\
          """)
  List<RegisteredSchema> list(String tenantId, @Nullable UUID before, int rows);
}

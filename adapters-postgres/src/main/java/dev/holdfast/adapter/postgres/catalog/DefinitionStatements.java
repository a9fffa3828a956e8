package dev.holdfast.adapter.postgres.catalog;

import dev.holdfast.application.port.out.Definitions.DraftText;
import dev.holdfast.application.port.out.Definitions.Filter;
import dev.holdfast.application.port.out.Definitions.NewVersion;
import dev.holdfast.application.port.out.Definitions.TriggeredVersion;
import dev.holdfast.application.port.out.Definitions.Version;
import dev.holdfast.application.port.out.Definitions.VersionFacts;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** The statements of {@link PostgresDefinitions}. */
public interface DefinitionStatements {
  String COLUMNS =
      """
       workflow_id, tenant_id, key, name, draft_version, draft_document, published_version, paused,
       metadata, created_at, created_by, updated_at, updated_by
      """;
  String THE_LIVE_ONE =
      " where tenant_id = #{tenantId} and workflow_id = #{workflowId} and deleted_at is null ";

  /** 0 when the key is in use. */
  @Insert(
      """
      insert into workflow_definition
        (workflow_id, tenant_id, key, name, draft_version, draft_document, paused, metadata,
         created_at, created_by, updated_at, updated_by)
      values (#{workflowId}, #{tenantId}, #{key}, #{name}, #{draftVersion}, #{draftDocument},
              #{paused}, #{metadata}, #{createdAt}, #{createdBy}, #{updatedAt}, #{updatedBy})
      on conflict (tenant_id, key) where deleted_at is null do nothing
      """)
  int insert(DefinitionRow row);

  @Select(
      """
      select key from workflow_definition
      where tenant_id = #{tenantId} and starts_with(key, #{prefix}) and deleted_at is null
      """)
  List<String> keysWith(String tenantId, String prefix);

  @Select("select" + COLUMNS + "from workflow_definition" + THE_LIVE_ONE)
  @Nullable DefinitionRow byId(String tenantId, UUID workflowId);

  @Select(
      "select"
          + COLUMNS
          + """
          from workflow_definition
          where tenant_id = #{tenantId} and key = #{key} and deleted_at is null
          """)
  @Nullable DefinitionRow byKey(String tenantId, String key);

  @Select("select" + COLUMNS + "from workflow_definition" + THE_LIVE_ONE + "for update")
  @Nullable DefinitionRow locked(String tenantId, UUID workflowId);

  /** 0 when there is no such draft version. */
  @Update(
      """
      update workflow_definition
      set name = #{draft.name}, draft_document = #{draft.document},
          draft_version = draft_version + 1,
          updated_at = greatest(updated_at, #{draft.at}), updated_by = #{draft.principal}
      where tenant_id = #{tenantId} and workflow_id = #{workflowId} and deleted_at is null
        and draft_version = #{expected}
      """)
  int updateDraft(String tenantId, UUID workflowId, long expected, DraftText draft);

  @Insert(
      """
      insert into workflow_version
        (workflow_id, version, tenant_id, document, shown, definition_hash, semantics_id,
         payload_schema_ref, payload_schema, published_at, published_by)
      values (#{workflowId}, #{number}, #{tenantId}, #{v.document}, #{v.shown},
              #{v.definitionHash}, #{v.semanticsId}, #{v.payloadSchemaRef}, #{v.payloadSchema},
              #{v.at}, #{v.principal})
      """)
  void insertVersion(String tenantId, UUID workflowId, int number, NewVersion v);

  @Update(
      "update workflow_definition set published_version = #{number}, "
          + "updated_at = greatest(updated_at, #{at}), updated_by = #{principal}"
          + THE_LIVE_ONE)
  void updatePublished(String tenantId, UUID workflowId, int number, Instant at, String principal);

  @Delete("delete from workflow_trigger where workflow_id = #{workflowId}")
  void deleteTriggers(UUID workflowId);

  @Insert(
      """
      insert into workflow_trigger (tenant_id, event_name, workflow_id)
      select distinct #{tenantId}, e, #{workflowId}::uuid
      from unnest(#{events,typeHandler=dev.holdfast.adapter.postgres.mapping.TextsHandler}) e
      """)
  void insertTriggers(String tenantId, UUID workflowId, List<String> events);

  @Select(
      """
      select workflow_id, version, document, shown, definition_hash, semantics_id,
             payload_schema_ref, payload_schema, published_at, published_by
      from workflow_version
      where tenant_id = #{tenantId} and workflow_id = #{workflowId} and version = #{version}
      """)
  @Nullable Version version(String tenantId, UUID workflowId, int version);

  @Select(
      """
      select version, definition_hash, published_at, published_by from workflow_version
      where tenant_id = #{tenantId} and workflow_id = #{workflowId} order by version desc
      """)
  List<VersionFacts> versions(String tenantId, UUID workflowId);

  @Select(
      """
      select d.workflow_id, d.key, d.published_version as version
      from workflow_trigger t join workflow_definition d on d.workflow_id = t.workflow_id
      where t.tenant_id = #{tenantId} and t.event_name = #{eventName} and d.deleted_at is null
      order by d.key
      """)
  List<TriggeredVersion> triggeredBy(String tenantId, String eventName);

  @Update(
      "update workflow_definition set paused = #{paused}, metadata = #{metadata}, "
          + "updated_at = greatest(updated_at, #{at}), updated_by = #{principal}"
          + THE_LIVE_ONE)
  int updateSettings(
      String tenantId,
      UUID workflowId,
      boolean paused,
      String metadata,
      Instant at,
      String principal);

  @Select(
      """
      select exists (select 1 from workflow_run
        where tenant_id = #{tenantId} and workflow_id = #{workflowId} and completed_at is null)
      """)
  boolean hasLiveRuns(String tenantId, UUID workflowId);

  @Update(
      "update workflow_definition set deleted_at = #{at}, updated_at = greatest(updated_at, #{at}),"
          + " updated_by = #{principal}"
          + THE_LIVE_ONE)
  void markDeleted(String tenantId, UUID workflowId, Instant at, String principal);

  /** Rows after the place, of which the members fitting the order are set. */
  @Select(
      "<script>select"
          + COLUMNS
          + """
          from workflow_definition where tenant_id = #{tenantId} and deleted_at is null
          <if test="pattern != null">
            and (key like #{pattern} or lower(name) like lower(#{pattern}))
          </if>
          <if test="filter.published() != null">
            and (published_version is not null) = #{filter.published}
          </if>
          <if test="filter.triggerEvent() != null">
            and workflow_id in (select workflow_id from workflow_trigger
              where tenant_id = #{tenantId} and event_name = #{filter.triggerEvent})
          </if>
          <choose>
            <when test="filter.sort().name() == 'NEWEST_FIRST'">
              <if test="id != null">
                and (created_at, workflow_id) &lt; (#{at}, #{id})
              </if>
              order by created_at desc, workflow_id desc
            </when>
            <when test="filter.sort().name() == 'RECENTLY_UPDATED_FIRST'">
              <if test="id != null">
                and (updated_at, workflow_id) &lt; (#{at}, #{id})
              </if>
              order by updated_at desc, workflow_id desc
            </when>
            <otherwise>
              <if test="key != null">and key &gt; #{key}</if>
              order by key
            </otherwise>
          </choose>
          limit #{rows}
          </script>\
          """)
  List<DefinitionRow> list(
      String tenantId,
      Filter filter,
      @Nullable String pattern,
      @Nullable Instant at,
      @Nullable UUID id,
      @Nullable String key,
      int rows);
}

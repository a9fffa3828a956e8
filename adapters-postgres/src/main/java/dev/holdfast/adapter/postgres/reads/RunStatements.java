package dev.holdfast.adapter.postgres.reads;

import dev.holdfast.application.port.out.RunReads.StartedBefore;
import dev.holdfast.application.view.CommandView;
import dev.holdfast.application.view.RunFilter;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Arg;
import org.apache.ibatis.annotations.ConstructorArgs;
import org.apache.ibatis.annotations.ResultMap;
import org.apache.ibatis.annotations.Results;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** The statements of {@link PostgresRunReads}. */
public interface RunStatements {
  /** An accepted cancel is seen at once, though the run may not have folded it yet. */
  String COLUMNS =
      """
       run_id, workflow_id, workflow_key, workflow_version, tenant_id, status, state_tag, tags,
       engine, node_path, replay_of, trigger_type, trigger_event_id,
       parent_run_id, root_run_id, attached, started_at, updated_at, completed_at, stuck_message,
       control,
       coalesce(cancel_requested_at,
         (select min(c.at) from workflow_run_command c
          where c.run_id = workflow_run.run_id and c.kind = 'cancel' and c.folded_at is null))
         as cancel_requested_at
      """;

  String WAIT_COLUMNS =
      """
       run_id, wait_id, type, status, step_path, execution_path, attempt, event_name,
       correlation_key, filters, due_at, created_at, resolved_at, resolved_by
      """;

  /**
   * By the key alone, the tenant checked afterwards: a plan made while the table was empty may
   * otherwise walk the tenant's whole list for every read, and stay. Columns are named one by one
   * because matching so many names to a constructor's costs more than the statement.
   */
  @ConstructorArgs({
    @Arg(column = "run_id", javaType = UUID.class),
    @Arg(column = "workflow_id", javaType = UUID.class),
    @Arg(column = "workflow_key", javaType = String.class),
    @Arg(column = "workflow_version", javaType = int.class),
    @Arg(column = "tenant_id", javaType = String.class),
    @Arg(column = "status", javaType = int.class),
    @Arg(column = "state_tag", javaType = String.class),
    @Arg(column = "tags", javaType = String.class),
    @Arg(column = "engine", javaType = String.class),
    @Arg(column = "node_path", javaType = String.class),
    @Arg(column = "cancel_requested_at", javaType = Instant.class),
    @Arg(column = "replay_of", javaType = UUID.class),
    @Arg(column = "trigger_type", javaType = String.class),
    @Arg(column = "trigger_event_id", javaType = String.class),
    @Arg(column = "parent_run_id", javaType = UUID.class),
    @Arg(column = "root_run_id", javaType = UUID.class),
    @Arg(column = "attached", javaType = boolean.class),
    @Arg(column = "started_at", javaType = Instant.class),
    @Arg(column = "updated_at", javaType = Instant.class),
    @Arg(column = "completed_at", javaType = Instant.class),
    @Arg(column = "stuck_message", javaType = String.class),
    @Arg(column = "control", javaType = byte[].class),
    @Arg(column = "data", javaType = byte[].class)
  })
  @Results(id = "run")
  @Select(
      """
      with one as materialized (select * from workflow_run where run_id = #{runId})
      select\
      """
          + COLUMNS
          + ", data from one as workflow_run where tenant_id = #{tenantId}")
  @Nullable RunRow run(String tenantId, UUID runId);

  /**
   * Runs that pass the filter, from a place in the order on.
   *
   * @param workflowId of the filter, when it is one
   * @param runId of the search, when it is one
   * @param statuses their codes; empty for all
   */
  @ResultMap("run")
  @Select(
      "<script>select"
          + COLUMNS
          + """
          , null::bytea as data
          from workflow_run where tenant_id = #{tenantId}
          <if test="!statuses.isEmpty()">
            and status in
            <foreach collection="statuses" item="code" open="(" separator="," close=")">
              #{code}
            </foreach>
          </if>
          <choose>
            <when test="workflowId != null">and workflow_id = #{workflowId}</when>
            <when test="filter.workflow() != null">and workflow_key = #{filter.workflow}</when>
          </choose>
          <if test="filter.version() != null">and workflow_version = #{filter.version}</if>
          <if test="filter.engine() != null">and engine = #{filter.engine}</if>
          <if test="filter.state() != null">and state_tag = #{filter.state}</if>
          <if test="filter.tag() != null">
            and tags ->> #{filter.tag.name} = #{filter.tag.value}
          </if>
          <if test="filter.parentRunId() != null">
            and parent_run_id = #{filter.parentRunId}
          </if>
          <if test="filter.search() != null">
            and run_id in (
              select w.run_id from workflow_wait w
              where w.tenant_id = #{tenantId} and w.correlation_key = #{filter.search}
              <if test="runId != null">union all select #{runId}::uuid</if>)
          </if>
          <if test="filter.from() != null">and started_at &gt;= #{filter.from}</if>
          <if test="filter.to() != null">and started_at &lt; #{filter.to}</if>
          <choose>
            <when test="filter.sort().name() == 'NEWEST_FIRST'">
              <if test="at != null">and (started_at, run_id) &lt; (#{at}, #{id})</if>
              order by started_at desc, run_id desc
            </when>
            <otherwise>
              <if test="at != null">and (started_at, run_id) &gt; (#{at}, #{id})</if>
              order by started_at, run_id
            </otherwise>
          </choose>
          limit #{rows}
          </script>\
          """)
  List<RunRow> list(
      String tenantId,
      RunFilter filter,
      List<Integer> statuses,
      @Nullable UUID workflowId,
      @Nullable UUID runId,
      @Nullable Instant at,
      @Nullable UUID id,
      int rows);

  /** How many runs have a status. */
  record StatusCount(int status, long runs) {}

  @Select(
      """
      <script>
      select status, count(*) as runs from workflow_run where tenant_id = #{tenantId}
      <choose>
        <when test="workflowId != null">and workflow_id = #{workflowId}</when>
        <when test="workflow != null">and workflow_key = #{workflow}</when>
      </choose>
      group by status
      </script>\
      """)
  List<StatusCount> countByStatus(
      String tenantId, @Nullable String workflow, @Nullable UUID workflowId);

  @Select(
      """
      select run_id, request_hash from workflow_run
      where tenant_id = #{tenantId} and start_key = #{startKey}
      """)
  @Nullable StartedBefore startedUnder(String tenantId, String startKey);

  /**
   * Rows that hold entries after a sequence and up to another; the first and the last may hold
   * others too.
   */
  @Select(
      """
      with one as materialized (select tenant_id from workflow_run where run_id = #{runId})
      select entries from workflow_run_history
      where run_id = #{runId}
        and exists (select 1 from one where tenant_id = #{tenantId})
        and first_seq >= coalesce(
          (select max(first_seq) from workflow_run_history
           where run_id = #{runId} and first_seq <= #{after} + 1), 0)
        and last_seq > #{after} and first_seq <= #{last}
      order by first_seq limit #{rows}
      """)
  List<byte[]> entries(String tenantId, UUID runId, long after, long last, int rows);

  /**
   * Rows that hold the noted ends of attempts.
   *
   * @param keys numbers, as text
   */
  @Select(
      """
      with one as materialized (select tenant_id from workflow_run where run_id = #{runId})
      select entries from workflow_run_history
      where run_id = #{runId}
        and exists (select 1 from one where tenant_id = #{tenantId})
        and first_seq in (
          select (select max(h.first_seq) from workflow_run_history h
                  where h.run_id = #{runId} and h.first_seq <= e.seq)
          from workflow_run_attempt_end e
          where e.run_id = #{runId}
            and e.attempt_key = any(
              #{keys,typeHandler=dev.holdfast.adapter.postgres.mapping.TextsHandler}::bigint[]))
      order by first_seq
      """)
  List<byte[]> rowsOfEnds(String tenantId, UUID runId, List<String> keys);

  @Select(
      "select"
          + WAIT_COLUMNS
          + """
          from workflow_wait where run_id = #{runId} and tenant_id = #{tenantId}
          order by created_at, execution_path, attempt
          """)
  List<WaitRow> waits(String tenantId, UUID runId);

  /** The open waits of many runs. */
  @Select(
      "select"
          + WAIT_COLUMNS
          + """
          from workflow_wait
          where run_id = any(#{runIds,typeHandler=dev.holdfast.adapter.postgres.mapping.UuidsHandler})
            and status = 0
          order by created_at, execution_path, attempt
          """)
  List<WaitRow> openWaits(List<UUID> runIds);

  @Select(
      """
      select command_id, kind, principal, reason, at, folded_at, refusal, message
      from workflow_run_command
      where run_id = #{runId} and tenant_id = #{tenantId} and kind <> 'callback'
      order by arrival
      """)
  List<CommandView> commands(String tenantId, UUID runId);

  /** A row of {@code workflow_late_result}. */
  @SuppressWarnings("ArrayRecordComponent") // a row, never compared
  record LateRow(long lateId, UUID callId, int attempt, Instant at, String reason, byte[] answer) {}

  @Select(
      """
      select late_id, call_id, attempt, at, reason, answer from workflow_late_result
      where run_id = #{runId} and tenant_id = #{tenantId} and late_id > #{after}
      order by late_id limit #{limit}
      """)
  List<LateRow> lateResults(String tenantId, UUID runId, long after, int limit);
}

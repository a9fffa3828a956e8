package dev.holdfast.adapter.postgres.reads;

import dev.holdfast.application.view.EventFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** The statements of {@link PostgresEventReads}. */
public interface EventStatements {
  String COLUMNS =
      """
       arrival, event_id, event_name, correlation_key, other_keys, payload, payload_schema_ref,
       source, occurred_at, received_at
      """;

  /** A row of {@code workflow_event}. */
  @SuppressWarnings("ArrayRecordComponent") // a row, never compared
  record EventRow(
      long arrival,
      String eventId,
      String eventName,
      @Nullable String correlationKey,
      @Nullable List<String> otherKeys,
      byte[] payload,
      @Nullable String payloadSchemaRef,
      @Nullable String source,
      @Nullable Instant occurredAt,
      Instant receivedAt) {
    List<String> keys() {
      List<String> keys = new ArrayList<>();
      if (correlationKey != null) keys.add(correlationKey);
      if (otherKeys != null) keys.addAll(otherKeys);
      return keys;
    }
  }

  /** A row of {@code workflow_event_delivery}. */
  record DeliveryRow(
      UUID deliveryId,
      int state,
      @Nullable String reason,
      @Nullable UUID runId,
      @Nullable UUID waitId,
      @Nullable String workflowKey) {}

  /** How many events have a name. */
  record NameCount(String eventName, long events) {}

  @Select(
      "select"
          + COLUMNS
          + "from workflow_event where tenant_id = #{tenantId} and event_id = #{eventId}")
  @Nullable EventRow event(String tenantId, String eventId);

  @Select(
      """
      select delivery_id, state, reason, run_id, wait_id, workflow_key
      from workflow_event_delivery where arrival = #{arrival} order by created_at, delivery_id
      """)
  List<DeliveryRow> deliveries(long arrival);

  /** Events that pass the filter and arrived before a place. */
  @Select(
      "<script>select"
          + COLUMNS
          + """
          from workflow_event e where tenant_id = #{tenantId}
          <if test="filter.eventName() != null">and event_name = #{filter.eventName}</if>
          <choose>
            <when test="filter.correlationKey() != null and filter.eventName() != null">
              and arrival in (
                select k.arrival from workflow_event k
                where k.tenant_id = #{tenantId} and k.event_name = #{filter.eventName}
                  and k.correlation_key = #{filter.correlationKey}
                union all
                select o.arrival from workflow_event_key o
                where o.tenant_id = #{tenantId} and o.event_name = #{filter.eventName}
                  and o.correlation_key = #{filter.correlationKey})
            </when>
            <when test="filter.correlationKey() != null">
              and (correlation_key = #{filter.correlationKey}
                or other_keys @&gt; array[#{filter.correlationKey}]::text[])
            </when>
          </choose>
          <if test="filter.from() != null">and received_at &gt;= #{filter.from}</if>
          <if test="filter.to() != null">and received_at &lt; #{filter.to}</if>
          <if test="before != null">and arrival &lt; #{before}</if>
          order by arrival desc limit #{rows}
          </script>\
          """)
  List<EventRow> list(String tenantId, EventFilter filter, @Nullable Long before, int rows);

  @Select(
      """
      select event_name, count(*) as events from workflow_event
      where tenant_id = #{tenantId} and received_at >= #{since}
      group by event_name order by event_name collate "C"
      """)
  List<NameCount> countByName(String tenantId, Instant since);

  @Select(
      "select"
          + COLUMNS
          + """
          from workflow_event
          where tenant_id = #{tenantId} and event_name = #{eventName}
          order by arrival desc limit #{rows}
          """)
  List<EventRow> recent(String tenantId, String eventName, int rows);
}

package dev.holdfast.adapter.postgres.calls;

import dev.holdfast.application.port.out.ActionLedger;
import java.util.UUID;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** The statements of {@link PostgresActionLedger}. Status: 0 started, 1 succeeded, 2 released. */
public interface LedgerStatements {
  /** 1 when the key is now the call's, 0 when it is somebody else's or done. */
  @Insert(
      """
      insert into workflow_action_ledger as l
        (tenant_id, action_id, version, key, input_hash, status, call_id, node, created_at,
         updated_at)
      values (#{k.tenantId}, #{k.actionId}, #{k.version}, #{k.key}, #{inputHash}, 0, #{callId},
              #{node}, workflow_clock(), workflow_clock())
      on conflict (tenant_id, action_id, version, key) do update
        set status = 0, call_id = excluded.call_id, node = excluded.node,
            updated_at = excluded.updated_at
        where l.input_hash = excluded.input_hash
          and (l.status = 2
               or l.status = 0
                  and (l.call_id = excluded.call_id
                       or not exists (select 1 from workflow_node n
                                      where n.node_id = l.node
                                        and n.expires_at > workflow_clock())))
      """)
  int claim(ActionLedger.Key k, String inputHash, UUID callId, int node);

  /** A row of the ledger. */
  @SuppressWarnings("ArrayRecordComponent") // a row, never compared
  record Row(String inputHash, int status, byte @Nullable [] output) {}

  @Select(
      """
      select input_hash, status, output from workflow_action_ledger
      where tenant_id = #{k.tenantId} and action_id = #{k.actionId} and version = #{k.version}
        and key = #{k.key}
      """)
  @Nullable Row find(@Param("k") ActionLedger.Key k);

  @Update(
      """
      update workflow_action_ledger
      set status = #{status}, output = #{output}, updated_at = workflow_clock()
      where tenant_id = #{k.tenantId} and action_id = #{k.actionId} and version = #{k.version}
        and key = #{k.key} and call_id = #{callId} and status = 0
      """)
  int settle(ActionLedger.Key k, UUID callId, int status, byte @Nullable [] output);
}

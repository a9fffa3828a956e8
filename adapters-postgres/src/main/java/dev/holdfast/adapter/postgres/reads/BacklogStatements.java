package dev.holdfast.adapter.postgres.reads;

import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Select;

/** The statements of {@link PostgresBacklog}. */
public interface BacklogStatements {
  @Select(
      """
      select
        (select count(*) from (select 1 from workflow_run
          where owner is null and wake_at <= now() limit 10000) d) as runs,
        coalesce((select greatest(0, extract(epoch from workflow_clock() - wake_at) * 1000)
          from workflow_run where owner is null and wake_at is not null
          order by wake_at limit 1), 0)::bigint as lag_millis,
        (select count(*) from workflow_run where stuck_since is not null) as stuck_runs,
        (select count(*) from workflow_event_delivery
          where state = 0 and wait_id is null) as pending_triggers
      """)
  Row due();

  @Select(
      """
      select count(*) from workflow_run r
      where r.status < 2 and r.engine = 'quartz' and r.owner is null and r.wake_at is null and (r.mail
        or not exists (select 1 from workflow_wait w where w.run_id = r.run_id and w.status = 0))
      """)
  @Options(timeout = 5)
  long withoutWakeUp();

  /**
   * @param lagMillis since when the first is due
   */
  record Row(long runs, long lagMillis, long stuckRuns, long pendingTriggers) {}
}

package dev.holdfast.adapter.postgres.run;

import dev.holdfast.adapter.postgres.RowCodes;
import dev.holdfast.application.port.out.CrashPoints;
import dev.holdfast.application.port.out.EventRouter.NewEvent;
import dev.holdfast.application.port.out.EventRouter.PendingTrigger;
import dev.holdfast.application.port.out.EventStore;
import dev.holdfast.application.port.out.Ids;
import dev.holdfast.application.view.Delivery;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Stores and routes events in PostgreSQL, many in one transaction. */
public final class PostgresEventStore implements EventStore, AutoCloseable {
  private static final String SETTLE =
      """
      update workflow_event_delivery set state = ?, reason = ?, run_id = coalesce(?, run_id),
        attempts = attempts + 1, updated_at = workflow_clock(),
        next_try_at = case when ? = 0
          then workflow_clock() + least(power(2, attempts), 15) * interval '1 second' end
      where tenant_id = ? and delivery_id = ? and state = 0\
      """;

  // Taking one up moves its next try, so that two nodes seldom take the same.
  private static final String PENDING =
      """
      with p as (select delivery_id from workflow_event_delivery
          where state = 0 and wait_id is null and next_try_at <= (select workflow_clock())
            and created_at < ?::timestamptz
          order by next_try_at limit ? for update skip locked),
        u as (update workflow_event_delivery d
          set next_try_at = workflow_clock() + interval '15 seconds'
          from p where d.delivery_id = p.delivery_id
          returning d.tenant_id, d.delivery_id, d.workflow_id, d.arrival)
      select u.tenant_id, u.delivery_id, u.workflow_id, e.causal_depth, e.correlation_key,
      """
          + EventRows.COLUMNS
          + " from u join workflow_event e on e.arrival = u.arrival order by e.arrival";

  private final SqlAccess sql;
  private final Grouping<EventWork.Request> router;

  /**
   * @param pool for short conversations
   * @param single opens a new connection at each call
   */
  public PostgresEventStore(
      DataSource pool,
      DataSource single,
      Ids ids,
      CrashPoints crashPoints,
      WriteCounters counters) {
    this.sql = new SqlAccess(pool, counters);
    this.router =
        new Grouping<>(
            "route",
            1,
            256,
            request -> request.payload().length,
            () -> new Session(single, Session.BY_KEY, counters),
            new EventWork(ids, crashPoints));
  }

  @Override
  public CompletableFuture<Stored> submit(NewEvent event, int node, boolean claim) {
    EventWork.Request request = new EventWork.Request(event, node, claim);
    router.offer(request);
    return request.answer();
  }

  @Override
  public void settle(
      String tenantId,
      UUID deliveryId,
      Delivery.State state,
      @Nullable String reason,
      @Nullable UUID runId) {
    sql.alone(connection -> {
      try (PreparedStatement update = connection.prepareStatement(SETTLE)) {
        update.setInt(1, RowCodes.code(state));
        update.setString(2, reason);
        update.setObject(3, runId, java.sql.Types.OTHER);
        update.setInt(4, RowCodes.code(state));
        update.setString(5, tenantId);
        update.setObject(6, deliveryId);
        return update.executeUpdate();
      }
    });
  }

  @Override
  public List<PendingTrigger> pendingTriggers(Instant olderThan, int limit) {
    return sql.alone(connection -> {
      try (PreparedStatement select = connection.prepareStatement(PENDING)) {
        select.setString(1, olderThan.toString());
        select.setInt(2, limit);
        List<PendingTrigger> pending = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            pending.add(
                new PendingTrigger(
                    row.getString(1),
                    row.getObject(2, UUID.class),
                    row.getObject(3, UUID.class),
                    EventRows.event(row, 6, row.getString(5)),
                    row.getInt(4)));
          }
        }
        return pending;
      }
    });
  }

  @Override
  public void close() {
    router.close();
  }
}

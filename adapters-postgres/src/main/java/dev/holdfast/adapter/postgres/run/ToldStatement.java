package dev.holdfast.adapter.postgres.run;

import dev.holdfast.adapter.postgres.RowCodes;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The one statement that writes what other engines told of a group of runs, each at most once.
 * Everything hangs on the runs whose rows say nothing later.
 */
final class ToldStatement {
  private static final Table<Told> TOLD =
      new Table<Told>()
          .uuid("run_id", Told::runId)
          .number("fence", t -> t.run().fence)
          .number("since", Told::since)
          .number("stands", Told::stands)
          .flag("ended", Told::ended)
          .small("status", t -> RowCodes.code(t.run().state.status()))
          .text("state_tag", t -> t.run().stateTag())
          .text("node_path", t -> t.run().state.nodePath())
          .instant("updated_at", t -> t.run().state.now())
          .instant("completed_at", t -> t.run().completedAt())
          .instant("cancel_requested_at", t -> t.run().state.cancelRequestedAt())
          .number("seq", t -> t.run().state.seq())
          .bytes("control", t -> t.run().control)
          .bytes("data", t -> t.run().data);

  // A cancel is noted when the engine has taken it, which may be before it tells of the fold. A
  // later telling than the one before may come first: it says everything, so the other may be lost.
  private static final String TELL =
      """
      t as (select * from %s),
      a as (update workflow_run r set
          status = x.status, state_tag = x.state_tag, node_path = x.node_path, seq = x.seq,
          updated_at = x.updated_at, completed_at = x.completed_at,
          cancel_requested_at = coalesce(x.cancel_requested_at, r.cancel_requested_at),
          control = x.control, data = x.data, fence = x.fence, mail = false,
          stuck_since = null, stuck_tries = 0, stuck_message = null
        from t x where r.run_id = x.run_id and r.fence <= x.fence and r.engine <> 'quartz'
        returning r.run_id, r.engine, r.started_at, x.ended),
      ok as (select run_id from a),
      hd as (delete from workflow_run_history h using t x
        where h.run_id = x.run_id and h.first_seq > x.stands and %s),
      re as (update workflow_engine_run e set tried_at = null
        from a where e.run_id = a.run_id and not a.ended and e.tried_at is not null),
      ri as (insert into workflow_engine_run (run_id, engine, at, checked_at)
        select a.run_id, a.engine, a.started_at, workflow_clock() from a
        where not a.ended
          and not exists (select 1 from workflow_engine_run e where e.run_id = a.run_id)
        on conflict do nothing),
      rd as (delete from workflow_engine_run e using a where e.run_id = a.run_id and a.ended)\
      """
          .formatted(TOLD.sql("u"), GroupStatement.OF_RUN);

  private static final Table<Told.WaitOf> WAITS_OF =
      new Table<Told.WaitOf>()
          .uuid("run_id", Told.WaitOf::runId)
          .uuid("wait_id", Told.WaitOf::waitId);

  // A wait that opened after the state told of is not known to it yet, and stays. One that ended in
  // a report that was replaced has never been.
  private static final String FORGET_WAITS =
      """
      wd as (delete from workflow_wait w using t x
        where w.run_id = x.run_id and %s
          and (w.told < x.fence and (w.status = 0 or w.told > x.since) or x.ended and w.status = 0)
          and not exists (select 1 from %s where k.run_id = w.run_id and k.wait_id = w.wait_id))\
      """
          .formatted(GroupStatement.OF_RUN, WAITS_OF.sql("k"));

  private static final String REOPEN_WAITS =
      """
      wr as (update workflow_wait w set status = 0, resolved_at = null, resolved_by = null,
          told = t.fence
        from %s, t where w.run_id = x.run_id and w.wait_id = x.wait_id and t.run_id = x.run_id
          and w.status <> 0 and %s)\
      """
          .formatted(WAITS_OF.sql("x"), GroupStatement.OF_RUN);

  private static final Table<Told.Taken> TAKEN =
      new Table<Told.Taken>()
          .uuid("run_id", Told.Taken::runId)
          .uuid("delivery_id", Told.Taken::deliveryId)
          .text("tenant_id", Told.Taken::tenantId)
          .text("event_id", Told.Taken::eventId)
          .uuid("wait_id", Told.Taken::waitId)
          .text("offered_key", Told.Taken::key)
          .instant("at", Told.Taken::at);

  // The tenant is compared in a form that no index serves: see EventReceipts.
  private static final String TAKE =
      """
      ta as (select x.*, e.arrival from %s join workflow_event e
          on e.event_id = x.event_id and e.tenant_id || '' = x.tenant_id where %s),
      tu as (update workflow_event_delivery d
        set state = 2, reason = null, updated_at = workflow_clock()
        from ta where d.arrival = ta.arrival and d.run_id = ta.run_id and d.wait_id = ta.wait_id),
      ti as (insert into workflow_event_delivery (delivery_id, arrival, tenant_id, state, run_id,
          wait_id, offered_key, created_at, updated_at)
        select ta.delivery_id, ta.arrival, ta.tenant_id, 2, ta.run_id, ta.wait_id, ta.offered_key,
          ta.at, ta.at
        from ta where not exists (select 1 from workflow_event_delivery d
          where d.arrival = ta.arrival and d.run_id = ta.run_id and d.wait_id = ta.wait_id)
        on conflict do nothing)\
      """
          .formatted(TAKEN.sql("x"), GroupStatement.OF_RUN);

  // Events that were found by looking back, and taken, in a report that is replaced by this one.
  private static final String UNTAKE =
      """
      tv as (delete from workflow_event_delivery d using t x, workflow_wait w, workflow_event e
        where w.run_id = x.run_id and w.told > x.since and w.told < x.fence and w.status = 1
          and w.resolved_by like 'event:%%' and e.event_id = substr(w.resolved_by, 7)
          and e.tenant_id || '' = w.tenant_id and d.arrival = e.arrival and d.run_id = w.run_id
          and d.wait_id = w.wait_id and d.state = 2 and d.next_try_at is null and %s
          and not exists (select 1 from %s where k.run_id = d.run_id and k.wait_id = d.wait_id
            and k.event_id = e.event_id))\
      """
          .formatted(GroupStatement.OF_RUN, TAKEN.sql("k"));

  private static final String END_WAITS =
      """
      we as (update workflow_wait w
        set status = x.status, resolved_at = x.at, resolved_by = x.by, told = t.fence
        from %s, t where w.run_id = x.run_id and w.wait_id = x.wait_id and t.run_id = x.run_id
          and %s)\
      """
          .formatted(GroupStatement.WAIT_ENDS.sql("x"), GroupStatement.OF_RUN);

  // A note of a report that was replaced may stay: whoever follows it reads a row of the journal in
  // vain, for what ends an attempt is read from the journal alone.
  private static final String NOTE_ENDS =
      "e as (insert into workflow_run_attempt_end (%s) select x.* from %s where %s"
              .formatted(
                  GroupStatement.ATTEMPT_ENDS.names(),
                  GroupStatement.ATTEMPT_ENDS.sql("x"),
                  GroupStatement.OF_RUN)
          + " on conflict do nothing)";

  private static final String WAITS =
      """
      w as (insert into workflow_wait (%s, remote, told) select x.*, true, t.fence from %s, t
        where t.run_id = x.run_id and %s
        on conflict (run_id, wait_id) do update set status = excluded.status,
          event_name = excluded.event_name, correlation_key = excluded.correlation_key,
          filters = excluded.filters, due_at = excluded.due_at, created_at = excluded.created_at,
          resolved_at = excluded.resolved_at, resolved_by = excluded.resolved_by,
          told = excluded.told)\
      """
          .formatted(
              GroupStatement.WAITS.names(), GroupStatement.WAITS.sql("x"), GroupStatement.OF_RUN);

  /** One part of the statement. {@code always} keeps it in where it has no rows. */
  private record Part<R>(
      String sql, Table<R> table, Function<Told, List<R>> rows, boolean always) {}

  private static final List<Part<?>> PARTS =
      List.of(
          new Part<>(TELL, TOLD, List::of, true),
          new Part<>(
              "h as (insert into workflow_run_history (%s) select x.* from %s where %s"
                      .formatted(
                          GroupStatement.HISTORY.names(),
                          GroupStatement.HISTORY.sql("x"),
                          GroupStatement.OF_RUN)
                  + " on conflict (run_id, first_seq) do update set last_seq = excluded.last_seq,"
                  + " at = excluded.at, entries = excluded.entries)",
              GroupStatement.HISTORY,
              t -> t.write().history() == null ? List.of() : List.of(t.write().history()),
              false),
          new Part<>(NOTE_ENDS, GroupStatement.ATTEMPT_ENDS, t -> t.write().attemptEnds(), false),
          new Part<>(WAITS, GroupStatement.WAITS, t -> t.write().waits(), false),
          new Part<>(END_WAITS, GroupStatement.WAIT_ENDS, t -> t.write().waitEnds(), false),
          new Part<>(REOPEN_WAITS, WAITS_OF, Told::reopened, false),
          new Part<>(FORGET_WAITS, WAITS_OF, Told::known, true),
          new Part<>(UNTAKE, TAKEN, Told::taken, true),
          new Part<>(TAKE, TAKEN, Told::taken, false),
          new Part<>(
              GroupStatement.END_ORDERS,
              GroupStatement.ORDER_ENDS,
              t -> t.write().orderEnds(),
              false),
          new Part<>(
              GroupStatement.END_DELIVERIES,
              GroupStatement.DELIVERY_ENDS,
              t -> t.write().deliveryEnds(),
              false));

  private final Map<Integer, String> texts = new ConcurrentHashMap<>();

  /**
   * Writes a group in which each run is named once.
   *
   * @return the runs that were written; of the others later things had been told
   */
  Set<UUID> execute(Session session, List<Told> group) throws SQLException {
    List<Filled<?>> filled = new ArrayList<>();
    int shape = 0;
    for (int i = 0; i < PARTS.size(); i++) shape |= fill(filled, i, PARTS.get(i), group);
    PreparedStatement statement = session.prepare(texts.computeIfAbsent(shape, _ -> text(filled)));
    int next = 1;
    for (Filled<?> part : filled) next = part.bind(statement, next);
    session.counters().statements(1);
    Set<UUID> written = new HashSet<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) written.add(rows.getObject(1, UUID.class));
    }
    return written;
  }

  /** The statement with every part. */
  static String whole() {
    List<Filled<?>> all = new ArrayList<>();
    for (Part<?> part : PARTS) all.add(new Filled<>(part, List.of()));
    return text(all);
  }

  private static <R> int fill(List<Filled<?>> filled, int number, Part<R> part, List<Told> group) {
    List<R> rows = new ArrayList<>();
    for (Told told : group) rows.addAll(part.rows().apply(told));
    if (rows.isEmpty() && !part.always()) return 0;
    filled.add(new Filled<>(part, rows));
    return 1 << number;
  }

  private static String text(List<Filled<?>> parts) {
    StringBuilder sql = new StringBuilder("with ");
    for (Filled<?> part : parts) sql.append(part.part().sql()).append(",\n");
    sql.setLength(sql.length() - 2);
    return sql.append("\nselect run_id from ok").toString();
  }

  /** A part with the rows of a group. */
  private record Filled<R>(Part<R> part, List<R> rows) {
    int bind(PreparedStatement statement, int first) throws SQLException {
      return part.table().bind(statement, first, rows);
    }
  }
}

package dev.holdfast.adapter.postgres.run;

import dev.holdfast.adapter.postgres.RowCodes;
import dev.holdfast.domain.run.RunStart;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The one statement that makes a group of writes durable. Its parts all hang on the runs whose
 * fence still holds, so a lost lease drops out alone, with everything it wanted to write.
 *
 * <p>Only the key and the fence are compared: with more in the condition the planner may come to
 * the rows through another index, and read every run of the node for each.
 */
final class GroupStatement {
  /** What a run's row says after the statement. */
  record Result(UUID runId, boolean owned) {}

  static final Table<Rows.Run> CREATED = created(ClaimRows.ENGINE);

  private static final Table<Rows.Run> ADVANCED =
      new Table<Rows.Run>()
          .uuid("run_id", r -> r.runId)
          .number("fence", r -> r.fence)
          .small("status", r -> RowCodes.code(r.state.status()))
          .text("state_tag", Rows.Run::stateTag)
          .text("node_path", r -> r.state.nodePath())
          .instant("updated_at", r -> r.state.now())
          .instant("completed_at", Rows.Run::completedAt)
          .instant("cancel_requested_at", r -> r.state.cancelRequestedAt())
          .number("seq", r -> r.state.seq())
          .flag("released", r -> r.released)
          .instant("wake_at", r -> r.wakeAt)
          .flag("orphaned", r -> r.orphaned)
          .bytes("control", r -> r.control)
          .bytes("data", r -> r.data);

  static final Table<Rows.History> HISTORY =
      new Table<Rows.History>()
          .uuid("run_id", h -> h.runId)
          .number("first_seq", h -> h.firstSeq)
          .number("last_seq", h -> h.lastSeq)
          .instant("at", h -> h.at)
          .bytes("entries", h -> h.entries);

  static final Table<Rows.AttemptEnd> ATTEMPT_ENDS =
      new Table<Rows.AttemptEnd>()
          .uuid("run_id", Rows.AttemptEnd::runId)
          .number("attempt_key", Rows.AttemptEnd::key)
          .number("seq", Rows.AttemptEnd::seq);

  static final Table<Rows.Wait> WAITS =
      new Table<Rows.Wait>()
          .uuid("run_id", w -> w.runId)
          .uuid("wait_id", w -> w.wait.waitId())
          .text("tenant_id", w -> w.tenantId)
          .small("type", w -> RowCodes.code(w.wait.type()))
          .small("status", w -> w.end == null ? 0 : w.end.status())
          .text("step_path", w -> w.wait.stepPath())
          .text("execution_path", w -> w.wait.executionPath())
          .small("attempt", w -> w.wait.attempt())
          .text("event_name", w -> w.wait.eventName())
          .text("correlation_key", w -> w.wait.correlationKey())
          .bytes("filters", w -> w.filters)
          .instant("due_at", w -> w.wait.dueAt())
          .instant("created_at", w -> w.wait.createdAt())
          .instant("resolved_at", w -> w.end == null ? null : w.end.at())
          .text("resolved_by", w -> w.end == null ? null : w.end.by());

  static final Table<Rows.WaitEnd> WAIT_ENDS =
      new Table<Rows.WaitEnd>()
          .uuid("run_id", Rows.WaitEnd::runId)
          .uuid("wait_id", Rows.WaitEnd::waitId)
          .small("status", Rows.WaitEnd::status)
          .instant("at", Rows.WaitEnd::at)
          .text("by", Rows.WaitEnd::by);

  private static final Table<Rows.Taken> TAKEN =
      new Table<Rows.Taken>()
          .uuid("run_id", Rows.Taken::runId)
          .uuid("delivery_id", Rows.Taken::deliveryId)
          .text("tenant_id", Rows.Taken::tenantId)
          .number("arrival", Rows.Taken::arrival)
          .uuid("wait_id", Rows.Taken::waitId)
          .text("offered_key", Rows.Taken::key)
          .instant("at", Rows.Taken::at);

  private static final Table<Rows.InboxEnd> INBOX_ENDS =
      new Table<Rows.InboxEnd>()
          .uuid("run_id", Rows.InboxEnd::runId)
          .text("input_id", Rows.InboxEnd::inputId);

  static final Table<Rows.OrderEnd> ORDER_ENDS =
      new Table<Rows.OrderEnd>()
          .uuid("run_id", Rows.OrderEnd::runId)
          .uuid("command_id", Rows.OrderEnd::commandId)
          .text("refusal", Rows.OrderEnd::refusal)
          .text("message", Rows.OrderEnd::message)
          .uuid("wait_id", Rows.OrderEnd::waitId);

  static final Table<Rows.DeliveryEnd> DELIVERY_ENDS =
      new Table<Rows.DeliveryEnd>()
          .uuid("run_id", Rows.DeliveryEnd::runId)
          .uuid("delivery_id", Rows.DeliveryEnd::deliveryId)
          .small("state", Rows.DeliveryEnd::state)
          .text("reason", Rows.DeliveryEnd::reason);

  private static final Table<Rows.ChildStart> CHILD_STARTS =
      new Table<Rows.ChildStart>()
          .uuid("parent_run_id", c -> c.runId)
          .uuid("child_run_id", c -> c.childRunId)
          .instant("at", c -> c.at)
          .bytes("effect", c -> c.effect);

  /** One part of the statement. {@code always} keeps it in where it has no rows. */
  private record Part<R>(String sql, Table<R> table, Function<EncodedWrite, List<R>> rows) {}

  private static final Part<Rows.Run> CREATE =
      new Part<>(
          "s as (insert into workflow_run (%s) select * from %s on conflict do nothing"
                  .formatted(CREATED.names(), CREATED.sql("x"))
              + " returning run_id, owner is not null as owned)",
          CREATED,
          w -> w.first() ? List.of(w.run()) : List.of());

  private static final Part<Rows.Run> ADVANCE =
      new Part<>(
          """
          a as (update workflow_run r set
              status = x.status, state_tag = x.state_tag, node_path = x.node_path, seq = x.seq,
              updated_at = x.updated_at, completed_at = x.completed_at,
              cancel_requested_at = x.cancel_requested_at, control = x.control,
              data = coalesce(x.data, r.data), orphaned = x.orphaned,
              owner = case when x.released and not r.mail then null else r.owner end,
              wake_at = case when x.released and not r.mail then x.wake_at end,
              stuck_since = null, stuck_tries = 0, stuck_message = null
            from %s
            where r.run_id = x.run_id and r.fence = x.fence
            returning r.run_id, r.owner is not null as owned)\
          """
              .formatted(ADVANCED.sql("x")),
          ADVANCED,
          w -> w.first() ? List.of() : List.of(w.run()));

  /**
   * Rows whose run was written. The odd form keeps the planner from making a join of it: the set is
   * then looked up by hash, though joins by hash are switched off.
   */
  private static final String WRITTEN = "(x.%s in (select run_id from ok)) is true";

  static final String OF_RUN = WRITTEN.formatted("run_id");

  private static final String END_WAITS =
      """
      we as (update workflow_wait w
        set status = x.status, resolved_at = x.at, resolved_by = x.by
        from %s where w.run_id = x.run_id and w.wait_id = x.wait_id and %s)\
      """
          .formatted(WAIT_ENDS.sql("x"), OF_RUN);

  static final String END_ORDERS =
      """
      oe as (update workflow_run_command c set folded_at = workflow_clock(),
          refusal = x.refusal, message = x.message, wait_id = x.wait_id
        from %s where c.command_id = x.command_id and %s)\
      """
          .formatted(ORDER_ENDS.sql("x"), OF_RUN);

  static final String END_DELIVERIES =
      """
      de as (update workflow_event_delivery d
        set state = x.state, reason = x.reason, updated_at = workflow_clock()
        from %s where d.delivery_id = x.delivery_id and %s)\
      """
          .formatted(DELIVERY_ENDS.sql("x"), OF_RUN);

  /** Hangs on the runs that the parts before have written. */
  private static final List<Part<?>> FOLLOWING =
      List.of(
          new Part<>(
              insert("h", "workflow_run_history", HISTORY, OF_RUN),
              HISTORY,
              w -> w.history() == null ? List.of() : List.of(w.history())),
          new Part<>(
              insert("e", "workflow_run_attempt_end", ATTEMPT_ENDS, OF_RUN),
              ATTEMPT_ENDS,
              EncodedWrite::attemptEnds),
          new Part<>(insert("w", "workflow_wait", WAITS, OF_RUN), WAITS, EncodedWrite::waits),
          new Part<>(END_WAITS, WAIT_ENDS, EncodedWrite::waitEnds),
          new Part<>(
              """
              tk as (insert into workflow_event_delivery (delivery_id, arrival, tenant_id, state,
                  run_id, wait_id, offered_key, created_at, updated_at)
                select x.delivery_id, x.arrival, x.tenant_id, 2, x.run_id, x.wait_id, x.offered_key,
                    x.at, x.at
                from %s where %s on conflict do nothing)\
              """
                  .formatted(TAKEN.sql("x"), OF_RUN),
              TAKEN,
              EncodedWrite::taken),
          new Part<>(
              """
              ie as (delete from workflow_run_inbox i using %s
                where i.run_id = x.run_id and i.input_id = x.input_id and %s)\
              """
                  .formatted(INBOX_ENDS.sql("x"), OF_RUN),
              INBOX_ENDS,
              EncodedWrite::inboxEnds),
          new Part<>(END_ORDERS, ORDER_ENDS, EncodedWrite::orderEnds),
          new Part<>(END_DELIVERIES, DELIVERY_ENDS, EncodedWrite::deliveryEnds),
          new Part<>(
              insert(
                  "cs", "workflow_child_start", CHILD_STARTS, WRITTEN.formatted("parent_run_id")),
              CHILD_STARTS,
              EncodedWrite::childStarts));

  private static String insert(String name, String into, Table<?> rows, String where) {
    return "%s as (insert into %s (%s) select x.* from %s where %s on conflict do nothing)"
        .formatted(name, into, rows.names(), rows.sql("x"), where);
  }

  /** A run's row as it is first written, for a run of that engine. */
  static Table<Rows.Run> created(String engine) {
    return new Table<Rows.Run>()
        .uuid("run_id", r -> r.runId)
        .text("tenant_id", r -> start(r).tenantId())
        .uuid("workflow_id", r -> start(r).workflowId())
        .text("workflow_key", r -> r.born().workflowKey())
        .small("workflow_version", r -> start(r).version())
        .text("definition_hash", r -> r.born().definitionHash())
        .small("interpreter_version", r -> start(r).semantics().interpreter())
        .text("engine", r -> engine)
        .small("status", r -> RowCodes.code(r.state.status()))
        .text("state_tag", Rows.Run::stateTag)
        .text("node_path", r -> r.state.nodePath())
        .jsonb("tags", r -> Bytes.jsonText(start(r).tags()))
        .text("trigger_type", r -> r.born().trigger())
        .text("trigger_event_id", r -> Bytes.eventId(start(r)))
        .uuid("parent_run_id", r -> start(r).parentRunId())
        .uuid("root_run_id", r -> r.born().rootRunId())
        .flag("attached", r -> start(r).attached())
        .small("depth", r -> r.born().depth())
        .small("causal_depth", r -> r.born().causalDepth())
        .uuid("replay_of", r -> r.born().replayOf())
        .text("start_key", r -> r.born().startKey())
        .text("request_hash", r -> r.born().requestHash())
        .text("principal", r -> r.born().principal())
        .text("trace_id", r -> r.born().traceId())
        .instant("started_at", r -> r.born().acceptedAt())
        .instant("updated_at", r -> r.state.now())
        .instant("completed_at", Rows.Run::completedAt)
        .instant("cancel_requested_at", r -> r.state.cancelRequestedAt())
        .number("seq", r -> r.state.seq())
        .node("owner", r -> r.released ? null : r.node)
        .number("fence", r -> r.fence)
        // A parent may have sent a cancel before its child was there.
        .flag("mail", r -> start(r).parentRunId() != null)
        .instant("wake_at", r -> r.released ? r.wakeAt : null)
        .flag("orphaned", r -> r.orphaned)
        .bytes("control", r -> r.control)
        .bytes("data", r -> r.data);
  }

  private final Map<Integer, String> texts = new ConcurrentHashMap<>();

  /** Sends the group; in a transaction when one has begun, else in its own. */
  List<Result> execute(Session session, List<EncodedWrite> group) throws SQLException {
    List<Filled<?>> filled = new ArrayList<>();
    int creates = fill(filled, 0, CREATE, group);
    int advances = fill(filled, 1, ADVANCE, group);
    for (int i = 0; i < FOLLOWING.size(); i++) fill(filled, i + 2, FOLLOWING.get(i), group);
    int shape = 0;
    for (Filled<?> part : filled) shape |= 1 << part.number;
    String sql = texts.get(shape);
    if (sql == null) {
      sql = text(filled, creates > 0, advances > 0);
      texts.put(shape, sql);
    }
    PreparedStatement statement = session.prepare(sql);
    int next = 1;
    for (Filled<?> part : filled) next = part.bind(statement, next);
    session.counters().statements(1);
    List<Result> results = new ArrayList<>(group.size());
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        results.add(new Result(rows.getObject(1, UUID.class), rows.getBoolean(2)));
      }
    }
    return results;
  }

  /** The statement with every part, as the largest group would send it. */
  static String whole() {
    List<Filled<?>> all = new ArrayList<>();
    all.add(new Filled<>(0, CREATE, List.of()));
    all.add(new Filled<>(1, ADVANCE, List.of()));
    for (int i = 0; i < FOLLOWING.size(); i++)
      all.add(new Filled<>(i + 2, FOLLOWING.get(i), List.of()));
    return text(all, true, true);
  }

  private static <R> int fill(
      List<Filled<?>> filled, int number, Part<R> part, List<EncodedWrite> group) {
    List<R> rows = new ArrayList<>();
    for (EncodedWrite write : group) rows.addAll(part.rows().apply(write));
    if (!rows.isEmpty()) filled.add(new Filled<>(number, part, rows));
    return rows.size();
  }

  private static String text(List<Filled<?>> parts, boolean creates, boolean advances) {
    StringBuilder sql = new StringBuilder("with ");
    boolean okDone = false;
    for (Filled<?> part : parts) {
      if (!okDone && part.number > 1) {
        sql.append("ok as (").append(written(creates, advances)).append("),\n");
        okDone = true;
      }
      sql.append(part.part.sql()).append(",\n");
    }
    sql.setLength(sql.length() - 2);
    return sql.append('\n').append(written(creates, advances)).toString();
  }

  private static String written(boolean creates, boolean advances) {
    String created = "select run_id, owned from s";
    String advanced = "select run_id, owned from a";
    if (creates && advances) return created + " union all " + advanced;
    return creates ? created : advanced;
  }

  private static RunStart start(Rows.Run run) {
    return run.born().start();
  }

  /** A part with the rows of a group. */
  private record Filled<R>(int number, Part<R> part, List<R> rows) {
    int bind(PreparedStatement statement, int first) throws SQLException {
      return part.table().bind(statement, first, rows);
    }
  }
}

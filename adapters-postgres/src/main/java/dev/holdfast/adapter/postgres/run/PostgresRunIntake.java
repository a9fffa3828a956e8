package dev.holdfast.adapter.postgres.run;

import dev.holdfast.adapter.postgres.RowCodes;
import dev.holdfast.application.port.out.Ids;
import dev.holdfast.application.port.out.Mail;
import dev.holdfast.application.port.out.NewRun;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.application.port.out.RunEngine.StartResult;
import dev.holdfast.application.port.out.RunIntake;
import dev.holdfast.application.port.out.RunLease;
import dev.holdfast.application.port.out.RunOrders;
import dev.holdfast.application.port.out.RunOrders.Posted;
import dev.holdfast.application.port.out.RunWrite;
import dev.holdfast.domain.run.Input;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Keeps in PostgreSQL what other engines do not have yet. */
public final class PostgresRunIntake implements RunIntake {
  private static final String MET =
      """
      select run_id, request_hash from workflow_run where run_id = ?
      union all
      select run_id, request_hash from workflow_run where tenant_id = ? and start_key = ?
      limit 1\
      """;

  private static final String KNOWN =
      """
      select tenant_id, engine, status, exists (select 1 from workflow_engine_run e
        where e.run_id = r.run_id and e.tried_at is not null)
      from workflow_run r where run_id = ?\
      """;

  private static final String PENDING =
      "select "
          + AcceptedRows.COLUMNS
          + " from workflow_engine_run e join workflow_run r on r.run_id = e.run_id"
          + " where e.run_id = ? and e.tried_at is not null";

  // Taking one up moves it back in the line.
  private static final String PENDING_STARTS =
      """
      with p as (select run_id from workflow_engine_run
          where engine = ? and tried_at <= (select workflow_clock() - ? * interval '1 microsecond')
          order by tried_at limit ? for update skip locked),
        e as (update workflow_engine_run s set tried_at = workflow_clock()
          from p where s.run_id = p.run_id returning s.run_id, s.at)
      """
          + "select "
          + AcceptedRows.COLUMNS
          + " from e join workflow_run r on r.run_id = e.run_id order by e.at, r.run_id";

  private static final String STARTED =
      "update workflow_engine_run set tried_at = null where run_id = ? and tried_at is not null";

  private static final String LOCK =
      "select status, tenant_id, workflow_clock(), engine from workflow_run"
          + " where run_id = ? and (?::text is null or tenant_id = ?) for update";

  private static final String CANCEL =
      """
      with r as (update workflow_run
          set cancel_requested_at = coalesce(cancel_requested_at, ?::timestamptz)
          where run_id = ? and tenant_id = ? and engine <> 'quartz' returning run_id)
      insert into workflow_run_command (command_id, tenant_id, run_id, order_id, kind, principal,
        reason, at, input, folded_at)
      select ?, ?, run_id, ?, 'cancel', ?, ?, ?::timestamptz, ?, workflow_clock() from r
      on conflict do nothing\
      """;

  private final SqlAccess sql;
  private final WriteEncoder encoder;

  public PostgresRunIntake(DataSource pool, Ids ids, WriteCounters counters) {
    this.sql = new SqlAccess(pool, counters);
    this.encoder = new WriteEncoder(ids, counters);
  }

  @Override
  public StartResult accept(NewRun run, String engine) {
    if (engine.equals(ClaimRows.ENGINE)) {
      throw new IllegalArgumentException("expected another engine, but " + engine);
    }
    EncodedWrite first =
        encoder.encode(
            new RunWrite(
                new RunLease(run.start().runId(), 0, 0),
                run,
                null,
                RunIntake.beforeStart(run),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new RunWrite.Keep.Released(null, false)));
    return sql.alone(connection -> insert(connection, first.run(), engine));
  }

  private static StartResult insert(Connection connection, Rows.Run row, String engine)
      throws SQLException {
    Table<Rows.Run> table = GroupStatement.created(engine);
    String insert =
        """
        with r as (insert into workflow_run (%s) select * from %s on conflict do nothing
            returning run_id, engine)
        insert into workflow_engine_run (run_id, engine, at, tried_at, checked_at)
        select run_id, engine, workflow_clock(), workflow_clock(), workflow_clock() from r\
        """
            .formatted(table.names(), table.sql("x"));
    try (PreparedStatement accept = connection.prepareStatement(insert)) {
      table.bind(accept, 1, List.of(row));
      if (accept.executeUpdate() == 1) return new StartResult.Created(row.runId);
    }
    try (PreparedStatement select = connection.prepareStatement(MET)) {
      select.setObject(1, row.runId);
      select.setString(2, row.born().start().tenantId());
      select.setString(3, row.born().startKey());
      try (ResultSet met = select.executeQuery()) {
        if (!met.next()) throw new SQLException("the run that was met is gone", "40001");
        return new StartResult.Existing(met.getObject(1, UUID.class), met.getString(2));
      }
    }
  }

  @Override
  public @Nullable Known find(UUID runId) {
    return sql.alone(connection -> {
      try (PreparedStatement select = connection.prepareStatement(KNOWN)) {
        select.setObject(1, runId);
        try (ResultSet row = select.executeQuery()) {
          if (!row.next()) return null;
          return new Known(
              row.getString(1),
              row.getString(2),
              RowCodes.runStatus(row.getInt(3)),
              row.getBoolean(4));
        }
      }
    });
  }

  @Override
  public @Nullable NewRun pendingStart(UUID runId) {
    return sql.alone(connection -> {
      try (PreparedStatement select = connection.prepareStatement(PENDING)) {
        select.setObject(1, runId);
        try (ResultSet row = select.executeQuery()) {
          return row.next() ? AcceptedRows.one(row) : null;
        }
      }
    });
  }

  @Override
  public List<NewRun> pendingStarts(String engine, Duration age, int limit) {
    return sql.alone(connection -> {
      try (PreparedStatement take = connection.prepareStatement(PENDING_STARTS)) {
        take.setString(1, engine);
        take.setLong(2, age.toNanos() / 1_000);
        take.setInt(3, limit);
        List<NewRun> pending = new ArrayList<>();
        try (ResultSet row = take.executeQuery()) {
          while (row.next()) pending.add(AcceptedRows.one(row));
        }
        return pending;
      }
    });
  }

  @Override
  public void started(UUID runId) {
    sql.alone(connection -> {
      try (PreparedStatement update = connection.prepareStatement(STARTED)) {
        update.setObject(1, runId);
        return update.executeUpdate();
      }
    });
  }

  @Override
  public Posted post(RunOrders.Order order) {
    return sql.together(connection -> post(connection, order));
  }

  private static Posted post(Connection connection, RunOrders.Order order) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      lock.setObject(1, order.runId());
      lock.setString(2, order.tenantId());
      lock.setString(3, order.tenantId());
      try (ResultSet run = lock.executeQuery()) {
        if (!run.next()) return new Posted.NotFound();
        if (run.getString(4).equals(ClaimRows.ENGINE)) {
          throw new IllegalStateException(
              "expected a run of another engine, but %s is kept here".formatted(order.runId()));
        }
        UUID stored = PostgresRunOrders.stored(connection, order);
        if (stored != null) return new Posted.Repeated(stored);
        boolean ended = RowCodes.runStatus(run.getInt(1)).ended();
        if (ended && order.liveOnly()) return new Posted.Ended();
        Instant at = EventRows.instant(run, 3);
        if (at == null) throw new IllegalStateException("expected a time from the database");
        Input input = order.input().apply(at);
        PostgresRunOrders.store(connection, order, run.getString(2), input, at);
        return new Posted.Stored(null);
      }
    }
  }

  @Override
  public void cancelTaken(UUID commandId, RunEngine.OperatorOrder order, Instant at) {
    Input input = new Input.CancelRequested("order:" + order.orderId(), at, order.reason(), false);
    sql.alone(connection -> {
      try (PreparedStatement note = connection.prepareStatement(CANCEL)) {
        note.setString(1, at.toString());
        note.setObject(2, order.runId());
        note.setString(3, order.tenantId());
        note.setObject(4, commandId);
        note.setString(5, order.tenantId());
        note.setString(6, order.orderId());
        note.setString(7, order.principal());
        note.setString(8, order.reason());
        note.setString(9, at.toString());
        note.setBytes(10, Bytes.input(input));
        return note.executeUpdate();
      }
    });
  }

  @Override
  public List<Mail> mail(UUID runId, int limit) {
    return sql.alone(connection -> OwedMail.read(connection, runId, limit));
  }

  @Override
  public List<UUID> runsWithMail(String engine, Duration age, int limit) {
    return sql.alone(connection -> OwedMail.runs(connection, engine, age, limit));
  }

  @Override
  public void handedOver(Collection<Mail.Slip> slips) {
    settle(OwedMail.HANDED_OVER, OwedMail.deliveries(slips));
  }

  @Override
  public void notReached(Collection<Mail.Slip> slips) {
    settle(OwedMail.NOT_REACHED, OwedMail.deliveries(slips));
  }

  @Override
  public void undeliverable(UUID runId, Collection<Mail.Slip> slips) {
    settle(OwedMail.UNDELIVERABLE, OwedMail.deliveries(slips));
    settle(OwedMail.ORDERS_UNDELIVERABLE, OwedMail.orders(slips));
  }

  private void settle(String statement, UUID[] ids) {
    if (ids.length == 0) return;
    sql.alone(connection -> {
      try (PreparedStatement update = connection.prepareStatement(statement)) {
        update.setArray(1, connection.createArrayOf("uuid", ids));
        return update.executeUpdate();
      }
    });
  }
}

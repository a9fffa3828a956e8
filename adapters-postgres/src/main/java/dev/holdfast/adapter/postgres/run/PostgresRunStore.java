package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.ClaimedRun;
import dev.holdfast.application.port.out.CrashPoints;
import dev.holdfast.application.port.out.Ids;
import dev.holdfast.application.port.out.Mail;
import dev.holdfast.application.port.out.RunLease;
import dev.holdfast.application.port.out.RunStore;
import dev.holdfast.application.port.out.RunWrite;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/**
 * Keeps runs in PostgreSQL by group commit. Writes go through committers with a connection each;
 * everything else through the pool.
 */
public final class PostgresRunStore implements RunStore, AutoCloseable {
  private static final String CLAIM_DUE =
      """
      with due as (
        select run_id from workflow_run
        where owner is null and wake_at is not null and engine = 'quartz'
          and wake_at <= (select workflow_clock() + ? * interval '1 microsecond')
        order by wake_at limit ? for update skip locked)
      update workflow_run r set owner = ?, fence = r.fence + 1, wake_at = null
      from due where r.run_id = due.run_id returning
      """
          + ClaimRows.COLUMNS;

  private static final String CLAIM =
      """
      with free as (
        select run_id from workflow_run
        where run_id = any(?) and owner is null and engine = 'quartz'
        order by run_id for update skip locked)
      update workflow_run r set owner = ?, fence = r.fence + 1, wake_at = null
      from free where r.run_id = free.run_id returning
      """
          + ClaimRows.COLUMNS;

  private static final String STUCK =
      "update workflow_run set stuck_since = coalesce(stuck_since, workflow_clock()),"
          + " stuck_tries = stuck_tries + 1, stuck_message = ? where run_id = ? and fence = ?";

  private static final String CHILDREN =
      """
      with c as (
        select child_run_id from workflow_child_start
        where at < (select workflow_clock() - ? * interval '1 microsecond')
        order by at limit ? for update skip locked)
      update workflow_child_start s set at = workflow_clock()
      from c, workflow_run r
      where s.child_run_id = c.child_run_id and r.run_id = s.parent_run_id and r.engine = 'quartz'
      returning r.tenant_id, r.run_id, s.child_run_id, s.effect,\
      """
          + " "
          + ClaimRows.facts("r");

  private static final String FORGOTTEN_MAIL =
      """
      update workflow_run r set mail = true, wake_at = workflow_clock()
      where r.owner is null and r.engine = 'quartz' and r.run_id in (
        select i.run_id from workflow_run_inbox i
        where i.at < (select workflow_clock() - ? * interval '1 microsecond'))\
      """;

  private static final String STRAY_MAIL =
      """
      delete from workflow_run_inbox i
      where i.at < (select workflow_clock() - interval '1 day')
        and not exists (select 1 from workflow_run r where r.run_id = i.run_id and r.engine = 'quartz')\
      """;

  private final SqlAccess sql;
  private final WriteCounters counters = new WriteCounters();
  private final WriteEncoder encoder;
  private final Grouping<WriteWork.Request> committers;
  private final Grouping<OpeningWork.Request> openings;

  /**
   * @param pool for short conversations
   * @param single opens a new connection at each call, for the committers
   * @param committerCount 1 to 4; two use two cores well, more help where a flush is slow
   */
  public PostgresRunStore(
      DataSource pool, DataSource single, Ids ids, CrashPoints crashPoints, int committerCount) {
    if (committerCount < 1 || committerCount > 4) {
      throw new IllegalArgumentException("expected 1 to 4 committers, but " + committerCount);
    }
    this.sql = new SqlAccess(pool, counters);
    this.encoder = new WriteEncoder(ids, counters);
    WriteWork writes = new WriteWork(crashPoints);
    this.committers =
        new Grouping<>(
            "commit",
            committerCount,
            512,
            request -> request.write().bytes(),
            () -> session(single),
            writes);
    this.openings =
        new Grouping<>(
            "open",
            1,
            256,
            request -> 0,
            () -> session(single),
            new OpeningWork(writes, encoder, crashPoints));
  }

  private Session session(DataSource single) {
    return new Session(single, Session.BY_KEY, counters);
  }

  /** What was sent to the database so far. */
  public WriteCounters counters() {
    return counters;
  }

  @Override
  public CompletableFuture<Written> write(RunWrite write) {
    CompletableFuture<Written> answer = new CompletableFuture<>();
    committers.offer(new WriteWork.Request(encoder.encode(write), answer));
    return answer;
  }

  @Override
  public CompletableFuture<Written> open(Opening opening, Fold fold) {
    CompletableFuture<Written> answer = new CompletableFuture<>();
    openings.offer(new OpeningWork.Request(opening, fold, answer));
    return answer;
  }

  @Override
  public boolean withdraw(UUID runId) {
    return committers.withdraw(r -> r.write().first() && r.write().runId().equals(runId))
        || openings.withdraw(r -> r.opening.runId().equals(runId));
  }

  @Override
  public List<ClaimedRun> claimDue(int node, int limit, Duration ahead) {
    return sql.alone(connection -> {
      try (PreparedStatement claim = connection.prepareStatement(CLAIM_DUE)) {
        claim.setLong(1, ahead.toNanos() / 1_000);
        claim.setInt(2, limit);
        claim.setInt(3, node);
        return ClaimRows.all(claim, node);
      }
    });
  }

  @Override
  public List<ClaimedRun> claim(int node, Collection<UUID> runIds) {
    return sql.alone(connection -> {
      try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
        claim.setArray(1, connection.createArrayOf("uuid", runIds.toArray()));
        claim.setInt(2, node);
        return ClaimRows.all(claim, node);
      }
    });
  }

  @Override
  public Map<UUID, List<Mail>> mail(Collection<RunLease> leases) {
    return sql.alone(connection -> MailReader.read(connection, leases));
  }

  @Override
  public void markStuck(RunLease lease, String message) {
    sql.alone(connection -> {
      try (PreparedStatement update = connection.prepareStatement(STUCK)) {
        update.setString(1, message.replace("\0", ""));
        update.setObject(2, lease.runId());
        update.setLong(3, lease.fence());
        return update.executeUpdate();
      }
    });
  }

  @Override
  public void recordLate(LateAnswer late) {
    LateAnswers.record(sql, late);
  }

  @Override
  public void childStarted(UUID childRunId) {
    sql.alone(connection -> {
      try (PreparedStatement delete =
          connection.prepareStatement("delete from workflow_child_start where child_run_id = ?")) {
        delete.setObject(1, childRunId);
        return delete.executeUpdate();
      }
    });
  }

  @Override
  public List<ChildToStart> childrenToStart(Duration age, int limit) {
    return sql.alone(connection -> {
      try (PreparedStatement select = connection.prepareStatement(CHILDREN)) {
        select.setLong(1, age.toNanos() / 1_000);
        select.setInt(2, limit);
        List<ChildToStart> children = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) children.add(child(row));
        }
        return children;
      }
    });
  }

  @Override
  public int findForgottenMail(Duration age) {
    return sql.alone(connection -> {
      try (PreparedStatement delete = connection.prepareStatement(STRAY_MAIL);
          PreparedStatement flag = connection.prepareStatement(FORGOTTEN_MAIL)) {
        delete.executeUpdate();
        flag.setLong(1, age.toNanos() / 1_000);
        return flag.executeUpdate();
      }
    });
  }

  private static ChildToStart child(ResultSet row) throws SQLException {
    return new ChildToStart(
        row.getString(1),
        row.getObject(2, UUID.class),
        ClaimRows.facts(row, 5),
        Bytes.startChild(row.getObject(3, UUID.class), row.getBytes(4)));
  }

  /** Writes what was asked for before, then stops. */
  @Override
  public void close() {
    openings.close();
    committers.close();
  }
}

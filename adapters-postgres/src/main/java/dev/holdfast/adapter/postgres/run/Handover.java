package dev.holdfast.adapter.postgres.run;

import dev.holdfast.adapter.postgres.RowCodes;
import dev.holdfast.adapter.postgres.run.Submissions.Hope;
import dev.holdfast.application.port.out.ClaimedRun;
import dev.holdfast.application.port.out.EventRouter.TriggerTarget;
import dev.holdfast.application.port.out.EventStore;
import dev.holdfast.application.port.out.Ids;
import dev.holdfast.application.port.out.Mail;
import dev.holdfast.application.port.out.RunStore.Receiver;
import dev.holdfast.application.view.Delivery;
import dev.holdfast.domain.run.Verdict;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes the deliveries of a group of events and claims the runs they reach, in one statement that
 * hands back the states.
 */
final class Handover {
  private static final Table<Row> ROWS =
      new Table<Row>()
          .uuid("delivery_id", r -> r.delivery().deliveryId())
          .number("arrival", r -> r.submission().arrival())
          .text("tenant_id", r -> r.submission().event().tenantId())
          .small("state", r -> RowCodes.code(r.delivery().state()))
          .text("reason", r -> r.delivery().reason())
          .uuid("run_id", r -> r.delivery().runId())
          .uuid("wait_id", Row::waitId)
          .text("offered_key", Row::key)
          .uuid("workflow_id", Row::workflowId)
          .text("workflow_key", Row::workflowKey);

  // An engine that is not ours decides for itself: its runs are told, and never claimed.
  static final String DELIVER =
      """
      with d as (insert into workflow_event_delivery (%s, next_try_at, created_at, updated_at)
          select x.*, case when x.state <> 0 then null when x.wait_id is not null then
            workflow_clock() else workflow_clock() + interval '10 seconds' end,
            workflow_clock(), workflow_clock()
          from %s),
        o as (select run_id, owner from workflow_run
          where run_id = any(?) and engine = 'quartz' order by run_id for update),
        n as (select run_id, owner, owner is null and row_number() over (order by owner nulls first)
            <= ? as won from o),
        r as (update workflow_run w set
            owner = case when n.won then ? else w.owner end,
            fence = w.fence + case when n.won then 1 else 0 end,
            mail = w.mail or not n.won,
            wake_at = case when n.won or n.owner is not null then null else workflow_clock() end
          from n where w.run_id = n.run_id
          returning w.*, n.owner as owner_before, n.won)
      select %s, r.owner_before, r.won from r\
      """
          .formatted(ROWS.names(), ROWS.sql("x"), ClaimRows.COLUMNS);

  /** More runs than this at once are left to whoever has room, so that one event floods no node. */
  private static final int CLAIMS = 256;

  private final Submissions submissions;
  private final Ids ids;
  private final List<Row> rows = new ArrayList<>();
  private final Map<UUID, Map<Submissions.Submission, MailReader.Offers>> offers =
      new LinkedHashMap<>();

  Handover(Submissions submissions, Ids ids) {
    this.submissions = submissions;
    this.ids = ids;
  }

  /** A delivery with what only its row shows. */
  private record Row(
      Submissions.Submission submission,
      Delivery delivery,
      @Nullable UUID waitId,
      @Nullable String key,
      @Nullable UUID workflowId,
      @Nullable String workflowKey) {}

  /** Rows written, those of claimed runs included. */
  long rows() {
    return (long) rows.size() + offers.size();
  }

  void deliver(Session session) throws SQLException {
    for (Submissions.Match match : submissions.matches()) addWait(match);
    for (Submissions.Submission s : submissions.all()) {
      if (!s.isNew()) continue;
      for (TriggerTarget target : s.event().triggers()) addTrigger(s, target);
    }
    if (rows.isEmpty()) return;
    for (Row row : rows) row.submission().deliveries.add(row.delivery());
    send(session);
  }

  private void addWait(Submissions.Match match) {
    Delivery delivery =
        new Delivery(
            ids.next(),
            "wait:" + match.waitId(),
            state(match.hope()),
            match.hope() == Hope.FILTERED ? Verdict.Reason.FILTER_FALSE.name() : null,
            match.runId());
    Submissions.Submission s = match.submission();
    rows.add(new Row(s, delivery, match.waitId(), match.event().correlationKey(), null, null));
    if (match.hope() != Hope.HOLDS) return;
    offers
        .computeIfAbsent(match.runId(), id -> new LinkedHashMap<>())
        .computeIfAbsent(s, x -> new MailReader.Offers())
        .add(
            match.runId(),
            match.event(),
            s.arrival(),
            new Mail.Slip.Delivery(delivery.deliveryId(), match.waitId()));
  }

  private static Delivery.State state(Hope hope) {
    return switch (hope) {
      case HOLDS -> Delivery.State.SENT;
      case FILTERED -> Delivery.State.REFUSED;
      // Told after the commit; until then it is owed.
      case REMOTE -> Delivery.State.PENDING;
    };
  }

  private void addTrigger(Submissions.Submission s, TriggerTarget target) {
    boolean starts = target.refusal() == null;
    Delivery delivery =
        new Delivery(
            target.deliveryId(),
            "trigger:" + target.workflowKey(),
            starts ? Delivery.State.PENDING : Delivery.State.REFUSED,
            target.refusal(),
            null);
    rows.add(new Row(s, delivery, null, null, target.workflowId(), target.workflowKey()));
  }

  private void send(Session session) throws SQLException {
    EventWork.Request any = submissions.all().getFirst().request();
    boolean claim = submissions.all().stream().anyMatch(s -> s.request().claim());
    PreparedStatement deliver = session.prepare(DELIVER);
    int next = ROWS.bind(deliver, 1, rows);
    deliver.setArray(
        next++, session.connection().createArrayOf("uuid", offers.keySet().toArray(UUID[]::new)));
    deliver.setInt(next++, claim ? CLAIMS : 0);
    deliver.setInt(next, any.node());
    session.counters().statements(1);
    try (ResultSet reached = deliver.executeQuery()) {
      while (reached.next()) hand(reached, any.node());
    }
  }

  private void hand(ResultSet row, int node) throws SQLException {
    UUID runId = row.getObject(1, UUID.class);
    Map<Submissions.Submission, MailReader.Offers> own = offers.getOrDefault(runId, Map.of());
    if (own.isEmpty()) return;
    // Whoever brought it first brings it home, with what the others of the group have for it.
    Submissions.Submission first = own.keySet().iterator().next();
    if (!row.getBoolean("won")) {
      int owner = row.getInt("owner_before");
      first.others.add(new Receiver(runId, row.wasNull() ? null : owner));
      return;
    }
    Map<UUID, List<Mail>> mail = new HashMap<>();
    for (MailReader.Offers offer : own.values()) offer.into(mail);
    ClaimedRun run = ClaimRows.one(row, node);
    first.claimed.add(new EventStore.Claimed(run, mail.getOrDefault(runId, List.of())));
  }
}

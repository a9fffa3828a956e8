package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.RunStore.Opening;
import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.event.Filters;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/** Finds, for waits that open, the events that came before them. */
final class LookBack {
  private static final int PAGE = 100;

  /**
   * A run can use up few of these in the very fold that opens the wait; those it used before are
   * left out.
   */
  private static final int ENOUGH = 64;

  /** Of a wait: where to go on reading. */
  private record Search(
      UUID runId,
      String tenantId,
      Effect.OpenEventWait opening,
      Set<String> used,
      long told,
      long after) {
    Instant since() {
      Instant since = opening.since();
      return since == null ? Instant.EPOCH : since;
    }
  }

  private static final Table<Search> SEARCHES =
      new Table<Search>()
          .uuid("run_id", Search::runId)
          .uuid("wait_id", s -> s.opening().waitId())
          .text("tenant_id", Search::tenantId)
          .text("event_name", s -> s.opening().eventName())
          .text("correlation_key", s -> s.opening().correlationKey())
          .flag("looks", s -> s.opening().since() != null)
          .instant("since", Search::since)
          .number("told", Search::told)
          .number("after", Search::after);

  // What the run has used. Of a run in another engine that is what its waits took as it was told
  // for good: a delivery may say so by a report that came to nothing. A scalar subquery, because
  // the planner would read all waits there are for an exists.
  private static final String USED =
      """
      exists (select 1 from workflow_event_delivery d
        where d.arrival = e.arrival and d.run_id = x.run_id and d.state = 2
          and (x.told < 0 or (select w.status = 1 and w.told <= x.told
              and w.resolved_by = 'event:' || e.event_id
            from workflow_wait w where w.run_id = d.run_id and w.wait_id = d.wait_id)))\
      """;

  // Always at least one row per wait: it carries the time, which is read after the locks.
  static final String FIND =
      """
      select x.wait_id, workflow_clock(), f.arrival, %s
      from %s left join lateral (
        select k.arrival from (
          (select e.arrival from workflow_event e
            where x.looks and e.tenant_id = x.tenant_id and e.event_name = x.event_name
              and e.correlation_key = x.correlation_key and e.arrival > x.after
              and e.received_at >= x.since and (e.to_run is null or e.to_run = x.run_id)
              and not %s
            order by e.arrival limit %d)
          union all
          (select k.arrival from workflow_event_key k
            join workflow_event e on e.arrival = k.arrival
            where x.looks and k.tenant_id = x.tenant_id and k.event_name = x.event_name
              and k.correlation_key = x.correlation_key and k.arrival > x.after
              and e.received_at >= x.since and (e.to_run is null or e.to_run = x.run_id)
              and not %s
            order by k.arrival limit %d)) k
        order by k.arrival limit %d) f on true
      left join workflow_event e on e.arrival = f.arrival
      order by x.wait_id, f.arrival\
      """
          .formatted(EventRows.COLUMNS, SEARCHES.sql("x"), USED, PAGE, USED, PAGE, PAGE);

  /** Whatever deliveries say stands. */
  static final long ALL_TOLD = -1;

  private LookBack() {}

  /**
   * What was found for one run.
   *
   * @param lookedBack in the order of the opening's waits
   * @param arrivals of all events in them, by id
   */
  record Found(List<Input.LookedBack> lookedBack, Map<String, Long> arrivals) {
    Found() {
      this(new ArrayList<>(), new HashMap<>());
    }
  }

  /**
   * What to look for.
   *
   * @param used ids of events to leave out, beside those whose delivery says that the run used them
   * @param told fence up to which an engine has told for good what its waits took; {@link
   *     #ALL_TOLD} for this one
   */
  record Asked(Opening opening, Set<String> used, long told) {
    /** The locks under which to look. */
    static SortedSet<Long> keys(List<Asked> all) {
      SortedSet<Long> keys = new TreeSet<>();
      for (Asked asked : all) {
        for (Effect.OpenEventWait wait : asked.opening().waits()) {
          keys.add(
              KeyLocks.of(asked.opening().tenantId(), wait.eventName(), wait.correlationKey()));
        }
      }
      return keys;
    }
  }

  static Map<UUID, Found> of(Session session, List<Asked> all) throws SQLException {
    List<Search> searches = new ArrayList<>();
    for (Asked asked : all) {
      Opening opening = asked.opening();
      for (Effect.OpenEventWait wait : opening.waits()) {
        searches.add(
            new Search(opening.runId(), opening.tenantId(), wait, asked.used(), asked.told(), 0));
      }
    }
    Map<UUID, Findings> byWait = new HashMap<>();
    for (Search search : searches) byWait.put(search.opening().waitId(), new Findings(search));
    List<Search> open = searches;
    while (!open.isEmpty()) {
      read(session, open, byWait);
      open = new ArrayList<>();
      for (Findings findings : byWait.values()) {
        if (findings.unfinished()) open.add(findings.next());
      }
    }
    Map<UUID, Found> found = new HashMap<>();
    for (Search search : searches) {
      Findings findings = byWait.getOrDefault(search.opening().waitId(), new Findings(search));
      findings.into(found.computeIfAbsent(search.runId(), id -> new Found()));
    }
    return found;
  }

  private static void read(Session session, List<Search> searches, Map<UUID, Findings> into)
      throws SQLException {
    PreparedStatement find = session.prepare(FIND);
    SEARCHES.bind(find, 1, searches);
    session.counters().statements(1);
    for (Search search : searches) {
      into.getOrDefault(search.opening().waitId(), new Findings(search)).beginPage();
    }
    try (ResultSet rows = find.executeQuery()) {
      while (rows.next()) {
        Findings findings = into.get(rows.getObject(1, UUID.class));
        if (findings != null) findings.take(rows);
      }
    }
  }

  /** What was found for one wait so far. */
  private static final class Findings {
    private final Search search;
    private final List<Event> events = new ArrayList<>();
    private final Map<String, Long> arrivals = new HashMap<>();
    private Instant at = Instant.EPOCH;
    private long last;
    private int page;

    Findings(Search search) {
      this.search = search;
    }

    void beginPage() {
      page = 0;
    }

    void take(ResultSet row) throws SQLException {
      Instant now = EventRows.instant(row, 2);
      if (now != null) at = now;
      long arrival = row.getLong(3);
      if (row.wasNull()) return;
      page++;
      last = arrival;
      Event event = EventRows.event(row, 4, search.opening().correlationKey());
      if (search.used().contains(event.id())) return;
      if (Filters.firstFailing(search.opening().filters(), event) != null) return;
      events.add(event);
      arrivals.put(event.id(), arrival);
    }

    boolean unfinished() {
      boolean more = page == PAGE && events.size() < ENOUGH;
      page = 0;
      return more;
    }

    Search next() {
      return new Search(
          search.runId(), search.tenantId(), search.opening(), search.used(), search.told(), last);
    }

    void into(Found found) {
      UUID waitId = search.opening().waitId();
      found.lookedBack().add(new Input.LookedBack("lookback:" + waitId, at, waitId, events));
      found.arrivals().putAll(arrivals);
    }
  }
}

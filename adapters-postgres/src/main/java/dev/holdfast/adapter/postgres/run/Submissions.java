package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.EventRouter.NewEvent;
import dev.holdfast.application.port.out.EventRouter.Routed;
import dev.holdfast.application.port.out.EventStore;
import dev.holdfast.application.port.out.RunStore.Receiver;
import dev.holdfast.application.view.Delivery;
import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.event.Filter;
import dev.holdfast.domain.event.Filters;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One group of submitted events on its way through the transaction. */
final class Submissions {
  private record Key(Submission submission, String key) {}

  private static final Table<Submission> EVENTS =
      new Table<Submission>()
          .text("tenant_id", s -> s.event().tenantId())
          .text("event_id", s -> s.event().eventId())
          .text("event_name", s -> s.event().name())
          .text("correlation_key", Submission::firstKey)
          .text("other", s -> s.event().keys().size() > 1 ? s.otherKeys() : null)
          .uuid("to_run", s -> s.event().toRun())
          .bytes("payload", s -> s.request().payload())
          .text("payload_schema_ref", s -> s.event().payloadSchemaRef())
          .text("source", s -> s.event().source())
          .instant("occurred_at", s -> s.event().occurredAt())
          .small("causal_depth", s -> s.event().causalDepth());

  // Named columns: the array of further keys travels as one text, for arrays of arrays are ragged.
  private static final String STORE =
      """
      insert into workflow_event (tenant_id, event_id, event_name, correlation_key, other_keys,
        to_run, payload, payload_schema_ref, source, occurred_at, causal_depth, received_at)
      select x.tenant_id, x.event_id, x.event_name, x.correlation_key,
        string_to_array(x.other, E'\\x01'), x.to_run, x.payload, x.payload_schema_ref, x.source,
        x.occurred_at, x.causal_depth, workflow_clock()
      from %s on conflict (tenant_id, event_id) do nothing
      returning tenant_id, event_id, arrival, received_at\
      """
          .formatted(EVENTS.sql("x"));

  private static final Table<Key> KEYS =
      new Table<Key>()
          .number("arrival", k -> k.submission().arrival)
          .text("tenant_id", k -> k.submission().event().tenantId())
          .text("event_name", k -> k.submission().event().name())
          .text("correlation_key", Key::key)
          .uuid("to_run", k -> k.submission().event().toRun());

  private static final String FURTHER_KEYS =
      "insert into workflow_event_key (tenant_id, event_name, correlation_key, arrival)"
          + " select x.tenant_id, x.event_name, x.correlation_key, x.arrival from "
          + KEYS.sql("x");

  // The inner select stands for itself ("offset 0"), so that it is made once for each key, through
  // the index, and not once for all the waits there are.
  static final String WAITS =
      """
      select x.arrival, w.run_id, w.wait_id, w.correlation_key, w.filters, w.remote
      from %s cross join lateral (
        select w.run_id, w.wait_id, w.correlation_key, w.filters, w.remote, w.created_at,
          w.opened
        from workflow_wait w
        where w.tenant_id = x.tenant_id and w.event_name = x.event_name
          and w.correlation_key = x.correlation_key and w.status = 0 and w.type = 0
          and (x.to_run is null or w.run_id = x.to_run) offset 0) w
      order by x.arrival, w.created_at, w.opened\
      """
          .formatted(KEYS.sql("x"));

  private final List<Submission> all = new ArrayList<>();
  private final Map<Long, Submission> byArrival = new HashMap<>();
  private final List<Match> matches = new ArrayList<>();
  private long rows;

  Submissions(List<EventWork.Request> requests) {
    for (EventWork.Request request : requests) all.add(new Submission(request));
  }

  /** What is known beforehand of whether a wait takes an event. */
  enum Hope {
    HOLDS,
    FILTERED,
    /** Its run lives in another engine, which alone decides. */
    REMOTE
  }

  /** A wait with the event's name and key. */
  record Match(Submission submission, UUID runId, UUID waitId, Event event, Hope hope) {}

  /** One event and what has become of it so far. */
  static final class Submission {
    private final EventWork.Request request;
    private long arrival = -1;
    private @Nullable Instant receivedAt;
    private @Nullable Routed routed;
    final List<Delivery> deliveries = new ArrayList<>();
    final List<EventStore.Claimed> claimed = new ArrayList<>();
    final List<Receiver> others = new ArrayList<>();

    Submission(EventWork.Request request) {
      this.request = request;
    }

    EventWork.Request request() {
      return request;
    }

    NewEvent event() {
      return request.event();
    }

    long arrival() {
      return arrival;
    }

    /** False for a repeat: an event with this id had been stored. */
    boolean isNew() {
      return receivedAt != null;
    }

    @Nullable String firstKey() {
      return event().keys().isEmpty() ? null : event().keys().getFirst();
    }

    private String otherKeys() {
      return String.join("\u0001", event().keys().subList(1, event().keys().size()));
    }

    Event event(@Nullable String key) {
      if (receivedAt == null) throw new IllegalStateException("expected a stored event");
      NewEvent e = event();
      return new Event(
          e.eventId(),
          e.name(),
          key,
          e.payload(),
          e.payloadSchemaRef(),
          e.source(),
          e.occurredAt(),
          receivedAt);
    }

    void repeats(Routed first) {
      routed = first;
    }

    EventStore.Stored stored() {
      Routed answer = routed;
      if (answer == null) answer = new Routed(event(firstKey()), event().keys(), false, deliveries);
      return new EventStore.Stored(answer, claimed, others);
    }
  }

  List<Submission> all() {
    return all;
  }

  List<Match> matches() {
    return matches;
  }

  long rows() {
    return rows;
  }

  void store(Session session) throws SQLException {
    PreparedStatement store = session.prepare(STORE);
    EVENTS.bind(store, 1, all);
    session.counters().statements(1);
    Map<String, Submission> byId = new HashMap<>();
    for (Submission s : all) {
      byId.put(s.event().tenantId() + '\0' + s.event().eventId(), s);
      session.counters().bytes(s.request().payload().length);
    }
    try (ResultSet stored = store.executeQuery()) {
      while (stored.next()) {
        Submission s = byId.get(stored.getString(1) + '\0' + stored.getString(2));
        if (s == null) throw new IllegalStateException("expected one of the group's events");
        s.arrival = stored.getLong(3);
        s.receivedAt = EventRows.instant(stored, 4);
        byArrival.put(s.arrival, s);
        rows++;
      }
    }
    storeFurtherKeys(session);
  }

  private void storeFurtherKeys(Session session) throws SQLException {
    List<Key> further = new ArrayList<>();
    for (Submission s : byArrival.values()) {
      List<String> keys = s.event().keys();
      for (int i = 1; i < keys.size(); i++) further.add(new Key(s, keys.get(i)));
    }
    if (further.isEmpty()) return;
    PreparedStatement insert = session.prepare(FURTHER_KEYS);
    KEYS.bind(insert, 1, further);
    session.counters().statements(1);
    insert.executeUpdate();
    rows += further.size();
  }

  void findWaits(Session session) throws SQLException {
    List<Key> keys = new ArrayList<>();
    for (Submission s : byArrival.values()) {
      for (String key : s.event().keys()) keys.add(new Key(s, key));
    }
    if (keys.isEmpty()) return;
    PreparedStatement find = session.prepare(WAITS);
    KEYS.bind(find, 1, keys);
    session.counters().statements(1);
    try (ResultSet found = find.executeQuery()) {
      while (found.next()) {
        Submission s = byArrival.get(found.getLong(1));
        if (s == null) throw new IllegalStateException("expected one of the group's events");
        Event event = s.event(found.getString(4));
        matches.add(
            new Match(
                s,
                found.getObject(2, UUID.class),
                found.getObject(3, UUID.class),
                event,
                hope(found, event)));
      }
    }
  }

  private static Hope hope(ResultSet wait, Event event) throws SQLException {
    if (wait.getBoolean(6)) return Hope.REMOTE;
    List<Filter> filters = Bytes.filters(wait.getBytes(5));
    return Filters.firstFailing(filters, event) == null ? Hope.HOLDS : Hope.FILTERED;
  }
}

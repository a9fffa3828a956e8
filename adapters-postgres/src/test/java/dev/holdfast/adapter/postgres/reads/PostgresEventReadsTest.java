package dev.holdfast.adapter.postgres.reads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.adapter.postgres.RowBytes;
import dev.holdfast.adapter.postgres.TestDatabase;
import dev.holdfast.application.port.out.EventReads;
import dev.holdfast.application.view.CursorInvalid;
import dev.holdfast.application.view.Delivery;
import dev.holdfast.application.view.EventFilter;
import dev.holdfast.application.view.EventView;
import dev.holdfast.application.view.Page;
import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.json.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PostgresEventReadsTest {
  private static final TestDatabase DATABASE = new TestDatabase();
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123456Z");
  private static final EventFilter ALL = new EventFilter(null, null, null, null);

  private final EventReads reads = new PostgresEventReads(DATABASE.sessions);
  private final String tenant = "t-" + UUID.randomUUID();

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void an_event_comes_with_its_keys_and_deliveries() {
    Event event =
        new Event(
            "e1",
            "paid",
            "K",
            Json.objectOf(Map.of("amount", 12)),
            "payload.Paid.v1",
            "shop",
            T0.minusSeconds(5),
            T0);
    long arrival = insert(event, List.of("K2", "K3"));
    UUID run = UUID.randomUUID();
    UUID wait = UUID.randomUUID();
    deliver(arrival, "2", null, run, wait, null);
    deliver(arrival, "4", "PAUSED", null, null, "orders");

    EventView view = reads.event(tenant, "e1");

    assertThat(view).isNotNull();
    assertThat(view.event()).isEqualTo(event);
    assertThat(view.keys()).containsExactly("K", "K2", "K3");
    assertThat(view.deliveries())
        .extracting(Delivery::target, Delivery::state, Delivery::reason, Delivery::runId)
        .containsExactlyInAnyOrder(
            tuple("wait:" + wait, Delivery.State.USED, null, run),
            tuple("trigger:orders", Delivery.State.REFUSED, "PAUSED", null));
    assertThat(reads.event("other", "e1")).isNull();
    assertThat(reads.event(tenant, "e2")).isNull();
  }

  @Test
  void an_event_without_a_key_has_none() {
    insert(event("e1", "paid", null, 0), List.of());

    EventView view = reads.event(tenant, "e1");

    assertThat(view).isNotNull();
    assertThat(view.keys()).isEmpty();
    assertThat(view.event().correlationKey()).isNull();
    assertThat(view.event().occurredAt()).isNull();
  }

  @Test
  void lists_are_newest_first_and_filtered() {
    for (int n = 0; n < 9; n++) {
      String name = n % 2 == 0 ? "paid" : "sent";
      insert(event("e" + n, name, "K" + n % 3, n), n == 8 ? List.of("extra") : List.of());
    }

    assertThat(ids(ALL, 4)).containsExactly("e8", "e7", "e6", "e5", "e4", "e3", "e2", "e1", "e0");
    assertThat(ids(new EventFilter("sent", null, null, null), 2))
        .containsExactly("e7", "e5", "e3", "e1");
    assertThat(ids(new EventFilter(null, "K1", null, null), 2)).containsExactly("e7", "e4", "e1");
    assertThat(ids(new EventFilter(null, "extra", null, null), 2)).containsExactly("e8");
    assertThat(ids(new EventFilter("paid", "extra", null, null), 2)).containsExactly("e8");
    assertThat(ids(new EventFilter("sent", "extra", null, null), 2)).isEmpty();
    assertThat(ids(new EventFilter(null, null, T0.plusSeconds(3), T0.plusSeconds(5)), 2))
        .containsExactly("e4", "e3");
    assertThat(ids(new EventFilter("sent", "K1", null, null), 2)).containsExactly("e7", "e1");
    assertThatThrownBy(() -> reads.list(tenant, ALL, 4, "nonsense"))
        .isInstanceOf(CursorInvalid.class);
    assertThat(reads.list("other", ALL, 4, null).items()).isEmpty();
  }

  @Test
  void recent_events_have_the_name_whatever_their_key() {
    for (int n = 0; n < 5; n++) insert(event("e" + n, "paid", "K" + n, n), List.of());
    insert(event("x", "sent", "K0", 9), List.of());

    assertThat(reads.recent(tenant, "paid", 3))
        .extracting(view -> view.event().id())
        .containsExactly("e4", "e3", "e2");
  }

  @Test
  void names_are_counted_since_an_instant_and_sorted() {
    insert(event("e1", "paid", "K", 0), List.of());
    insert(event("e2", "paid", "K", 10), List.of());
    insert(event("e3", "Sent", "K", 10), List.of());
    insert(event("e4", "paid", "K", 11), List.of());

    Map<String, Long> counts = reads.countByName(tenant, T0.plusSeconds(10));

    assertThat(counts).containsExactlyInAnyOrderEntriesOf(Map.of("Sent", 1L, "paid", 2L));
    assertThat(counts.keySet()).containsExactly("Sent", "paid");
  }

  private List<String> ids(EventFilter filter, int limit) {
    List<String> ids = new ArrayList<>();
    String cursor = null;
    do {
      Page<EventView> page = reads.list(tenant, filter, limit, cursor);
      page.items().forEach(view -> ids.add(view.event().id()));
      cursor = page.nextCursor();
    } while (cursor != null);
    return ids;
  }

  private static Event event(String id, String name, @Nullable String key, int second) {
    return new Event(id, name, key, Json.EMPTY_OBJECT, null, null, null, T0.plusSeconds(second));
  }

  private long insert(Event event, List<String> otherKeys) {
    try (Connection connection = DATABASE.dataSource().getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into workflow_event (tenant_id, event_id, event_name, correlation_key,
                  other_keys, payload, payload_schema_ref, source, occurred_at, received_at,
                  causal_depth)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) returning arrival
                """)) {
      Instant occurred = event.occurredAt();
      insert.setString(1, tenant);
      insert.setString(2, event.id());
      insert.setString(3, event.name());
      insert.setString(4, event.correlationKey());
      insert.setArray(
          5, otherKeys.isEmpty() ? null : connection.createArrayOf("text", otherKeys.toArray()));
      insert.setBytes(6, RowBytes.object(event.payload()));
      insert.setString(7, event.payloadSchemaRef());
      insert.setString(8, event.source());
      insert.setObject(9, occurred == null ? null : occurred.atOffset(ZoneOffset.UTC));
      insert.setObject(10, event.receivedAt().atOffset(ZoneOffset.UTC));
      try (var arrival = insert.executeQuery()) {
        arrival.next();
        for (String other : otherKeys) insertKey(event, other, arrival.getLong(1));
        return arrival.getLong(1);
      }
    } catch (SQLException e) {
      throw new AssertionError("expected to store an event", e);
    }
  }

  private void insertKey(Event event, String key, long arrival) {
    DATABASE.execute(
        "insert into workflow_event_key values ('%s', '%s', '%s', %d)"
            .formatted(tenant, event.name(), key, arrival));
  }

  private void deliver(
      long arrival,
      String state,
      @Nullable String reason,
      @Nullable UUID run,
      @Nullable UUID wait,
      @Nullable String workflowKey) {
    DATABASE.execute(
        """
        insert into workflow_event_delivery (delivery_id, arrival, tenant_id, state, reason,
          run_id, wait_id, workflow_key, created_at, updated_at)
        values (gen_random_uuid(), %d, '%s', %s, %s, %s, %s, %s, now(), now())
        """
            .formatted(
                arrival, tenant, state, text(reason), text(run), text(wait), text(workflowKey)));
  }

  private static String text(@Nullable Object value) {
    return value == null ? "null" : "'" + value + "'";
  }
}

package dev.holdfast.domain.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.Seeds;
import dev.holdfast.domain.event.Filter.Op;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.Lookup;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FiltersTest {
  private static final Event EVENT =
      new Event(
          "e-1",
          "ticket.updated",
          "T-7",
          Json.objectOf(
              Map.of(
                  "priority", 3,
                  "title", "Printer on fire",
                  "tags", List.of("hot", 1.0),
                  "nothing", Arrays.asList((Object) null),
                  "customer", Map.of("id", "42"),
                  "event", Map.of("id", "inner"))),
          null,
          "desk",
          null,
          Instant.parse("2026-03-01T10:00:00Z"));

  @Test
  void paths_start_at_the_payload_unless_they_say_otherwise() {
    assertThat(holds("customer.id", Op.EQUAL, "42")).isTrue();
    assertThat(holds("payload.customer.id", Op.EQUAL, "42")).isTrue();
    assertThat(holds("event.id", Op.EQUAL, "e-1")).isTrue();
    assertThat(holds("event.payload.customer.id", Op.EQUAL, "42")).isTrue();
    assertThat(holds("payload.event.id", Op.EQUAL, "inner")).isTrue();
    assertThat(holds("/customer/id", Op.EQUAL, "42")).isTrue();
    assertThat(holds("event.correlationKey", Op.EQUAL, "T-7")).isTrue();
    assertThat(holds("event.receivedAt", Op.GREATER_OR_EQUAL, "2026-03-01T10:00:00.000Z")).isTrue();
    assertThat(holds("event.receivedAt", Op.GREATER, "2026-03-01T10:00:00.000Z")).isFalse();
  }

  @Test
  void numbers_compare_as_numbers_and_strings_as_strings() {
    assertThat(holds("priority", Op.EQUAL, new BigDecimal("3"))).isTrue();
    assertThat(holds("priority", Op.EQUAL, "3")).isFalse();
    assertThat(holds("priority", Op.GREATER, 2L)).isTrue();
    assertThat(holds("priority", Op.GREATER, 3L)).isFalse();
    assertThat(holds("priority", Op.GREATER_OR_EQUAL, 3L)).isTrue();
    assertThat(holds("priority", Op.LESS, new BigDecimal("3.5"))).isTrue();
    assertThat(holds("priority", Op.LESS, 3L)).isFalse();
    assertThat(holds("priority", Op.LESS_OR_EQUAL, 3L)).isTrue();
    assertThat(holds("priority", Op.LESS, "4")).isFalse();
    assertThat(holds("customer.id", Op.LESS, "5")).isTrue();
    assertThat(holds("customer.id", Op.LESS, 50L)).isFalse();
    assertThat(holds("tags", Op.GREATER, 0L)).isFalse();
  }

  @Test
  void parts_of_texts_and_elements_of_lists_are_found() {
    assertThat(holds("title", Op.CONTAINS, "on f")).isTrue();
    assertThat(holds("title", Op.CONTAINS, "On f")).isFalse();
    assertThat(holds("title", Op.STARTS_WITH, "Printer")).isTrue();
    assertThat(holds("title", Op.STARTS_WITH, "rinter")).isFalse();
    assertThat(holds("title", Op.ENDS_WITH, "fire")).isTrue();
    assertThat(holds("title", Op.ENDS_WITH, "fir")).isFalse();
    assertThat(holds("tags", Op.CONTAINS, 1L)).isTrue();
    assertThat(holds("tags", Op.CONTAINS, "1")).isFalse();
    assertThat(holds("priority", Op.CONTAINS, 3L)).isFalse();
  }

  @Test
  void in_looks_at_lists_and_takes_a_single_value_for_a_list_of_one() {
    assertThat(holds("priority", Op.IN, Json.of(List.of(1, 3.0)))).isTrue();
    assertThat(holds("priority", Op.IN, Json.of(List.of("3")))).isFalse();
    assertThat(holds("priority", Op.IN, 3L)).isTrue();
    assertThat(holds("priority", Op.NOT_IN, Json.of(List.of(1, 2)))).isTrue();
    assertThat(holds("priority", Op.NOT_IN, Json.of(List.of(3)))).isFalse();
  }

  @Test
  void null_exists() {
    assertThat(holds("nothing[0]", Op.EXISTS, null)).isTrue();
    assertThat(holds("nothing[0]", Op.NOT_EXISTS, null)).isFalse();
    assertThat(holds("nothing[0]", Op.EQUAL, null)).isTrue();
    assertThat(holds("nothing[1]", Op.EXISTS, null)).isFalse();
  }

  @Test
  void where_nothing_is_only_three_operators_hold() {
    List<Op> negative = List.of(Op.NOT_EXISTS, Op.NOT_EQUAL, Op.NOT_IN);
    Seeds.each(
        200,
        seeds -> {
          Object wanted = Json.of(seeds.json(2));
          for (Op op : Op.values()) {
            assertThat(Filters.holds(op, Lookup.MISSING, wanted)).isEqualTo(negative.contains(op));
          }
        });
  }

  @Test
  void an_operator_and_its_opposite_never_agree() {
    Seeds.each(
        2_000,
        seeds -> {
          Lookup found = new Lookup(true, Json.of(seeds.json(2)));
          Object wanted = Json.of(seeds.json(2));
          assertThat(Filters.holds(Op.EQUAL, found, wanted))
              .isNotEqualTo(Filters.holds(Op.NOT_EQUAL, found, wanted));
          assertThat(Filters.holds(Op.IN, found, wanted))
              .isNotEqualTo(Filters.holds(Op.NOT_IN, found, wanted));
          assertThat(
                  Filters.holds(Op.LESS, found, wanted)
                      && Filters.holds(Op.GREATER_OR_EQUAL, found, wanted))
              .isFalse();
        });
  }

  @Test
  void a_text_that_is_no_path_leads_nowhere() {
    assertThat(holds("a..b", Op.NOT_EXISTS, null)).isTrue();
    assertThat(holds("event.", Op.EXISTS, null)).isFalse();
  }

  @Test
  void the_first_filter_that_fails_is_named() {
    Filter good = new Filter("priority", Op.EQUAL, 3L);
    Filter bad = new Filter("priority", Op.EQUAL, 4L);
    assertThat(Filters.firstFailing(List.of(good, bad, good), EVENT)).isSameAs(bad);
    assertThat(Filters.firstFailing(List.of(good), EVENT)).isNull();
    assertThat(Filters.firstFailing(List.of(), EVENT)).isNull();
  }

  @Test
  void every_operator_is_found_by_its_text() {
    for (Op op : Op.values()) assertThat(Op.byText(op.text())).isSameAs(op);
    assertThat(Op.byText("==")).isNull();
  }

  private static boolean holds(String path, Op op, @Nullable Object value) {
    return Filters.holds(new Filter(path, op, value), EVENT);
  }
}

package dev.holdfast.domain.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.Seeds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void whole_numbers_become_longs_whatever_they_came_as() {
    assertThat(Json.of(7)).isEqualTo(7L);
    assertThat(Json.of((short) 7)).isEqualTo(7L);
    assertThat(Json.of((byte) 7)).isEqualTo(7L);
    assertThat(Json.of(7.0)).isEqualTo(7L);
    assertThat(Json.of(7.0f)).isEqualTo(7L);
    assertThat(Json.of(new BigDecimal("7.000"))).isEqualTo(7L);
    assertThat(Json.of(new BigDecimal("0.000"))).isEqualTo(0L);
    assertThat(Json.of(-0.0)).isEqualTo(0L);
    assertThat(Json.of(BigInteger.valueOf(7))).isEqualTo(7L);
  }

  @Test
  void both_ends_of_the_long_range_stay_exact() {
    BigDecimal max = BigDecimal.valueOf(Long.MAX_VALUE);
    assertThat(Json.of(max)).isEqualTo(Long.MAX_VALUE);
    assertThat(Json.of(max.add(BigDecimal.ONE))).isEqualTo(new BigDecimal("9223372036854775808"));
    assertThat(Json.of(BigInteger.valueOf(Long.MIN_VALUE))).isEqualTo(Long.MIN_VALUE);
    assertThat(Json.text(Json.of(BigInteger.valueOf(Long.MIN_VALUE).subtract(BigInteger.ONE))))
        .isEqualTo("-9223372036854775809");
  }

  @Test
  void decimals_lose_trailing_zeros_and_nothing_else() {
    assertThat(Json.of(new BigDecimal("1.500"))).isEqualTo(new BigDecimal("1.5"));
    assertThat(Json.of(0.1)).isEqualTo(new BigDecimal("0.1"));
    assertThat(Json.text(Json.of(new BigDecimal("1e-7")))).isEqualTo("0.0000001");
    assertThat(Json.text(Json.of(new BigDecimal("1e20")))).isEqualTo("100000000000000000000");
  }

  @Test
  void doubles_keep_the_digits_their_text_shows() {
    assertThat(Json.of(1e300)).isEqualTo(Json.of(new BigDecimal("1e300")));
    assertThat(Json.of((double) (1L << 53))).isEqualTo(1L << 53);
    assertThat(Json.of(Double.MIN_VALUE)).isEqualTo(new BigDecimal("4.9E-324"));
  }

  @Test
  void numbers_have_a_thousand_digits_at_most_on_either_side() {
    assertThat(Json.of(new BigDecimal("1e999"))).isInstanceOf(BigDecimal.class);
    assertThat(Json.of(new BigDecimal("1e-1000"))).isInstanceOf(BigDecimal.class);
    assertThat(Json.of(new BigInteger("9".repeat(1000)))).isInstanceOf(BigDecimal.class);
    for (Number tooLong :
        List.of(
            new BigDecimal("1e1000"),
            new BigDecimal("1e-1001"),
            new BigDecimal("1e999999999"),
            new BigDecimal("1e-999999999"),
            BigInteger.TEN.pow(1000),
            BigInteger.TWO.pow(1_000_000))) {
      assertThatThrownBy(() -> Json.of(tooLong)).isInstanceOf(NotJson.class);
    }
  }

  @Test
  void what_is_no_json_is_refused_with_its_place() {
    assertThatThrownBy(() -> Json.of(Map.of("a", List.of(1, Double.NaN))))
        .isInstanceOf(NotJson.class)
        .hasMessageEndingWith("at /a/1");
    assertThatThrownBy(() -> Json.of(Float.NEGATIVE_INFINITY)).isInstanceOf(NotJson.class);
    assertThatThrownBy(() -> Json.of(Instant.EPOCH)).isInstanceOf(NotJson.class);
    assertThatThrownBy(() -> Json.of(Map.of(1, 2))).isInstanceOf(NotJson.class);
    assertThatThrownBy(() -> Json.objectOf(List.of())).isInstanceOf(NotJson.class);
  }

  @Test
  void depth_64_is_the_last_that_passes() {
    assertThat(Json.of(nested(64))).isNotNull();
    assertThatThrownBy(() -> Json.of(nested(65))).isInstanceOf(NotJson.class);
    assertThat(Json.isDeeperThan(nested(64), 64)).isFalse();
    assertThat(Json.isDeeperThan(nested(65), 64)).isTrue();
    assertThat(Json.isDeeperThan("scalar", 0)).isFalse();
    assertThat(Json.isDeeperThan(List.of(), 0)).isTrue();
  }

  @Test
  void a_structure_that_holds_itself_is_refused() {
    List<Object> list = new ArrayList<>();
    list.add(list);
    assertThatThrownBy(() -> Json.of(list)).isInstanceOf(NotJson.class);
  }

  @Test
  void a_list_of_10000_is_the_longest() {
    assertThat(Json.hasLongList(Map.of("a", zeros(10_000)))).isFalse();
    assertThat(Json.hasLongList(Map.of("a", List.of(zeros(10_001))))).isTrue();
  }

  @Test
  void values_are_immutable_copies_in_their_order() {
    Map<String, @Nullable Object> source = new LinkedHashMap<>();
    source.put("b", 1);
    source.put("a", Arrays.asList(1, null));
    Map<String, @Nullable Object> copy = Json.objectOf(source);
    source.put("c", 2);
    assertThat(copy.keySet()).containsExactly("b", "a");
    assertThatThrownBy(() -> copy.put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
    assertThat(Json.asList(copy.get("a"))).containsExactly(1L, null);
  }

  @Test
  void numbers_are_equal_by_value_and_texts_never_equal_numbers() {
    assertThat(Json.equal(1L, Json.of(new BigDecimal("1.0")))).isTrue();
    assertThat(Json.equal(new BigDecimal("1.50"), new BigDecimal("1.5"))).isTrue();
    assertThat(Json.equal(1L, "1")).isFalse();
    assertThat(Json.equal(1L, true)).isFalse();
    assertThat(Json.equal(null, 0L)).isFalse();
    assertThat(Json.equal(null, null)).isTrue();
  }

  @Test
  void objects_are_equal_in_any_order_and_lists_only_in_the_same() {
    Object left = Json.of(ordered("a", 1, "b", null));
    assertThat(Json.equal(left, Json.of(ordered("b", null, "a", 1)))).isTrue();
    assertThat(Json.equal(left, Json.of(ordered("a", 1, "c", null)))).isFalse();
    assertThat(Json.equal(left, Json.of(ordered("a", 1)))).isFalse();
    assertThat(Json.equal(List.of(1L, 2L), List.of(2L, 1L))).isFalse();
    assertThat(Json.equal(List.of(1L), List.of(1L, 2L))).isFalse();
  }

  @Test
  void every_member_and_element_counts_for_equality() {
    assertThat(Json.equal(Map.of("a", 1L, "b", 2L), Map.of("a", 1L, "b", 3L))).isFalse();
    assertThat(Json.equal(Map.of("a", 1L), Map.of("a", 2L))).isFalse();
    assertThat(Json.equal(ordered("a", null), ordered("b", null))).isFalse();
    assertThat(Json.equal(List.of(1L, 2L), List.of(1L, 3L))).isFalse();
  }

  @Test
  void every_width_of_a_character_is_counted() {
    for (int point : List.of(0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF)) {
      String text = Character.toString(point);
      assertThat(Json.utf8Size(text)).isEqualTo(2 + text.getBytes(StandardCharsets.UTF_8).length);
    }
    assertThat(Json.utf8Size(Long.MIN_VALUE)).isEqualTo(20);
    assertThat(Json.utf8Size(-10L)).isEqualTo(3);
    assertThat(Json.utf8Size(9L)).isEqualTo(1);
  }

  @Test
  void a_number_alone_takes_its_one_form() {
    assertThat(Json.number(new BigDecimal("2.50"))).isEqualTo(new BigDecimal("2.5"));
    assertThatThrownBy(() -> Json.number(Double.NaN))
        .isInstanceOfSatisfying(NotJson.class, refused -> assertThat(refused.pointer()).isEmpty());
  }

  @Test
  void pointers_escape_what_they_must() {
    assertThat(Json.pointer("/a", "b")).isEqualTo("/a/b");
    assertThat(Json.pointer("", "~x/")).isEqualTo("/~0x~1");
    assertThat(Json.pointer("", "/")).isEqualTo("/~1");
    assertThat(Json.pointer("", "~")).isEqualTo("/~0");
    assertThatThrownBy(() -> Json.of(Map.of("a/b", Instant.EPOCH)))
        .isInstanceOfSatisfying(
            NotJson.class, refused -> assertThat(refused.pointer()).isEqualTo("/a~1b"));
  }

  @Test
  void order_is_kept_where_the_pointer_says_so_inside_lists_too() {
    Object value = Json.of(List.of(ordered("b", 1, "a", 2), ordered("d", 1, "c", 2)));
    assertThat(Json.canonicalText(value, "/1"::equals))
        .isEqualTo("[{\"a\":2,\"b\":1},{\"d\":1,\"c\":2}]");
  }

  @Test
  void text_keeps_order_and_canonical_text_sorts() {
    Object value = Json.of(ordered("b", ordered("d", 1, "c", 2), "a", List.of()));
    assertThat(Json.text(value)).isEqualTo("{\"b\":{\"d\":1,\"c\":2},\"a\":[]}");
    assertThat(Json.canonicalText(value)).isEqualTo("{\"a\":[],\"b\":{\"c\":2,\"d\":1}}");
    assertThat(Json.canonicalText(value, "/b"::equals))
        .isEqualTo("{\"a\":[],\"b\":{\"d\":1,\"c\":2}}");
  }

  @Test
  void only_what_must_be_escaped_is() {
    assertThat(Json.text("\"\\/\b\f\n\r\t\u0000\u001f\u007fé😀"))
        .isEqualTo("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007fé😀\"");
  }

  @Test
  void a_surrogate_without_partner_becomes_the_replacement_character() {
    assertThat(Json.of("a\uD83D")).isEqualTo("a\uFFFD");
    assertThat(Json.of("\uDE00\uD83D\uDE00\uD83Dx")).isEqualTo("\uFFFD😀\uFFFDx");
  }

  @Test
  void the_counted_size_is_the_size_of_the_text() {
    Seeds.each(
        5_000,
        seeds -> {
          Object value = Json.of(seeds.json(5));
          assertThat(Json.utf8Size(value))
              .isEqualTo(Json.text(value).getBytes(StandardCharsets.UTF_8).length)
              .isEqualTo(Json.canonicalText(value).getBytes(StandardCharsets.UTF_8).length);
        });
  }

  @Test
  void equal_values_have_equal_canonical_texts() {
    Seeds.each(
        3_000,
        seeds -> {
          Object left = Json.of(seeds.json(3));
          Object right = seeds.chance(50) ? Json.of(left) : Json.of(seeds.json(2));
          assertThat(Json.canonicalText(left).equals(Json.canonicalText(right)))
              .isEqualTo(Json.equal(left, right))
              .isEqualTo(left == null ? right == null : left.equals(right));
        });
  }

  @Test
  void instants_always_show_milliseconds() {
    assertThat(Json.instant(Instant.parse("2026-01-02T03:04:05Z")))
        .isEqualTo("2026-01-02T03:04:05.000Z");
    assertThat(Json.instant(Instant.parse("2026-01-02T03:04:05.123999Z")))
        .isEqualTo("2026-01-02T03:04:05.123Z");
  }

  private static Object nested(int depth) {
    Object value = List.of();
    for (int i = 1; i < depth; i++) value = i % 2 == 0 ? List.of(value) : Map.of("a", value);
    return value;
  }

  private static List<Object> zeros(int length) {
    return new ArrayList<>(java.util.Collections.nCopies(length, 0L));
  }

  static Map<String, @Nullable Object> ordered(@Nullable Object... keysAndValues) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return map;
  }
}

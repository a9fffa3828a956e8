package dev.holdfast.domain.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.JsonPath;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CorrelationTest {
  private static final CorrelationResolver RULES =
      new CorrelationResolver(
          rules(
              "order.paid", List.of("order.id", "order.external", "order.id"),
              "*", List.of("id")));

  @Test
  void both_sides_write_a_key_alike() {
    assertThat(CorrelationKey.of(" T-7\t")).isEqualTo(new CorrelationKey.Usable("T-7"));
    assertThat(CorrelationKey.of(7L)).isEqualTo(new CorrelationKey.Usable("7"));
    assertThat(CorrelationKey.of(Json.of(7.0))).isEqualTo(new CorrelationKey.Usable("7"));
    assertThat(CorrelationKey.of(Json.of(new BigDecimal("1e20"))))
        .isEqualTo(new CorrelationKey.Usable("100000000000000000000"));
    assertThat(CorrelationKey.of(true)).isEqualTo(new CorrelationKey.Usable("true"));
  }

  @Test
  void null_and_blank_are_no_key() {
    assertThat(CorrelationKey.of(null)).isEqualTo(new CorrelationKey.Blank());
    assertThat(CorrelationKey.of(" \n\u2003")).isEqualTo(new CorrelationKey.Blank());
  }

  @Test
  void a_key_has_255_characters_at_most() {
    assertThat(CorrelationKey.of(" " + "k".repeat(255)))
        .isEqualTo(new CorrelationKey.Usable("k".repeat(255)));
    assertThat(CorrelationKey.of("k".repeat(256))).isInstanceOf(CorrelationKey.Unusable.class);
  }

  @Test
  void objects_lists_and_nul_characters_cannot_be_keys() {
    assertThat(CorrelationKey.of(Map.of())).isInstanceOf(CorrelationKey.Unusable.class);
    assertThat(CorrelationKey.of(List.of("a"))).isInstanceOf(CorrelationKey.Unusable.class);
    assertThat(CorrelationKey.of("a\0b")).isInstanceOf(CorrelationKey.Unusable.class);
  }

  @Test
  void an_explicit_key_is_the_only_one_used() {
    Map<String, Object> payload =
        Map.of("id", 1L, "workflowCorrelationKey", "second", "correlationKey", "third");
    assertThat(keys("x", " first ", payload)).containsExactly("first");
    assertThat(keys("x", " ", payload)).containsExactly("second");
    assertThat(keys("x", null, Map.of("correlationKey", 3L, "id", 1L))).containsExactly("3");
    assertThat(keys("x", null, Map.of("workflowCorrelationKey", "", "correlationKey", "third")))
        .containsExactly("third");
  }

  @Test
  void an_explicit_key_that_cannot_be_used_routes_nowhere() {
    assertThat(keys("x", null, Map.of("correlationKey", Map.of(), "id", 1L))).isEmpty();
    assertThat(keys("x", "k".repeat(256), Map.of("id", 1L))).isEmpty();
  }

  @Test
  void configured_paths_give_each_key_once_in_their_order() {
    Map<String, Object> order = Map.of("id", 9L, "external", "X-1");
    assertThat(keys("order.paid", null, Map.of("order", order, "id", 1L)))
        .containsExactly("9", "X-1");
  }

  @Test
  void the_rule_for_any_name_is_asked_last() {
    assertThat(keys("order.paid", null, Map.of("id", 1L))).containsExactly("1");
    assertThat(keys("other", null, Map.of("id", 1L))).containsExactly("1");
    assertThat(keys("other", null, Map.of("id", Map.of()))).isEmpty();
    assertThat(keys("other", null, Map.of())).isEmpty();
  }

  private static List<String> keys(String name, @Nullable String explicit, Map<String, ?> payload) {
    return RULES.keysOf(name, explicit, Json.objectOf(payload));
  }

  private static Map<String, List<JsonPath>> rules(
      String name, List<String> paths, String other, List<String> otherPaths) {
    Map<String, List<JsonPath>> rules = new LinkedHashMap<>();
    rules.put(name, paths.stream().map(CorrelationTest::path).toList());
    rules.put(other, otherPaths.stream().map(CorrelationTest::path).toList());
    return rules;
  }

  private static JsonPath path(String text) {
    return ((JsonPath.Parsing.Parsed) JsonPath.parse(text)).path();
  }
}

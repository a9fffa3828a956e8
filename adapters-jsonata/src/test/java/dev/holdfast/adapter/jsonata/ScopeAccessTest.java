package dev.holdfast.adapter.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.expression.Evaluation;
import dev.holdfast.domain.expression.EvaluationContext;
import dev.holdfast.domain.expression.ExpressionProfile;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an evaluation touches of its scope, and that it changes nothing there. */
@NullMarked
class ScopeAccessTest {
  private static final EvaluationContext NOW =
      new EvaluationContext(Instant.parse("2026-01-02T03:04:05.678Z"));

  private final JsonataExpressions engine = new JsonataExpressions();

  /** Answers what it is asked for by name, and cannot be walked. */
  private static final class Unwalkable extends AbstractMap<String, @Nullable Object> {
    private final Map<String, @Nullable Object> values;
    private final List<String> asked = new ArrayList<>();

    Unwalkable(Map<String, @Nullable Object> values) {
      this.values = values;
    }

    @Override
    public @Nullable Object get(Object key) {
      asked.add(String.valueOf(key));
      return values.get(key);
    }

    @Override
    public boolean containsKey(Object key) {
      return values.containsKey(key);
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
      throw new UnsupportedOperationException("expected nobody to walk this");
    }
  }

  private Evaluation evaluate(String source, Map<String, @Nullable Object> scope) {
    return engine.compile(source, ExpressionProfile.WORKFLOW).evaluate(scope, NOW);
  }

  private static @Nullable Object value(Evaluation evaluation) {
    assertThat(evaluation).isInstanceOf(Evaluation.Value.class);
    return ((Evaluation.Value) evaluation).value();
  }

  @Test
  void a_path_asks_only_for_its_names() {
    Unwalkable customer = new Unwalkable(Collections.singletonMap("name", "Ann"));
    Unwalkable payload = new Unwalkable(Collections.singletonMap("customer", customer));
    Unwalkable scope = new Unwalkable(Collections.singletonMap("payload", payload));
    assertThat(
            value(
                evaluate("payload.customer.name = 'Ann' and payload.customer.name != 'x'", scope)))
        .isEqualTo(true);
    assertThat(scope.asked).containsOnly("payload");
    assertThat(payload.asked).containsOnly("customer");
    assertThat(customer.asked).containsOnly("name");
  }

  @Test
  void a_bare_name_is_asked_of_the_scope() {
    Unwalkable scope = new Unwalkable(Collections.singletonMap("item", 3L));
    assertThat(value(evaluate("item + 1", scope))).isEqualTo(4L);
    assertThat(scope.asked).containsExactly("item");
  }

  @Test
  void what_is_only_passed_on_is_the_very_value() {
    Map<String, @Nullable Object> order = new LinkedHashMap<>();
    order.put("b", 1L);
    order.put("a", null);
    Object payload = Collections.unmodifiableMap(order);
    Map<String, @Nullable Object> scope = Collections.singletonMap("payload", payload);
    assertThat(value(evaluate("payload", scope))).isSameAs(payload);
    assertThat(value(evaluate("{'p': payload}", scope)))
        .isEqualTo(Map.of("p", payload))
        .extracting("p")
        .isSameAs(payload);
  }

  @Test
  void the_scope_itself_is_copied_into_a_plain_map() {
    Map<String, @Nullable Object> scope = new LinkedHashMap<>(Map.of("a", 1L));
    Object copy = value(evaluate("$$", scope));
    scope.put("a", 2L);
    assertThat(copy).isEqualTo(Map.of("a", 1L));
  }

  @Test
  void results_cannot_be_changed_and_keep_their_order() {
    Object made = value(evaluate("{'b': [1, 2], 'a': {'c': null}}", Map.of()));
    assertThat(TestJson.ordered(made)).isEqualTo("{\"b\":[1,2,],\"a\":{\"c\":null,},}");
    Map<?, ?> map = (Map<?, ?>) made;
    assertThat(map.getClass().getName()).contains("Unmodifiable");
    assertThat(String.valueOf(map.get("b"))).isEqualTo("[1, 2]");
  }

  @Test
  void grouping_an_empty_list_leaves_no_trace_in_it() {
    Map<String, @Nullable Object> scope = Collections.singletonMap("items", List.of());
    assertThat(value(evaluate("items{'k': 1}", scope))).isEqualTo(Map.of("k", 1L));
    assertThat(value(evaluate("($i := items; $g := $i{'k': 1}; $count($i))", scope))).isEqualTo(0L);
    assertThat(value(evaluate("($i := items; $g := $i{'k': $i{'j': 1}}; [$count($i), $i])", scope)))
        .isEqualTo(List.of(0L));
    assertThat(value(evaluate("items.{'a': 1}", Collections.singletonMap("items", List.of(1L)))))
        .isEqualTo(Map.of("a", 1L));
  }

  @Test
  void nulls_of_the_scope_are_null_and_not_missing() {
    Map<String, @Nullable Object> holder = Collections.singletonMap("n", null);
    Map<String, @Nullable Object> scope = new LinkedHashMap<>();
    scope.put("payload", holder);
    scope.put(
        "list", Collections.unmodifiableList(new ArrayList<>(java.util.Arrays.asList(1L, null))));
    assertThat(value(evaluate("$exists(payload.n)", scope))).isEqualTo(true);
    assertThat(value(evaluate("$exists(payload.m)", scope))).isEqualTo(false);
    assertThat(value(evaluate("payload.n = null", scope))).isEqualTo(true);
    assertThat(value(evaluate("list[1] = null", scope))).isEqualTo(true);
    assertThat(value(evaluate("$count(list)", scope))).isEqualTo(2L);
    assertThat(value(evaluate("$map(list, function($x){ $x = null })", scope)))
        .isEqualTo(List.of(false, true));
    assertThat(value(evaluate("payload ~> $each(function($v){ $type($v) })", scope)))
        .isEqualTo("null");
  }

  @Test
  void a_value_that_is_not_json_fails_the_evaluation() {
    assertThat(evaluate("a", Collections.singletonMap("a", new Object())))
        .isInstanceOfSatisfying(
            Evaluation.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo("INPUT_NOT_JSON"));
  }
}

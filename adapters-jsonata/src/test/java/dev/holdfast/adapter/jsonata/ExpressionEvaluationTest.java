package dev.holdfast.adapter.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.expression.Evaluation;
import dev.holdfast.domain.expression.EvaluationContext;
import dev.holdfast.domain.expression.ExpressionProfile;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
class ExpressionEvaluationTest {
  private static final EvaluationContext NOW =
      new EvaluationContext(Instant.parse("2026-01-02T03:04:05.600Z"));

  private final JsonataExpressions engine = new JsonataExpressions();

  private static Map<String, @Nullable Object> scope() {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("customer", Map.of("name", "Ann"));
    payload.put("total", 120L);
    payload.put("price", new BigDecimal("19.99"));
    payload.put("big", 9007199254740993L);
    payload.put("long", new BigDecimal("0.12345678901234567890123"));
    payload.put("nothing", null);
    payload.put("empty", List.of());
    payload.put("items", List.of(Map.of("sku", "a", "qty", 2L), Map.of("sku", "b", "qty", 3L)));
    return Collections.singletonMap("payload", Collections.unmodifiableMap(payload));
  }

  private Evaluation evaluate(String source) {
    return engine.compile(source, ExpressionProfile.WORKFLOW).evaluate(scope(), NOW);
  }

  private @Nullable Object value(String source) {
    Evaluation evaluation = evaluate(source);
    assertThat(evaluation).as(source).isInstanceOf(Evaluation.Value.class);
    return ((Evaluation.Value) evaluation).value();
  }

  @Test
  void a_path_reads_the_scope() {
    assertThat(value("payload.customer.name")).isEqualTo("Ann");
    assertThat(value("payload.items[qty > 2].sku")).isEqualTo("b");
    assertThat(value("payload.items.sku")).isEqualTo(List.of("a", "b"));
    assertThat(value("payload.nothing")).isNull();
  }

  @Test
  void what_is_not_there_is_missing_and_named() {
    assertThat(evaluate("payload.customer.tier"))
        .isEqualTo(new Evaluation.Missing("payload.customer.tier", 4));
    assertThat(evaluate("payload.customer.tier > 3"))
        .isEqualTo(new Evaluation.Missing("payload.customer.tier", 6));
  }

  @Test
  void numbers_that_are_only_passed_on_stay_exact() {
    assertThat(value("payload.big")).isEqualTo(9007199254740993L);
    assertThat(value("payload.long")).isEqualTo(new BigDecimal("0.12345678901234567890123"));
    assertThat(value("[payload.big, payload.long]"))
        .isEqualTo(List.of(9007199254740993L, new BigDecimal("0.12345678901234567890123")));
  }

  @Test
  void numbers_that_are_computed_are_whole_or_decimal() {
    assertThat(value("payload.total + 1")).isEqualTo(121L);
    assertThat(value("payload.price * 3")).isEqualTo(new BigDecimal("59.97"));
    assertThat(value("payload.price * 100")).isEqualTo(new BigDecimal("1998.9999999999998"));
  }

  @Test
  void double_equals_is_read_as_equals_outside_of_strings() {
    assertThat(value("payload.total == 120")).isEqualTo(true);
    assertThat(value("'a==b'")).isEqualTo("a==b");
  }

  @Test
  void the_own_functions_need_no_dollar() {
    assertThat(value("nowIso()")).isEqualTo("2026-01-02T03:04:05.600Z");
    assertThat(value("$now()")).isEqualTo("2026-01-02T03:04:05.600Z");
    assertThat(value("$millis()")).isEqualTo(1767323045600L);
    assertThat(value("coalesce(payload.nothing, payload.none, 5)")).isEqualTo(5L);
    assertThat(value("len(payload.items)")).isEqualTo(2L);
    assertThat(value("len(payload.total)")).isEqualTo(0L);
    assertThat(value("toString(payload.nothing)")).isEqualTo("");
    assertThat(value("append(null, 3)")).isEqualTo(List.of(3L));
    assertThat(value("$append(payload.items.sku, ['c'])")).isEqualTo(List.of("a", "b", "c"));
  }
}

package dev.holdfast.adapter.jsonata;

import dev.holdfast.domain.expression.Evaluation;
import dev.holdfast.domain.expression.EvaluationContext;
import dev.holdfast.domain.expression.Expression;
import dev.holdfast.domain.expression.ExpressionProfile;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** A program that prints roughly what evaluations cost here; the benchmarks measure properly. */
@NullMarked
final class EvaluationTimes {
  private static final List<String> SOURCES =
      List.of(
          "payload.customer.name",
          "payload.total > 100",
          "payload.total > 100 and payload.customer.tier = \"gold\"",
          "payload.items[qty>2].price",
          "$sum(payload.items.(qty*price))",
          "$map(payload.items, function($i){$i.qty*$i.price})",
          "\"a\" & payload.customer.name & payload.total",
          "payload.items{sku: $sum(qty)}",
          "payload.items^(>price)[0].sku",
          "coalesce(payload.note, payload.customer.name)",
          "payload.note ?? payload.customer.name",
          "$contains(payload.customer.name, /^A.*e$/)",
          "nowIso()",
          "payload");

  private EvaluationTimes() {}

  public static void main(String[] arguments) {
    JsonataExpressions engine = new JsonataExpressions();
    EvaluationContext now = new EvaluationContext(Instant.parse("2026-01-02T03:04:05.678Z"));
    Map<String, @Nullable Object> scope = scope();
    for (String source : SOURCES) {
      Expression expression = engine.compile(source, ExpressionProfile.WORKFLOW);
      Evaluation evaluation = expression.evaluate(scope, now);
      int times = evaluation.steps() > 100 ? 1_000 : 20_000;
      long best = Long.MAX_VALUE;
      for (int round = 0; round < 12; round++) {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
          evaluation = expression.evaluate(scope, now);
        }
        best = Math.min(best, (System.nanoTime() - start) / times);
      }
      System.out.printf("%8d ns %6d steps  %s%n", best, evaluation.steps(), source);
    }
  }

  private static Map<String, @Nullable Object> scope() {
    List<Object> items = new ArrayList<>();
    for (long i = 0; i < 100; i++) {
      Map<String, @Nullable Object> item = new LinkedHashMap<>();
      item.put("sku", "s" + i % 10);
      item.put("qty", i % 5);
      item.put("price", new BigDecimal("1.25").add(BigDecimal.valueOf(i)));
      items.add(Collections.unmodifiableMap(item));
    }
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("customer", Map.of("name", "Anne", "tier", "gold"));
    payload.put("total", 120L);
    payload.put("items", Collections.unmodifiableList(items));
    return Collections.singletonMap("payload", Collections.unmodifiableMap(payload));
  }
}

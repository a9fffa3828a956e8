package dev.holdfast.benchmarks.micro;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.adapter.jsonata.JsonataExpressions;
import dev.holdfast.domain.expression.Evaluation;
import dev.holdfast.domain.expression.EvaluationContext;
import dev.holdfast.domain.expression.Expression;
import dev.holdfast.domain.expression.ExpressionProfile;
import dev.holdfast.domain.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Guarded evaluation of expressions as workflows use them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ExpressionBenchmark {
  private static final String SCOPE =
      """
      {"payload": {"customer": {"name": "Ada", "tier": "gold"}, "total": 120.5,
        "items": [{"sku": "a", "qty": 1, "price": 10}, {"sku": "b", "qty": 3, "price": 2.5},
                  {"sku": "c", "qty": 4, "price": 8}]},
       "vars": {"seen": true}, "meta": {"state": "open"}}
      """;

  @Param({
    "payload.customer.name",
    "payload.total > 100 and payload.customer.tier = 'gold'",
    "$sum(payload.items.(qty * price))",
    "{'name': payload.customer.name, 'skus': payload.items[qty > 2].sku[]}"
  })
  public String source = "";

  private final JsonataExpressions engine = new JsonataExpressions();
  private final Map<String, @Nullable Object> scope = scope();
  private final EvaluationContext context =
      new EvaluationContext(Instant.parse("2026-01-01T00:00:00Z"));
  private Expression expression = engine.compile("1", ExpressionProfile.WORKFLOW);

  @Setup
  public void compile() {
    expression = engine.compile(source, ExpressionProfile.WORKFLOW);
  }

  @Benchmark
  public Evaluation evaluate() {
    return expression.evaluate(scope, context);
  }

  private static Map<String, @Nullable Object> scope() {
    return Json.objectOf(new JacksonJsonText().parse(SCOPE));
  }
}

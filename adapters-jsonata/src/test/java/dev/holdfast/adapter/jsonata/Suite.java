package dev.holdfast.adapter.jsonata;

import dev.holdfast.domain.expression.Evaluation;
import dev.holdfast.domain.expression.EvaluationContext;
import dev.holdfast.domain.expression.ExpressionProfile;
import dev.holdfast.domain.expression.ExpressionRejected;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** The language's conformance cases, and what this engine makes of each. */
@NullMarked
final class Suite {
  private static final EvaluationContext NOW =
      new EvaluationContext(Instant.parse("2026-01-02T03:04:05.678Z"));

  /**
   * @param name group and number
   * @param input a value of the core; null for none
   * @param expected {@code =} and the canonical result, {@code missing}, or {@code !} and a code
   */
  record Case(
      String name,
      String source,
      @Nullable Object input,
      Map<String, @Nullable Object> variables,
      String expected) {}

  /**
   * @param outcome in the form of {@link Case#expected}; for a refusal {@code !} and its code
   * @param ordered the result with its fields in their order
   */
  record Outcome(String outcome, String ordered, long steps) {}

  private final JsonataExpressions engine = new JsonataExpressions();

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    Map<String, @Nullable Object> datasets = new HashMap<>();
    for (String group : names("groups")) {
      for (Object entry : (List<?>) Objects.requireNonNull(json("groups/" + group))) {
        Map<?, ?> fields = (Map<?, ?>) Objects.requireNonNull(entry);
        Object input = fields.get("data");
        if (fields.get("dataset") instanceof String dataset) {
          input = datasets.computeIfAbsent(dataset, name -> json("datasets/" + name + ".json"));
        }
        cases.add(
            new Case(
                group.replace(".json", "") + "/" + fields.get("case"),
                String.valueOf(fields.get("expr")),
                input,
                variables(fields.get("bindings")),
                expected(fields)));
      }
    }
    return cases;
  }

  private static String expected(Map<?, ?> fields) {
    if (fields.containsKey("result")) {
      return "=" + TestJson.canonical(fields.get("result"));
    }
    if (fields.get("code") instanceof String code) {
      return "!" + code;
    }
    if (fields.get("error") instanceof Map<?, ?> error) {
      return "!" + error.get("code");
    }
    return "missing";
  }

  private static Map<String, @Nullable Object> variables(@Nullable Object bindings) {
    Map<String, @Nullable Object> variables = new HashMap<>();
    if (bindings instanceof Map<?, ?> map) {
      map.forEach((name, value) -> variables.put(String.valueOf(name), value));
    }
    return variables;
  }

  Outcome run(Case tried) {
    try {
      JsonataExpression expression =
          engine.compile(tried.source(), ExpressionProfile.WORKER, tried.variables().keySet());
      return switch (expression.evaluate(tried.input(), tried.variables(), NOW)) {
        case Evaluation.Value(Object value, long steps) ->
            new Outcome("=" + TestJson.canonical(value), TestJson.ordered(value), steps);
        case Evaluation.Missing missing -> new Outcome("missing", "", missing.steps());
        case Evaluation.Failed failed ->
            new Outcome("!" + failed.reason(), failed.message() + failed.offset(), failed.steps());
      };
    } catch (ExpressionRejected rejected) {
      return new Outcome("!" + rejected.code(), rejected.getMessage() + rejected.offset(), -1);
    }
  }

  /** Whether an outcome is what the suite wants; it has codes of its own for malformed sources. */
  static boolean agrees(Case tried, Outcome outcome) {
    return outcome.outcome().equals(tried.expected())
        || (outcome.outcome().equals("!SYNTAX") && tried.expected().startsWith("!S0"));
  }

  private static List<String> names(String folder) {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/jsonata-suite", folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static @Nullable Object json(String name) {
    return TestJson.read(text("/jsonata-suite/" + name));
  }

  static String text(String resource) {
    try (InputStream stream = Suite.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(stream, resource).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}

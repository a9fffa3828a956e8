package dev.holdfast.domain.definition;

import static dev.holdfast.domain.definition.Documents.document;
import static dev.holdfast.domain.definition.Documents.expr;
import static dev.holdfast.domain.definition.Documents.log;
import static dev.holdfast.domain.definition.Documents.map;
import static dev.holdfast.domain.definition.Documents.set;
import static dev.holdfast.domain.definition.Documents.step;
import static dev.holdfast.domain.definition.Documents.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.Seeds;
import dev.holdfast.domain.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CompilePropertyTest {
  private static final Map<String, @Nullable Object> RICH = rich();

  @Test
  void the_rich_definition_has_nothing_to_complain_about() {
    assertThat(Documents.issues(RICH)).isEmpty();
  }

  @Test
  void no_json_value_makes_it_throw() {
    Seeds.each(3_000, seeds -> check(seeds.json(6)));
  }

  @Test
  void no_change_to_a_definition_makes_it_throw() {
    Seeds.each(
        10_000,
        seeds -> {
          Object document = RICH;
          for (int changes = 1 + seeds.below(3); changes > 0; changes--) {
            document = mutated(document, seeds);
          }
          check(document);
        });
  }

  @Test
  void compiling_twice_says_the_same() {
    Seeds.each(
        500,
        seeds -> {
          Object document = Json.of(mutated(RICH, seeds));
          assertThat(issues(document)).isEqualTo(issues(document));
        });
  }

  private static List<Issue> issues(@Nullable Object document) {
    return DefinitionCompiler.compile(document, Documents.CATALOG, new TinyEngine()).issues();
  }

  /** Whatever comes out is consistent with itself and points into the document. */
  private static void check(@Nullable Object raw) {
    Object document = Json.of(raw);
    Compilation compilation =
        DefinitionCompiler.compile(document, Documents.CATALOG, new TinyEngine());
    boolean errors =
        compilation.issues().stream().anyMatch(i -> i.severity() == Issue.Severity.ERROR);
    assertThat(compilation.program() == null).isEqualTo(errors);
    for (Issue issue : compilation.issues()) {
      assertThat(IssueCode.valueOf(issue.code()).severity()).isEqualTo(issue.severity());
      assertThat(issue.message()).endsWith(".");
      int last = issue.pointer().lastIndexOf('/');
      if (last > 0) assertThat(isThere(document, issue.pointer().substring(0, last))).isTrue();
    }
  }

  private static boolean isThere(@Nullable Object document, String pointer) {
    Object value = document;
    for (String token : pointer.substring(1).split("/", -1)) {
      String name = token.replace("~1", "/").replace("~0", "~");
      Map<String, @Nullable Object> object = Json.asObject(value);
      List<@Nullable Object> list = Json.asList(value);
      if (object != null && object.containsKey(name)) value = object.get(name);
      else if (list != null && Integer.parseInt(name) < list.size()) {
        value = list.get(Integer.parseInt(name));
      } else {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Object mutated(@Nullable Object value, Seeds seeds) {
    if (value instanceof Map<?, ?> object && !object.isEmpty() && seeds.chance(90)) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      int chosen = seeds.below(object.size());
      int at = 0;
      for (Map.Entry<?, ?> member : object.entrySet()) {
        String name = String.valueOf(member.getKey());
        boolean here = at++ == chosen;
        if (here && seeds.chance(10)) continue;
        if (here && seeds.chance(10)) name = seeds.text();
        copy.put(name, here ? mutated(member.getValue(), seeds) : member.getValue());
      }
      if (seeds.chance(5)) copy.put(seeds.text(), seeds.json(2));
      return copy;
    }
    if (value instanceof List<?> list && !list.isEmpty() && seeds.chance(90)) {
      List<@Nullable Object> copy = new ArrayList<>(list);
      int chosen = seeds.below(list.size());
      if (seeds.chance(10)) copy.add(copy.get(chosen));
      else copy.set(chosen, mutated(copy.get(chosen), seeds));
      return copy;
    }
    return seeds.json(2);
  }

  private static Map<String, @Nullable Object> rich() {
    return with(
        document(
            step(
                "if",
                "control.if",
                "condition",
                expr("payload.a"),
                "then",
                List.of(set("s1", "a")),
                "else",
                List.of(set("s2", "vars.b[0]"))),
            step(
                "switch",
                "control.switch",
                "value",
                expr("vars.a"),
                "cases",
                List.of(map("when", 1, "steps", List.of(log("s3")))),
                "default",
                List.of(log("s4"))),
            step(
                "each",
                "control.forEach",
                "items",
                expr("payload.list"),
                "itemVar",
                "it",
                "concurrency",
                3,
                "body",
                List.of(log("s5")),
                "onItemError",
                "continue",
                "collectAs",
                "vars.results",
                "collect",
                map("x", expr("it.x"))),
            step(
                "while",
                "control.while",
                "condition",
                expr("true"),
                "maxIterations",
                3,
                "body",
                List.of(
                    step("w", "time.wait", "config", map("mode", "duration", "durationMs", 5)))),
            step(
                "par",
                "control.parallel",
                "join",
                1,
                "branches",
                List.of(
                    map("name", "left", "steps", List.of(set("s6", "left"))),
                    map("name", "right", "steps", List.of(set("s7", "right"))))),
            step(
                "try",
                "control.tryCatch",
                "try",
                List.of(log("s8")),
                "catch",
                List.of(log("s9")),
                "captureErrorAs",
                "vars.problem",
                "catchOn",
                List.of("TimeoutError", "HTTP_503"),
                "finally",
                List.of(log("s10"))),
            step(
                "call",
                "control.callWorkflow",
                "workflowId",
                "child",
                "workflowVersion",
                "latest",
                "inputMapping",
                map("a", expr("payload.a")),
                "outputMapping",
                map("vars.child", expr("childRun.output")),
                "retry",
                map("maxAttempts", 2, "backoffMs", 0),
                "onError",
                map("policy", "continue")),
            step(
                "mail",
                "action.call",
                "name",
                "Tell them",
                "retry",
                map(
                    "maxAttempts",
                    3,
                    "backoffMs",
                    100,
                    "backoffMultiplier",
                    1.5,
                    "jitter",
                    false,
                    "maxDelayMs",
                    1000,
                    "retryOn",
                    List.of("TransientError")),
                "timeoutMs",
                5000,
                "config",
                map(
                    "actionId",
                    "mail.send",
                    "version",
                    3,
                    "inputMapping",
                    map("to", expr("payload.to")),
                    "saveAs",
                    "mailed",
                    "idempotencyKey",
                    expr("payload.id"),
                    "onError",
                    map("policy", "fail"),
                    "designerGroupKey",
                    "x",
                    "outputs",
                    List.of())),
            step(
                "event",
                "event.wait",
                "config",
                map(
                    "eventName",
                    "answer",
                    "correlationKey",
                    expr("payload.id"),
                    "filters",
                    List.of(map("path", "event.source", "op", "in", "value", List.of("a"))),
                    "timeoutMs",
                    60000,
                    "assign",
                    map("vars.answer", expr("event.payload")),
                    "lookback",
                    "none",
                    "onTimeout",
                    "continue")),
            step(
                "until",
                "time.wait",
                "config",
                map("mode", "until", "until", "2026-01-31T09:00:00+01:00")),
            step("state", "state.set", "config", map("state", "DONE")),
            step(
                "throw",
                "control.throw",
                "code",
                "OUT_OF_STOCK",
                "message",
                expr("payload.m"),
                "category",
                "ValidationError"),
            step("return", "control.return", "value", map("done", true))),
        "description",
        "All there is",
        "id",
        "x",
        "version",
        7,
        "trigger",
        map(
            "type",
            "event",
            "eventName",
            "ticket.created",
            "payloadMapping",
            map("ticket.id", expr("event.payload.id")),
            "when",
            List.of(map("field", "status", "op", "changed_to", "value", "open"))),
        "output",
        map("total", expr("vars.total")),
        "defaults",
        map("retry", map("maxAttempts", 2, "backoffMs", 1), "timeoutMs", 1000),
        "timeoutMs",
        86400000,
        "errorHandler",
        List.of(log("handler")));
  }
}

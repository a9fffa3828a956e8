package dev.holdfast.domain.definition;

import static dev.holdfast.domain.definition.Documents.expr;
import static dev.holdfast.domain.definition.Documents.log;
import static dev.holdfast.domain.definition.Documents.map;
import static dev.holdfast.domain.definition.Documents.set;
import static dev.holdfast.domain.definition.Documents.step;
import static dev.holdfast.domain.definition.Documents.with;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A definition with one of everything. */
final class RichDefinition {
  private RichDefinition() {}

  static Map<String, @Nullable Object> document() {
    return with(
        Documents.document(
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

package dev.holdfast.bootstrap.crash;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.domain.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A workflow, and what each run of it does whatever happens around it.
 *
 * @param key of the workflow
 * @param definition JSON text; {@code @} stands for the address of the effects
 * @param status a run ends with
 * @param effects names of the calls a run makes, without the run's own name before them
 * @param stimulus what it needs from outside
 */
record Model(
    String key, String definition, String status, List<String> effects, Stimulus stimulus) {
  /** What a test must do for a run to end. */
  enum Stimulus {
    NONE,
    EVENT,
    CANCEL
  }

  Map<String, @Nullable Object> document(String address) {
    return Json.objectOf(new JacksonJsonText().parse(definition.replace("@", address)));
  }

  /** The names of all calls of one run. */
  Set<String> effectsOf(String run) {
    Set<String> names = new LinkedHashSet<>();
    for (String effect : effects) names.add(run + effect);
    return names;
  }

  /**
   * @param name of the run, unique in a test
   */
  static Map<String, @Nullable Object> payload(String name) {
    return Map.of("n", name);
  }

  private static Model of(String key, String steps, String... effects) {
    return new Model(key, document(steps, ""), "SUCCEEDED", List.of(effects), Stimulus.NONE);
  }

  private static String document(String steps, String more) {
    return "{\"name\": \"crash\", \"output\": {\"n\": {\"$expr\": \"payload.n\"}}%s, \"steps\": [%s]}"
        .formatted(more, steps);
  }

  private static String call(String id) {
    return call(id, "/ok", "payload.n & '/" + id + "'", "");
  }

  private static String call(String id, String path, String name, String more) {
    // No call must time out only because everybody who could make it is dead for a minute.
    return """
    {"id": "%s", "type": "action.call", "timeoutMs": 900000%s, "config": {"actionId": "http.request", "version": 1,
      "inputMapping": {"method": "POST", "url": "@%s", "body": {"call": {"$expr": "%s"}}}%s}}\
    """
        .formatted(
            id,
            more.startsWith(", \"retry\"") ? more : "",
            path,
            name,
            more.startsWith(", \"retry\"") ? "" : more);
  }

  private static String child(String id, String name, String more) {
    return """
    {"id": "%s", "type": "control.callWorkflow", "workflowId": "chain", "workflowVersion": 1,
      "inputMapping": {"n": {"$expr": "%s"}}%s}\
    """
        .formatted(id, name, more);
  }

  private static String nap(String id, int millis) {
    return """
    {"id": "%s", "type": "time.wait", "config": {"mode": "duration", "durationMs": %d}}\
    """
        .formatted(id, millis);
  }

  private static String event() {
    return """
    {"id": "wait", "type": "event.wait", "config": {"eventName": "go",
      "correlationKey": {"$expr": "payload.n"}}}\
    """;
  }

  private static String retry(int attempts) {
    return ", \"retry\": {\"maxAttempts\": %d, \"backoffMs\": 20}".formatted(attempts);
  }

  /** All of them; the first is also the child of others. */
  static List<Model> all() {
    List<Model> all = new ArrayList<>();
    all.add(of("chain", call("a") + "," + call("b") + "," + call("c"), "/a", "/b", "/c"));
    all.add(
        of(
            "flaky",
            call("f", "/flaky/2", "payload.n & '/f'", retry(10)) + "," + call("g"),
            "/f",
            "/g"));
    all.add(
        of(
            "branches",
            """
            {"id": "p", "type": "control.parallel", "join": "all", "branches": [
              {"name": "x", "steps": [%s]}, {"name": "y", "steps": [%s, %s]},
              {"name": "z", "steps": [%s]}]}, %s\
            """
                .formatted(call("x"), nap("n", 40), call("y"), call("z"), call("end")),
            "/x",
            "/y",
            "/z",
            "/end"));
    all.add(
        of(
            "loop",
            """
            {"id": "l", "type": "control.forEach", "items": {"$expr": "[1..5]"}, "itemVar": "i",
              "concurrency": 3, "body": [%s]}, %s\
            """
                .formatted(
                    call("each", "/ok", "payload.n & '/each' & $string(i)", ""), call("end")),
            "/each1",
            "/each2",
            "/each3",
            "/each4",
            "/each5",
            "/end"));
    all.add(
        of(
            "while",
            """
            {"id": "start", "type": "transform.assign", "config": {"assign": {"vars.i": 0}}},
            {"id": "w", "type": "control.while", "condition": {"$expr": "vars.i < 3"},
              "maxIterations": 5, "body": [%s, {"id": "next", "type": "transform.assign",
                "config": {"assign": {"vars.i": {"$expr": "vars.i + 1"}}}}]}\
            """
                .formatted(call("turn", "/ok", "payload.n & '/turn' & $string(vars.i)", "")),
            "/turn0",
            "/turn1",
            "/turn2"));
    all.add(
        of(
            "nap",
            call("a")
                + ","
                + nap("n1", 300)
                + ","
                + call("b")
                + ","
                + nap("n2", 30)
                + ","
                + call("c"),
            "/a",
            "/b",
            "/c"));
    all.add(
        of(
            "family",
            """
            {"id": "p", "type": "control.parallel", "join": "all", "branches": [
              {"name": "x", "steps": [%s]}, {"name": "y", "steps": [%s]}]}, %s\
            """
                .formatted(
                    child("left", "payload.n & '-l'", ""),
                    child("right", "payload.n & '-r'", ""),
                    call("end")),
            "-l/a",
            "-l/b",
            "-l/c",
            "-r/a",
            "-r/b",
            "-r/c",
            "/end"));
    all.add(
        of(
            "detached",
            child("apart", "payload.n & '-d'", ", \"detached\": true") + "," + call("end"),
            "-d/a",
            "-d/b",
            "-d/c",
            "/end"));
    all.add(
        of(
            "caught",
            """
            {"id": "t", "type": "control.tryCatch", "try": [%s], "catch": [%s], "finally": [%s]}\
            """
                .formatted(call("x", "/fail", "payload.n & '/x'", retry(2)), call("c"), call("f")),
            "/x",
            "/c",
            "/f"));
    all.add(
        of(
            "keyed",
            call(
                    "one",
                    "/ok",
                    "payload.n & '/k'",
                    ", \"idempotencyKey\": {\"$expr\": \"payload.n\"}")
                + ","
                + call(
                    "two",
                    "/ok",
                    "payload.n & '/k'",
                    ", \"idempotencyKey\": {\"$expr\": \"payload.n\"}"),
            "/k"));
    all.add(
        new Model(
            "handled",
            document(
                call("x", "/fail", "payload.n & '/x'", ""),
                ", \"errorHandler\": [" + call("h") + "]"),
            "FAILED",
            List.of("/x", "/h"),
            Stimulus.NONE));
    all.add(
        new Model(
            "evented",
            document(call("a") + "," + event() + "," + call("b"), ""),
            "SUCCEEDED",
            List.of("/a", "/b"),
            Stimulus.EVENT));
    all.add(
        new Model(
            "canceled",
            document(
                """
                {"id": "t", "type": "control.tryCatch", "try": [%s], "catch": [], "finally": [%s]}\
                """
                    .formatted(event(), call("f")),
                ""),
            "CANCELED",
            List.of("/f"),
            Stimulus.CANCEL));
    return all;
  }

  /** A model that needs an action of the tests' own. */
  static Model promised() {
    return of(
        "promised",
        """
        {"id": "p", "type": "action.call", "timeoutMs": 900000, "retry": {"maxAttempts": 5, "backoffMs": 20},
          "config": {"actionId": "crash.promise", "version": 1, "inputMapping":
            {"url": "@/promise", "call": {"$expr": "payload.n & '/p'"}}}}, %s\
        """
            .formatted(call("end")),
        "/p",
        "/end");
  }
}

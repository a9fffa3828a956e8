package dev.holdfast.testkit.run;

import static dev.holdfast.testkit.run.Definitions.expr;
import static dev.holdfast.testkit.run.Definitions.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Steps of definitions, in short. Ids are only there because every step has one. */
final class Steps {
  private static final AtomicInteger IDS = new AtomicInteger();

  private Steps() {}

  static Map<String, @Nullable Object> step(String type, @Nullable Object... members) {
    Map<String, @Nullable Object> step = object("id", "s" + IDS.incrementAndGet(), "type", type);
    step.putAll(object(members));
    return step;
  }

  /** The same step with more members. */
  static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> step, @Nullable Object... members) {
    step.putAll(object(members));
    return step;
  }

  static Map<String, @Nullable Object> call() {
    return step("action.call", "config", object("actionId", "test.call", "version", 1L));
  }

  static Map<String, @Nullable Object> call(@Nullable Object... config) {
    Map<String, @Nullable Object> members = object("actionId", "test.call", "version", 1L);
    members.putAll(object(config));
    return step("action.call", "config", members);
  }

  static Map<String, @Nullable Object> retry(long attempts, long backoffMs) {
    return object("maxAttempts", attempts, "backoffMs", backoffMs, "jitter", false);
  }

  static Map<String, @Nullable Object> assign(@Nullable Object... targets) {
    return step("transform.assign", "config", object("assign", object(targets)));
  }

  /** Appends a text to {@code vars.log}. */
  static Map<String, @Nullable Object> log(String text) {
    return assign("vars.log", expr("append(vars.log, '" + text + "')"));
  }

  static Map<String, @Nullable Object> raise(String code) {
    return step("control.throw", "code", code, "message", "as defined");
  }

  static Map<String, @Nullable Object> await(String name, @Nullable Object... config) {
    Map<String, @Nullable Object> members = object("eventName", name, "correlationKey", "k");
    members.putAll(object(config));
    return step("event.wait", "config", members);
  }

  static Map<String, @Nullable Object> sleep(long millis) {
    return step("time.wait", "config", object("mode", "duration", "durationMs", millis));
  }

  static Map<String, @Nullable Object> tryCatch(
      List<?> body, @Nullable List<?> handler, @Nullable List<?> finalizer) {
    Map<String, @Nullable Object> step = step("control.tryCatch", "try", body);
    step.put("catch", handler == null ? List.of() : handler);
    // Without a handler nothing matches, which is as if there were none.
    if (handler == null) step.put("catchOn", List.of("NOTHING_HAS_THIS_CODE"));
    if (finalizer != null) step.put("finally", finalizer);
    return step;
  }

  /** Branches {@code a}, {@code b}, {@code c} … */
  static Map<String, @Nullable Object> parallel(Object join, List<?>... branches) {
    List<Object> named = new ArrayList<>();
    for (List<?> steps : branches) {
      named.add(object("name", String.valueOf((char) ('a' + named.size())), "steps", steps));
    }
    return step("control.parallel", "join", join, "branches", named);
  }

  static Map<String, @Nullable Object> forEach(Object items, long concurrency, List<?> body) {
    return step(
        "control.forEach",
        "items",
        items,
        "itemVar",
        "it",
        "concurrency",
        concurrency,
        "body",
        body);
  }

  static Map<String, @Nullable Object> child(@Nullable Object... members) {
    Map<String, @Nullable Object> step = step("control.callWorkflow", "workflowId", "child");
    step.put("workflowVersion", 1L);
    step.putAll(object(members));
    return step;
  }
}

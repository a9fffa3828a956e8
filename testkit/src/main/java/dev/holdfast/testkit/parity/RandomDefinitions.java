package dev.holdfast.testkit.parity;

import static dev.holdfast.testkit.parity.DocumentParts.expr;
import static dev.holdfast.testkit.parity.DocumentParts.object;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Generated definitions: every step type, nested, with errors of every kind in them. Each loop's
 * item has a name of its own; after a loop, {@code vars.leaks} collects whether that name can still
 * be read.
 */
public final class RandomDefinitions {
  private static final List<String> CODES = List.of("A", "B", "TransientError", "ActionError");

  private final Chance chance;
  private final Traits traits;
  private int steps;
  private int loops;
  private int concurrentLoops;

  /**
   * What is in definitions besides the language.
   *
   * @param actions that they call, version 1
   * @param children workflows that they call
   * @param eventful runs get far and wait often, instead of failing soon; some loops go on for
   *     longer than a fold's budget
   */
  public record Traits(
      List<String> actions, List<String> children, AuthorKeys authorKeys, boolean eventful) {
    /** Whatever the reducer must bear. */
    public static final Traits ANY =
        new Traits(List.of("test.call"), List.of("child"), AuthorKeys.SHARED, false);

    public Traits {
      actions = List.copyOf(actions);
      children = List.copyOf(children);
    }
  }

  /** Which idempotency keys authors give. */
  public enum AuthorKeys {
    NONE,
    /** Calls that are open at the same time never have the same. */
    APART,
    /** Any two calls may have the same. */
    SHARED
  }

  public RandomDefinitions(SplittableRandom random) {
    this(random, Traits.ANY);
  }

  public RandomDefinitions(SplittableRandom random, Traits traits) {
    this.chance = new Chance(random);
    this.traits = traits;
  }

  /** One more definition. */
  public Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> document = object("name", "generated", "steps", list(3, false));
    if (chance(20)) document.put("timeoutMs", 1L + below(20_000));
    if (chance(30)) document.put("errorHandler", list(1, false));
    if (chance(40)) {
      document.put("output", chance(90) ? object("n", expr("vars.n")) : expr("$number('x')"));
    }
    return document;
  }

  private List<Object> list(int depth, boolean inFinally) {
    List<Object> list = new ArrayList<>();
    int count = traits.eventful() ? 1 + below(4) : below(4);
    for (int i = 0; i < count && steps < 40; i++) addStep(list, depth, inFinally);
    return list;
  }

  private void addStep(List<Object> list, int depth, boolean inFinally) {
    steps++;
    int kind = below(depth > 0 ? 20 : 11);
    if (traits.eventful() && isDull(kind)) kind = below(depth > 0 ? 20 : 11);
    switch (kind) {
      case 0, 1 -> list.add(assign());
      case 2, 3, 4 -> list.add(call(inFinally));
      case 5 -> list.add(step("state.set", "config", object("state", oneOf("one", "two"))));
      case 6 -> list.add(mayFail() ? raise() : call(inFinally));
      case 7 -> list.add(inFinally ? assign() : eventWait());
      case 8 -> list.add(inFinally ? call(true) : eventWait());
      case 9 -> list.add(inFinally ? assign() : timeWait());
      case 10 -> list.add(inFinally || chance(50) ? assignOrSpin() : last());
      case 11 -> list.add(choice(depth, inFinally));
      case 12, 13 -> addForEach(list, depth, inFinally);
      case 14 -> list.add(whileLoop(depth, inFinally));
      case 15, 16 -> list.add(parallel(depth, inFinally));
      case 17, 18 -> list.add(tryCatch(depth, inFinally));
      case 19 -> list.add(inFinally || traits.children().isEmpty() ? assign() : child());
      default -> throw new IllegalStateException("expected a kind of step, but " + kind);
    }
  }

  /** An error or an end that comes too soon, or nothing that takes time. */
  private static boolean isDull(int kind) {
    return kind < 2 || kind == 5 || kind == 6 || kind == 10;
  }

  /** What makes a run fail; where much is to happen, only now and then. */
  private boolean mayFail() {
    return !traits.eventful() || chance(20);
  }

  private Map<String, @Nullable Object> step(String type, @Nullable Object... members) {
    Map<String, @Nullable Object> step = object("id", "s" + steps + "x" + below(1 << 30));
    step.put("type", type);
    step.putAll(object(members));
    return step;
  }

  private Map<String, @Nullable Object> assign() {
    Map<String, @Nullable Object> targets = new LinkedHashMap<>();
    targets.put("vars.n", expr("coalesce(vars.n, 0) + 1"));
    switch (mayFail() ? below(10) : 2 + below(8)) {
      case 0 -> targets.put("payload.flag.deep", 1L);
      case 1 -> targets.put("vars.bad", expr("$number('x')"));
      case 2 -> targets.put("vars.saw", expr("event.payload.n"));
      case 3 -> targets.put("vars.error", expr("error.code"));
      case 4 -> targets.put("vars.here", expr("local"));
      default -> targets.put("payload.seen", expr("append(payload.seen, vars.n)"));
    }
    return withErrorPolicy(step("transform.assign", "config", object("assign", targets)));
  }

  private Map<String, @Nullable Object> assignOrSpin() {
    return traits.eventful() && chance(40) ? spin() : assign();
  }

  /** More visits than a fold may make. */
  private Map<String, @Nullable Object> spin() {
    Object count = object("assign", object("vars.spun", expr("coalesce(vars.spun, 0) + 1")));
    Map<String, @Nullable Object> loop = step("control.forEach", "itemVar", "it" + ++loops);
    loop.put("items", expr("[1..600]"));
    loop.put("body", List.of(step("transform.assign", "config", count)));
    return loop;
  }

  private Map<String, @Nullable Object> withErrorPolicy(Map<String, @Nullable Object> step) {
    if (chance(20)) step.put("onError", object("policy", "continue"));
    return step;
  }

  private Map<String, @Nullable Object> call(boolean inFinally) {
    Map<String, @Nullable Object> config =
        object("actionId", oneOf(traits.actions()), "version", 1L);
    config.put("inputMapping", object("n", expr("vars.n"), "k", "text", "gone", expr("vars.gone")));
    if (chance(50)) config.put("saveAs", oneOf("vars.out", "payload.out", "vars.n", "out.deep"));
    Map<String, @Nullable Object> step = step("action.call", "config", config);
    if (chance(20)) addKey(config, String.valueOf(step.get("id")));
    if (chance(50)) step.put("retry", retry());
    if (chance(50)) step.put("timeoutMs", 1L + below(5_000));
    return inFinally ? step : withErrorPolicy(step);
  }

  private void addKey(Map<String, @Nullable Object> config, String stepId) {
    switch (traits.authorKeys()) {
      case NONE -> {}
      case SHARED -> config.put("idempotencyKey", expr("'key-' & $string(vars.n)"));
      case APART -> {
        String key = "meta.runId & '-" + stepId + "-' & $string(vars.n)";
        if (concurrentLoops == 0) config.put("idempotencyKey", expr(key));
      }
    }
  }

  private Map<String, @Nullable Object> retry() {
    Map<String, @Nullable Object> retry =
        object("maxAttempts", 1L + below(3), "backoffMs", chance(40) ? 0L : 500L);
    if (chance(20)) retry.put("retryOn", List.of(oneOf(CODES)));
    return retry;
  }

  private Map<String, @Nullable Object> raise() {
    return step("control.throw", "code", oneOf("A", "B"), "message", "as generated");
  }

  private Map<String, @Nullable Object> eventWait() {
    Map<String, @Nullable Object> config =
        object("eventName", oneOf("e1", "e2"), "correlationKey", oneOf("k1", "k2"));
    if (chance(10) && mayFail()) config.put("correlationKey", expr("vars.n"));
    if (chance(30)) {
      config.put("filters", List.of(object("path", "n", "op", ">", "value", (long) below(3))));
    }
    if (chance(50)) config.put("timeoutMs", (long) below(5_000) + 1);
    if (chance(30)) config.put("onTimeout", "continue");
    if (chance(30)) config.put("lookback", oneOf("run", "none"));
    if (chance(30)) config.put("assign", object("vars.got", expr("event.id")));
    return withErrorPolicy(step("event.wait", "config", config));
  }

  private Map<String, @Nullable Object> timeWait() {
    if (chance(80) || !mayFail()) {
      Object config = object("mode", "duration", "durationMs", (long) below(3_000));
      return step("time.wait", "config", config);
    }
    return step("time.wait", "config", object("mode", "until", "until", expr("vars.until")));
  }

  private Map<String, @Nullable Object> last() {
    Map<String, @Nullable Object> step = step("control.return");
    if (chance(50)) step.put("value", expr("vars.n"));
    return step;
  }

  private Object condition() {
    return switch (below(6)) {
      case 0 -> true;
      case 1 -> false;
      case 2 -> expr("payload.flag");
      case 3 -> expr("$exists(vars.out)");
      case 4 -> expr("coalesce(vars.n, 0) % 2 = 0");
      default -> chance(20) ? expr("payload.none") : expr("coalesce(vars.n, 0) < 4");
    };
  }

  private Map<String, @Nullable Object> choice(int depth, boolean inFinally) {
    if (chance(60)) {
      Map<String, @Nullable Object> step = step("control.if", "condition", condition());
      step.put("then", list(depth - 1, inFinally));
      if (chance(50)) step.put("else", list(depth - 1, inFinally));
      return step;
    }
    List<Object> cases = new ArrayList<>();
    for (long i = 0; i < 2; i++) {
      cases.add(object("when", i, "steps", list(depth - 1, inFinally)));
    }
    Map<String, @Nullable Object> step =
        step("control.switch", "value", expr("coalesce(vars.n, 0) % 3"), "cases", cases);
    if (chance(50)) step.put("default", list(depth - 1, inFinally));
    return step;
  }

  private void addForEach(List<Object> list, int depth, boolean inFinally) {
    String item = "it" + ++loops;
    Map<String, @Nullable Object> step = step("control.forEach", "itemVar", item);
    step.put("items", items());
    long concurrency = chance(50) ? 1L + below(3) : 1L;
    if (concurrency > 1 || chance(30)) step.put("concurrency", concurrency);
    List<Object> body = new ArrayList<>();
    body.add(inside(item));
    if (concurrency > 1) concurrentLoops++;
    body.addAll(list(depth - 1, inFinally));
    if (concurrency > 1) concurrentLoops--;
    step.put("body", body);
    if (chance(40)) step.put("onItemError", oneOf("fail", "continue"));
    if (chance(40)) {
      step.put("collectAs", "vars.collected");
      if (chance(70)) step.put("collect", chance(90) ? expr(item) : expr("$number('x')"));
    }
    list.add(step);
    list.add(leak(item));
  }

  private Object items() {
    return switch (below(6)) {
      case 0 -> List.of();
      case 1 -> List.of(1L);
      case 2 -> List.of("a", "b", "c");
      case 3 -> expr("payload.items");
      case 4 -> expr("payload.one");
      default -> chance(20) ? expr("'text'") : List.of(1L, 2L, 3L, 4L, 5L);
    };
  }

  /** In the body, the nearest loop is this one. */
  private Map<String, @Nullable Object> inside(String item) {
    String right =
        "$exists("
            + item
            + ") and item = "
            + item
            + " and vars."
            + item
            + " = item"
            + " and isFirst = (index = 0) and isLast = (index = length - 1)";
    return step(
        "transform.assign",
        "config",
        object("assign", object("vars.wrong", expr(right + " ? vars.wrong : true"))));
  }

  private Map<String, @Nullable Object> leak(String item) {
    return step(
        "transform.assign",
        "config",
        object("assign", object("vars.leaks", expr("append(vars.leaks, $exists(" + item + "))"))));
  }

  private Map<String, @Nullable Object> whileLoop(int depth, boolean inFinally) {
    Object condition = chance(80) ? expr("coalesce(vars.n, 0) < " + (2 + below(6))) : condition();
    List<Object> body = new ArrayList<>();
    body.add(assign());
    body.addAll(list(depth - 1, inFinally));
    return step(
        "control.while", "condition", condition, "maxIterations", 1L + below(4), "body", body);
  }

  private Map<String, @Nullable Object> parallel(int depth, boolean inFinally) {
    List<Object> branches = new ArrayList<>();
    int count = 1 + below(3);
    for (int i = 0; i < count; i++) {
      branches.add(object("name", "b" + i, "steps", list(depth - 1, inFinally)));
    }
    Object join =
        switch (below(4)) {
          case 0 -> "any";
          case 1 -> (long) (1 + below(count));
          default -> "all";
        };
    return step("control.parallel", "branches", branches, "join", join);
  }

  private Map<String, @Nullable Object> tryCatch(int depth, boolean inFinally) {
    Map<String, @Nullable Object> step = step("control.tryCatch");
    step.put("try", list(depth - 1, inFinally));
    boolean catches = chance(70);
    if (catches) {
      step.put("catch", list(depth - 1, inFinally));
      if (chance(40)) step.put("captureErrorAs", "vars.caught");
      if (chance(30)) step.put("catchOn", List.of(oneOf(CODES)));
    } else {
      step.put("catch", List.of());
      step.put("catchOn", List.of("NEVER"));
    }
    if (chance(50)) step.put("finally", list(depth - 1, true));
    return step;
  }

  private Map<String, @Nullable Object> child() {
    String workflow = oneOf(traits.children());
    Map<String, @Nullable Object> step =
        step("control.callWorkflow", "workflowId", workflow, "workflowVersion", "latest");
    step.put("inputMapping", object("n", expr("vars.n")));
    if (chance(50)) step.put("outputMapping", object("vars.child", expr("childRun.output")));
    if (chance(30)) step.put("detached", true);
    else if (chance(40)) step.put("retry", retry());
    return withErrorPolicy(step);
  }

  private int below(int bound) {
    return chance.below(bound);
  }

  private boolean chance(int percent) {
    return chance.percent(percent);
  }

  private <T> T oneOf(List<T> choices) {
    return chance.oneOf(choices);
  }

  private String oneOf(String... choices) {
    return chance.oneOf(choices);
  }
}

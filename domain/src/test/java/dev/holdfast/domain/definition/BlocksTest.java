package dev.holdfast.domain.definition;

import static dev.holdfast.domain.definition.Documents.document;
import static dev.holdfast.domain.definition.Documents.expr;
import static dev.holdfast.domain.definition.Documents.issues;
import static dev.holdfast.domain.definition.Documents.issuesOf;
import static dev.holdfast.domain.definition.Documents.log;
import static dev.holdfast.domain.definition.Documents.map;
import static dev.holdfast.domain.definition.Documents.only;
import static dev.holdfast.domain.definition.Documents.set;
import static dev.holdfast.domain.definition.Documents.step;
import static dev.holdfast.domain.definition.Documents.with;
import static dev.holdfast.domain.definition.Documents.without;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BlocksTest {
  private static final Map<String, @Nullable Object> FOR_EACH =
      step("a", "control.forEach", "items", expr("vars.l"), "itemVar", "it", "body", List.of());
  private static final Map<String, @Nullable Object> WHILE =
      step("a", "control.while", "condition", expr("x"), "body", List.of(), "maxIterations", 1);
  private static final Map<String, @Nullable Object> TRY =
      step("a", "control.tryCatch", "try", List.of(), "catch", List.of());

  @Test
  void every_block_gives_its_lists_the_paths_of_the_interpreter() {
    List<String> paths = new ArrayList<>();
    Step.If condition =
        (Step.If)
            only(
                step(
                    "a",
                    "control.if",
                    "condition",
                    true,
                    "then",
                    List.of(log("b")),
                    "else",
                    List.of(log("c"))));
    paths.add(first(condition.then()));
    paths.add(first(condition.otherwise()));
    Step.Switch choice =
        (Step.Switch)
            only(
                step(
                    "a",
                    "control.switch",
                    "value",
                    1,
                    "cases",
                    List.of(map("when", null, "steps", List.of(log("b")))),
                    "default",
                    List.of(log("c"))));
    paths.add(first(choice.cases().getFirst().steps()));
    paths.add(first(choice.otherwise()));
    paths.add(first(((Step.ForEach) only(with(FOR_EACH, "body", List.of(log("b"))))).body()));
    paths.add(first(((Step.While) only(with(WHILE, "body", List.of(log("b"))))).body()));
    Step.Parallel parallel =
        (Step.Parallel) only(parallel(map("name", "left-1", "steps", List.of(log("b")))));
    paths.add(first(parallel.branches().getFirst().steps()));
    Step.TryCatch block =
        (Step.TryCatch)
            only(
                step(
                    "a",
                    "control.tryCatch",
                    "try",
                    List.of(log("b")),
                    "catch",
                    List.of(log("c")),
                    "finally",
                    List.of(log("d"))));
    paths.add(first(block.body()));
    paths.add(first(block.handler()));
    paths.add(first(block.finalizer()));
    assertThat(paths)
        .containsExactly(
            "root.steps[0].then.steps[0]",
            "root.steps[0].else.steps[0]",
            "root.steps[0].cases[0].steps[0]",
            "root.steps[0].default.steps[0]",
            "root.steps[0].body.steps[0]",
            "root.steps[0].body.steps[0]",
            "root.steps[0].branches[left-1].steps[0]",
            "root.steps[0].try.steps[0]",
            "root.steps[0].catch.steps[0]",
            "root.steps[0].finally.steps[0]");
  }

  @Test
  void an_issue_deep_inside_names_step_pointer_and_path() {
    Map<String, @Nullable Object> inner = step("deep", "state.set", "config", map());
    Issue issue =
        Documents.compile(document(with(TRY, "try", List.of(log("x"), inner)))).issues().getFirst();
    assertThat(issue.pointer()).isEqualTo("/steps/0/try/1/config/state");
    assertThat(issue.stepId()).isEqualTo("deep");
    assertThat(issue.stepPath()).isEqualTo("root.steps[0].try.steps[1]");
  }

  @Test
  void a_condition_is_an_expression_or_a_boolean() {
    Map<String, @Nullable Object> block = step("a", "control.if", "then", List.of());
    assertThat(issuesOf(block)).containsExactly("MISSING_FIELD /condition");
    assertThat(issuesOf(with(block, "condition", "yes")))
        .containsExactly("INVALID_TYPE /condition");
    assertThat(issuesOf(with(block, "condition", null))).containsExactly("INVALID_TYPE /condition");
    assertThat(issuesOf(with(block, "condition", map("$secret", "A"))))
        .containsExactly("SECRET_NOT_ALLOWED /condition");
    assertThat(issuesOf(with(block, "condition", false))).isEmpty();
  }

  @Test
  void a_switch_has_cases_with_any_value() {
    Map<String, @Nullable Object> block = step("a", "control.switch", "value", expr("x"));
    assertThat(issuesOf(block)).containsExactly("MISSING_FIELD /cases");
    assertThat(issuesOf(with(block, "cases", List.of()))).containsExactly("INVALID_VALUE /cases");
    assertThat(issuesOf(with(block, "cases", List.of(1, map("steps", List.of(), "x", 1)))))
        .containsExactly(
            "INVALID_TYPE /cases/0", "MISSING_FIELD /cases/1/when", "UNKNOWN_FIELD /cases/1/x");
    assertThat(issuesOf(with(block, "cases", List.of(map("when", map("a", List.of()))))))
        .containsExactly("MISSING_FIELD /cases/0/steps");
  }

  @Test
  void a_loop_needs_items_a_variable_and_a_body() {
    for (String name : List.of("items", "itemVar", "body")) {
      assertThat(issuesOf(without(FOR_EACH, name))).containsExactly("MISSING_FIELD /" + name);
    }
    assertThat(issuesOf(with(FOR_EACH, "items", "abc"))).containsExactly("INVALID_TYPE /items");
    Step.ForEach loop = (Step.ForEach) only(with(FOR_EACH, "items", List.of(1)));
    assertThat(loop.concurrency()).isEqualTo(1);
    assertThat(loop.continueOnItemError()).isFalse();
    assertThat(loop.collectAs()).isNull();
  }

  @Test
  void a_loop_variable_is_a_name_that_can_be_read() {
    assertThat(issuesOf(with(FOR_EACH, "itemVar", "a".repeat(64)))).isEmpty();
    assertThat(issuesOf(with(FOR_EACH, "itemVar", "item"))).isEmpty();
    for (String wrong : List.of("", "a b", "é", "a.b", "a".repeat(65))) {
      assertThat(issuesOf(with(FOR_EACH, "itemVar", wrong)))
          .containsExactly("INVALID_NAME /itemVar");
    }
    for (String reserved : List.of("payload", "vars", "meta", "error", "index", "isLast")) {
      assertThat(issuesOf(with(FOR_EACH, "itemVar", reserved)))
          .containsExactly("RESERVED_NAME /itemVar");
    }
  }

  @Test
  void concurrency_is_from_1_to_1000() {
    assertThat(issuesOf(with(FOR_EACH, "concurrency", 1))).isEmpty();
    assertThat(issuesOf(with(FOR_EACH, "concurrency", 1000))).isEmpty();
    assertThat(issuesOf(with(FOR_EACH, "concurrency", 0)))
        .containsExactly("INVALID_VALUE /concurrency");
    assertThat(issuesOf(with(FOR_EACH, "concurrency", 1001)))
        .containsExactly("INVALID_VALUE /concurrency");
  }

  @Test
  void what_is_collected_needs_a_place() {
    assertThat(issuesOf(with(FOR_EACH, "collect", 1))).containsExactly("MISSING_FIELD /collectAs");
    assertThat(issuesOf(with(FOR_EACH, "collectAs", "error.x")))
        .containsExactly("INVALID_ASSIGN_PATH /collectAs");
    assertThat(issuesOf(with(FOR_EACH, "collectAs", "results", "collect", map("$expr", ""))))
        .containsExactly("EMPTY_EXPRESSION /collect/$expr");
    assertThat(issuesOf(with(FOR_EACH, "onItemError", "Continue")))
        .containsExactly("INVALID_VALUE /onItemError → continue");
  }

  @Test
  void a_while_loop_has_at_most_10000_iterations() {
    assertThat(issuesOf(without(WHILE, "maxIterations")))
        .containsExactly("MISSING_FIELD /maxIterations");
    assertThat(issuesOf(with(WHILE, "maxIterations", 10_000))).isEmpty();
    for (Object wrong : List.of(0, 10_001, 1.5)) {
      assertThat(issuesOf(with(WHILE, "maxIterations", wrong)))
          .containsExactly("INVALID_VALUE /maxIterations");
    }
  }

  @Test
  void join_says_how_many_branches_must_succeed() {
    Map<String, @Nullable Object> two =
        parallel(map("name", "a", "steps", List.of()), map("name", "b", "steps", List.of()));
    assertThat(required(two)).isEqualTo("2 all");
    assertThat(required(with(two, "join", "all"))).isEqualTo("2 all");
    assertThat(required(with(two, "join", "any"))).isEqualTo("1");
    assertThat(required(with(two, "join", 1))).isEqualTo("1");
    assertThat(required(with(two, "join", 2))).isEqualTo("2");
    for (Object wrong : List.of(0, 3, "some", 1.5, true)) {
      assertThat(issuesOf(with(two, "join", wrong))).containsExactly("INVALID_VALUE /join");
    }
  }

  @Test
  void branches_have_names_of_their_own() {
    assertThat(
            issuesOf(
                parallel(
                    map("name", "a", "steps", List.of()),
                    map("name", "a", "steps", List.of()),
                    map("name", "b/c", "steps", List.of()),
                    map("steps", List.of()),
                    map("name", "d"))))
        .containsExactly(
            "DUPLICATE_BRANCH_NAME /branches/1/name",
            "INVALID_NAME /branches/2/name",
            "MISSING_FIELD /branches/3/name",
            "MISSING_FIELD /branches/4/steps");
    assertThat(issuesOf(parallel())).containsExactly("INVALID_VALUE /branches");
  }

  @Test
  void a_block_has_1000_branches_at_most() {
    List<Object> branches = new ArrayList<>();
    for (int i = 0; i < 1000; i++) branches.add(map("name", "b" + i, "steps", List.of()));
    assertThat(issuesOf(step("a", "control.parallel", "branches", branches))).isEmpty();
    branches.add(map("name", "one-more", "steps", List.of()));
    assertThat(issuesOf(step("a", "control.parallel", "branches", branches)))
        .containsExactly("INVALID_VALUE /branches");
  }

  @Test
  void a_try_catches_or_cleans_up() {
    assertThat(issuesOf(without(TRY, "try"))).containsExactly("MISSING_FIELD /try");
    assertThat(issuesOf(without(TRY, "catch"))).containsExactly("MISSING_FIELD /catch");
    assertThat(issuesOf(with(without(TRY, "catch"), "finally", List.of()))).isEmpty();
    assertThat(
            issuesOf(
                with(
                    without(TRY, "catch"),
                    "finally",
                    List.of(),
                    "catchOn",
                    List.of("X"),
                    "captureErrorAs",
                    "x")))
        .containsExactly("FIELD_NOT_ALLOWED /catchOn", "FIELD_NOT_ALLOWED /captureErrorAs");
  }

  @Test
  void what_is_caught_is_named_by_category_or_code() {
    Step.TryCatch block =
        (Step.TryCatch) only(with(TRY, "catchOn", List.of("TimeoutError", "HTTP_503", "sold-out")));
    assertThat(block.catchOn()).containsExactly("TimeoutError", "HTTP_503", "sold-out");
    assertThat(((Step.TryCatch) only(TRY)).catchOn()).isEmpty();
    assertThat(issuesOf(with(TRY, "catchOn", List.of()))).containsExactly("INVALID_VALUE /catchOn");
    assertThat(
            issuesOf(
                with(TRY, "catchOn", List.of("TimoutError", "OtherError", "a b", 1, "canceled"))))
        .containsExactly(
            "INVALID_ERROR_NAME /catchOn/0 → TimeoutError",
            "INVALID_ERROR_NAME /catchOn/1",
            "INVALID_ERROR_NAME /catchOn/2",
            "INVALID_ERROR_NAME /catchOn/3",
            "INVALID_ERROR_NAME /catchOn/4 → Cancelled");
  }

  @Test
  void a_finally_block_may_not_wait_at_any_depth() {
    Object wait = step("w", "time.wait", "config", map("mode", "duration", "durationMs", 1));
    Object event = step("e", "event.wait", "config", map("eventName", "e", "correlationKey", "k"));
    Object call = step("c", "control.callWorkflow", "workflowId", "child", "workflowVersion", 1);
    Object back = step("r", "control.return");
    Object nested = step("n", "control.if", "condition", true, "then", List.of(wait));
    Object tried = step("t", "control.tryCatch", "try", List.of(back), "catch", List.of());
    assertThat(issuesOf(with(TRY, "finally", List.of(nested, event, call, tried, log("l")))))
        .containsExactly(
            "FINALLY_MAY_NOT_WAIT /finally/0/then/0",
            "FINALLY_MAY_NOT_WAIT /finally/1",
            "FINALLY_MAY_NOT_WAIT /finally/2 → detached",
            "FINALLY_MAY_NOT_WAIT /finally/3/try/0");
    assertThat(
            issuesOf(
                with(
                    TRY,
                    "finally",
                    List.of(
                        step(
                            "c",
                            "control.callWorkflow",
                            "workflowId",
                            "child",
                            "workflowVersion",
                            1,
                            "detached",
                            true)))))
        .isEmpty();
    assertThat(issuesOf(with(TRY, "try", List.of(wait), "catch", List.of(event)))).isEmpty();
  }

  @Test
  void two_branches_that_write_one_path_are_warned_of() {
    assertThat(shared("vars.a", "vars.b")).isEmpty();
    assertThat(shared("vars.a", "vars.a")).hasSize(1);
    assertThat(shared("vars.a", "vars.a.b")).hasSize(1);
    assertThat(shared("vars.a.b", "vars.a")).hasSize(1);
    assertThat(shared("vars.a.b", "vars.a.c")).isEmpty();
    assertThat(shared("vars.a[0]", "/vars/a/0")).hasSize(1);
    assertThat(shared("vars.a", "payload.a")).isEmpty();
    assertThat(
            issues(
                document(
                    parallel(
                        map("name", "l", "steps", List.of(set("x", "vars.a"), set("y", "vars.a"))),
                        map("name", "r", "steps", List.of())))))
        .isEmpty();
  }

  @Test
  void every_step_that_writes_counts() {
    Map<String, @Nullable Object> assign = map("vars.a", 1);
    Map<String, @Nullable Object> call = map("actionId", "log.write", "version", 1, "saveAs", "a");
    Map<String, @Nullable Object> event =
        map("eventName", "e", "correlationKey", "k", "assign", assign);
    Map<String, @Nullable Object> time = map("mode", "duration", "durationMs", 1, "assign", assign);
    Object write = set("x", "vars.a");
    List<Map<String, @Nullable Object>> writers =
        List.of(
            step("w", "control.if", "condition", true, "then", List.of(write)),
            step("w", "control.if", "condition", true, "then", List.of(), "else", List.of(write)),
            step(
                "w",
                "control.switch",
                "value",
                1,
                "cases",
                List.of(map("when", 1, "steps", List.of(write)))),
            step(
                "w",
                "control.switch",
                "value",
                1,
                "cases",
                List.of(map("when", 1, "steps", List.of())),
                "default",
                List.of(write)),
            with(FOR_EACH, "id", "w", "body", List.of(write)),
            with(FOR_EACH, "id", "w", "collectAs", "a"),
            with(WHILE, "id", "w", "body", List.of(write)),
            with(parallel(map("name", "n", "steps", List.of(write))), "id", "w"),
            with(TRY, "id", "w", "try", List.of(write)),
            with(TRY, "id", "w", "catch", List.of(write)),
            with(TRY, "id", "w", "finally", List.of(write)),
            with(TRY, "id", "w", "captureErrorAs", "a"),
            step(
                "w",
                "control.callWorkflow",
                "workflowId",
                "child",
                "workflowVersion",
                1,
                "outputMapping",
                assign),
            step("w", "action.call", "config", call),
            step("w", "event.wait", "config", event),
            step("w", "time.wait", "config", time));
    for (Map<String, @Nullable Object> writer : writers) {
      assertThat(
              issuesOf(
                  parallel(
                      map("name", "l", "steps", List.of(set("y", "vars.a"))),
                      map("name", "r", "steps", List.of(writer)))))
          .as("%s", writer)
          .containsExactly("CONCURRENT_WRITE ");
    }
    Map<String, @Nullable Object> state = step("s", "state.set", "config", map("state", "X"));
    assertThat(
            issuesOf(
                parallel(
                    map("name", "l", "steps", List.of(state)),
                    map("name", "r", "steps", List.of(set("y", "meta.state"))))))
        .containsExactly("CONCURRENT_WRITE ");
  }

  @Test
  void items_side_by_side_that_write_are_warned_of_once_for_each_path() {
    Map<String, @Nullable Object> loop =
        with(FOR_EACH, "body", List.of(set("x", "a"), set("y", "a"), set("z", "b")));
    assertThat(issuesOf(loop)).isEmpty();
    assertThat(issuesOf(with(loop, "concurrency", 2, "collectAs", "a")))
        .containsExactly("CONCURRENT_WRITE ", "CONCURRENT_WRITE ");
  }

  private static List<String> shared(String left, String right) {
    return issuesOf(
        parallel(
            map("name", "l", "steps", List.of(set("x", left))),
            map("name", "r", "steps", List.of(set("y", right)))));
  }

  private static Map<String, @Nullable Object> parallel(Object... branches) {
    return step("a", "control.parallel", "branches", List.of(branches));
  }

  private static String required(Map<String, @Nullable Object> step) {
    Step.Parallel parallel = (Step.Parallel) only(step);
    return parallel.required() + (parallel.all() ? " all" : "");
  }

  private static String first(@Nullable StepList list) {
    return list == null ? "none" : list.steps().getFirst().head().path();
  }
}

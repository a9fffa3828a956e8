package dev.holdfast.domain.definition;

import static dev.holdfast.domain.definition.Documents.call;
import static dev.holdfast.domain.definition.Documents.document;
import static dev.holdfast.domain.definition.Documents.expr;
import static dev.holdfast.domain.definition.Documents.issues;
import static dev.holdfast.domain.definition.Documents.issuesOf;
import static dev.holdfast.domain.definition.Documents.log;
import static dev.holdfast.domain.definition.Documents.mail;
import static dev.holdfast.domain.definition.Documents.map;
import static dev.holdfast.domain.definition.Documents.only;
import static dev.holdfast.domain.definition.Documents.program;
import static dev.holdfast.domain.definition.Documents.step;
import static dev.holdfast.domain.definition.Documents.with;
import static dev.holdfast.domain.definition.Documents.without;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.retry.RetryPolicy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkTest {
  private static final Map<String, @Nullable Object> RETRY =
      map("maxAttempts", 2, "backoffMs", 100);
  private static final Map<String, @Nullable Object> CHILD =
      step("a", "control.callWorkflow", "workflowId", "child", "workflowVersion", 2);
  private static final Map<String, @Nullable Object> THROW =
      step("a", "control.throw", "code", "SOLD_OUT", "message", "Nothing left.");

  @Test
  void every_step_needs_an_id_and_a_type() {
    assertThat(issues(document(map(), "text", map("id", 1, "type", 2))))
        .containsExactly(
            "MISSING_FIELD /steps/0/id",
            "MISSING_FIELD /steps/0/type",
            "INVALID_TYPE /steps/1",
            "INVALID_TYPE /steps/2/id",
            "INVALID_TYPE /steps/2/type");
    assertThat(issuesOf(with(log("x"), "id", "A-z_09".repeat(10) + "four"))).isEmpty();
    assertThat(issuesOf(with(log("x"), "id", "A-z_09".repeat(10) + "fives")))
        .containsExactly("INVALID_NAME /id");
    assertThat(issuesOf(with(log("x"), "id", "a.b"))).containsExactly("INVALID_NAME /id");
    assertThat(issuesOf(with(log("x"), "name", 1))).containsExactly("INVALID_TYPE /name");
  }

  @Test
  void an_id_is_used_once_wherever_it_stands() {
    Object nested = step("b", "control.if", "condition", true, "then", List.of(log("a")));
    assertThat(issues(with(document(log("a"), nested), "errorHandler", List.of(log("b")))))
        .containsExactly(
            "DUPLICATE_STEP_ID /steps/1/then/0/id", "DUPLICATE_STEP_ID /errorHandler/0/id");
  }

  @Test
  void an_unknown_type_is_named_with_the_nearest() {
    assertThat(issuesOf(step("a", "control.foreach", "items", 1)))
        .containsExactly("UNKNOWN_STEP_TYPE /type → control.forEach");
    assertThat(issuesOf(step("a", "staet.set")))
        .containsExactly("UNKNOWN_STEP_TYPE /type → state.set");
    assertThat(issuesOf(step("a", "t".repeat(129)))).containsExactly("UNKNOWN_STEP_TYPE /type");
    assertThat(issuesOf(step("a", "mail.send"))).containsExactly("UNKNOWN_STEP_TYPE /type");
  }

  @Test
  void an_action_call_takes_what_it_does_not_say_from_action_and_defaults() {
    Map<String, @Nullable Object> mail = mail("to", "a@b.c");
    Step.CallAction call = (Step.CallAction) only(mail);
    assertThat(call.retry()).isEqualTo(Documents.HINT);
    assertThat(call.timeoutMs()).isEqualTo(9_000);
    Map<String, @Nullable Object> defaults = map("retry", RETRY, "timeoutMs", 7);
    call = first(with(document(mail), "defaults", defaults));
    assertThat(call.retry()).as("the hint is nearer").isEqualTo(Documents.HINT);
    assertThat(call.timeoutMs()).isEqualTo(7);
    call = first(with(document(log("l")), "defaults", defaults));
    assertThat(call.retry()).extracting("maxAttempts").isEqualTo(2);
    call = first(with(document(with(log("l"), "timeoutMs", 8)), "defaults", defaults));
    assertThat(call.timeoutMs()).isEqualTo(8);
    call = (Step.CallAction) only(log("l"));
    assertThat(call.retry()).isNull();
    assertThat(call.timeoutMs()).isEqualTo(60_000);
    assertThat(call.input()).isNull();
    assertThat(call.saveAs()).isNull();
  }

  @Test
  void unknown_actions_and_versions_are_named_with_the_nearest() {
    assertThat(issuesOf(step("a", "action.call"))).containsExactly("MISSING_CONFIG ");
    assertThat(issuesOf(step("a", "action.call", "config", 1)))
        .containsExactly("INVALID_TYPE /config");
    assertThat(issuesOf(step("a", "action.call", "config", map())))
        .containsExactly("MISSING_FIELD /config/actionId", "MISSING_FIELD /config/version");
    assertThat(issuesOf(call("actionId", "mail.sent", "version", 1)))
        .containsExactly("UNKNOWN_ACTION /config/actionId → mail.send");
    assertThat(issuesOf(call("actionId", "mail.send", "version", 2, "inputMapping", map("to", 1))))
        .containsExactly("UNKNOWN_ACTION_VERSION /config/version → 3");
    assertThat(issuesOf(call("actionId", "mail.send", "version", "1")))
        .containsExactly("INVALID_TYPE /config/version");
  }

  @Test
  void required_input_must_be_mapped_and_unknown_input_is_refused() {
    assertThat(issuesOf(call("actionId", "mail.send", "version", 1)))
        .containsExactly("MISSING_INPUT /config/inputMapping");
    assertThat(issuesOf(mail("too", "x")))
        .containsExactly(
            "MISSING_INPUT /config/inputMapping", "UNKNOWN_INPUT /config/inputMapping/too → to");
    assertThat(issuesOf(mail("to", null, "text", expr("payload.t")))).isEmpty();
    assertThat(issuesOf(call("actionId", "log.write", "version", 1, "inputMapping", map("any", 1))))
        .isEmpty();
    assertThat(
            issuesOf(
                call("actionId", "mail.send", "version", 1, "inputMapping", expr("payload.mail"))))
        .isEmpty();
    assertThat(issuesOf(call("actionId", "log.write", "version", 1, "inputMapping", List.of())))
        .containsExactly("INVALID_TYPE /config/inputMapping");
  }

  @Test
  void a_retry_policy_is_complete_and_within_bounds() {
    Step.CallAction call = (Step.CallAction) only(with(log("a"), "retry", RETRY));
    assertThat(call.retry()).isEqualTo(new RetryPolicy(2, 100, BigDecimal.TWO, true, null, null));
    assertThat(retryIssues("maxAttempts", 1000, "backoffMultiplier", 1000, "maxDelayMs", 0))
        .isEmpty();
    assertThat(
            retryIssues(
                "maxAttempts",
                0,
                "backoffMs",
                -1,
                "backoffMultiplier",
                0.99,
                "jitter",
                1,
                "maxDelayMs",
                -1,
                "retryOn",
                List.of(),
                "extra",
                1))
        .containsExactly(
            "INVALID_VALUE /retry/maxAttempts",
            "INVALID_VALUE /retry/backoffMs",
            "INVALID_VALUE /retry/backoffMultiplier",
            "INVALID_TYPE /retry/jitter",
            "INVALID_VALUE /retry/maxDelayMs",
            "INVALID_VALUE /retry/retryOn",
            "UNKNOWN_FIELD /retry/extra");
    assertThat(retryIssues("maxAttempts", 1001, "backoffMultiplier", 1000.5))
        .containsExactly(
            "INVALID_VALUE /retry/maxAttempts", "INVALID_VALUE /retry/backoffMultiplier");
    assertThat(retryIssues("backoffMultiplier", "2"))
        .containsExactly("INVALID_TYPE /retry/backoffMultiplier");
    assertThat(retryIssues("backoffMultiplier", 1)).isEmpty();
    assertThat(retryIssues("retryOn", List.of("TransientEror")))
        .containsExactly("INVALID_ERROR_NAME /retry/retryOn/0 → TransientError");
    assertThat(retryIssues("retryOn", new ArrayList<>(Collections.nCopies(100, "A")))).isEmpty();
    assertThat(retryIssues("retryOn", new ArrayList<>(Collections.nCopies(101, "A"))))
        .containsExactly("INVALID_VALUE /retry/retryOn");
  }

  @Test
  void retry_timeout_and_on_error_stand_only_where_they_work() {
    Map<String, @Nullable Object> state = step("a", "state.set", "config", map("state", "X"));
    assertThat(issuesOf(with(state, "retry", RETRY, "timeoutMs", 1)))
        .containsExactly("FIELD_NOT_ALLOWED /retry", "FIELD_NOT_ALLOWED /timeoutMs");
    Map<String, @Nullable Object> wait =
        step("a", "event.wait", "config", map("eventName", "e", "correlationKey", "k"));
    assertThat(issuesOf(with(wait, "timeoutMs", 1)))
        .containsExactly("FIELD_NOT_ALLOWED /timeoutMs → config.timeoutMs");
    assertThat(issuesOf(with(CHILD, "timeoutMs", 1, "config", map())))
        .containsExactly("FIELD_NOT_ALLOWED /timeoutMs", "FIELD_NOT_ALLOWED /config");
    assertThat(
            issuesOf(
                step("a", "control.return", "onError", map("policy", "continue"), "retry", RETRY)))
        .containsExactly("FIELD_NOT_ALLOWED /onError", "FIELD_NOT_ALLOWED /retry");
    assertThat(issuesOf(with(CHILD, "retry", RETRY, "onError", map("policy", "fail")))).isEmpty();
  }

  @Test
  void on_error_continue_is_read_from_the_step_or_the_config_of_an_action() {
    Map<String, @Nullable Object> carryOn = map("policy", "continue");
    assertThat(only(log("a")).head().continueOnError()).isFalse();
    assertThat(only(with(log("a"), "onError", carryOn)).head().continueOnError()).isTrue();
    assertThat(
            only(call("actionId", "log.write", "version", 1, "onError", carryOn))
                .head()
                .continueOnError())
        .isTrue();
    assertThat(
            issuesOf(
                with(
                    call("actionId", "log.write", "version", 1, "onError", carryOn),
                    "onError",
                    carryOn)))
        .containsExactly("FIELD_NOT_ALLOWED /config/onError");
    assertThat(issuesOf(with(log("a"), "onError", map("policy", "go on", "x", 1))))
        .containsExactly("INVALID_VALUE /onError/policy", "UNKNOWN_FIELD /onError/x");
    Map<String, @Nullable Object> wait =
        step(
            "a",
            "time.wait",
            "config",
            map("mode", "duration", "durationMs", 1, "onError", carryOn));
    assertThat(issuesOf(wait)).containsExactly("UNKNOWN_FIELD /config/onError");
  }

  @Test
  void other_steps_continue_after_an_error_when_told_to() {
    Map<String, @Nullable Object> state = step("a", "state.set", "config", map("state", "X"));
    assertThat(only(state).head().continueOnError()).isFalse();
    assertThat(only(with(state, "onError", map("policy", "continue"))).head().continueOnError())
        .isTrue();
    assertThat(only(with(state, "onError", map("policy", "fail"))).head().continueOnError())
        .isFalse();
    assertThat(only(with(CHILD, "onError", map("policy", "continue"))).head().continueOnError())
        .isTrue();
    assertThat(only(step("a", "control.return")).head().continueOnError()).isFalse();
  }

  @Test
  void a_step_keeps_what_it_says() {
    Step.CallWorkflow child =
        (Step.CallWorkflow)
            only(with(CHILD, "detached", true, "retry", RETRY, "outputMapping", map("a", 1)));
    assertThat(child.detached()).isTrue();
    assertThat(child.retry()).isNotNull();
    assertThat(child.outputMapping()).hasSize(1);
    assertThat(((Step.CallWorkflow) only(with(CHILD, "detached", false))).detached()).isFalse();
    Step.CallAction call =
        (Step.CallAction)
            only(call("actionId", "log.write", "version", 1, "saveAs", "x", "idempotencyKey", "k"));
    assertThat(call.saveAs()).isEqualTo(AssignTest.path("vars.x"));
    assertThat(call.idempotencyKey()).isEqualTo(new Value.Literal("k"));
    assertThat(call.head())
        .isEqualTo(new Step.Head("a", "action.call", null, "root.steps[0]", false));
    assertThat(only(with(log("a"), "name", "Tell")).head().name()).isEqualTo("Tell");
    Step.CallAction retried =
        (Step.CallAction)
            only(
                with(
                    log("a"),
                    "retry",
                    with(
                        RETRY,
                        "backoffMultiplier",
                        3,
                        "jitter",
                        false,
                        "maxDelayMs",
                        9,
                        "retryOn",
                        List.of("X"))));
    assertThat(retried.retry())
        .isEqualTo(new RetryPolicy(2, 100, BigDecimal.valueOf(3), false, 9L, List.of("X")));
  }

  @Test
  void hints_of_design_tools_mean_nothing() {
    assertThat(
            issuesOf(
                call(
                    "actionId",
                    "log.write",
                    "version",
                    1,
                    "designerGroupKey",
                    1,
                    "designerTileKind",
                    "x",
                    "aiOutputSchemaMode",
                    "simple",
                    "outputs",
                    List.of(),
                    "desginerX",
                    1)))
        .containsExactly("UNKNOWN_FIELD /config/desginerX");
  }

  @Test
  void targets_of_results_are_checked() {
    assertThat(issuesOf(call("actionId", "log.write", "version", 1, "saveAs", "meta.runId")))
        .containsExactly("INVALID_ASSIGN_PATH /config/saveAs → vars.runId");
    assertThat(issuesOf(with(CHILD, "outputMapping", map("error.x", 1, "/vars/a", expr("b")))))
        .containsExactly("INVALID_ASSIGN_PATH /outputMapping/error.x");
    assertThat(issuesOf(call("actionId", "log.write", "version", 1, "idempotencyKey", " ")))
        .containsExactly("INVALID_VALUE /config/idempotencyKey");
  }

  @Test
  void the_called_workflow_and_version_must_exist() {
    Step.CallWorkflow call = (Step.CallWorkflow) only(CHILD);
    assertThat(call.workflow()).isEqualTo("child");
    assertThat(call.version()).isEqualTo(2);
    assertThat(call.detached()).isFalse();
    assertThat(((Step.CallWorkflow) only(with(CHILD, "workflowVersion", "latest"))).version())
        .isNull();
    assertThat(
            ((Step.CallWorkflow) only(with(without(CHILD, "workflowId"), "workflowKey", "child")))
                .workflow())
        .isEqualTo("child");
    assertThat(issuesOf(with(CHILD, "workflowVersion", 3)))
        .containsExactly("UNKNOWN_WORKFLOW_VERSION /workflowVersion → 2");
    assertThat(issuesOf(with(CHILD, "workflowId", "draft-only", "workflowVersion", "latest")))
        .containsExactly("UNKNOWN_WORKFLOW_VERSION /workflowVersion");
    assertThat(issuesOf(with(CHILD, "workflowId", "nobody")))
        .containsExactly("UNKNOWN_WORKFLOW /workflowId");
    assertThat(issuesOf(with(CHILD, "workflowVersion", "newest")))
        .containsExactly("INVALID_TYPE /workflowVersion");
    assertThat(issuesOf(step("a", "control.callWorkflow", "detached", "yes")))
        .containsExactly(
            "MISSING_FIELD /workflowId",
            "MISSING_FIELD /workflowVersion",
            "INVALID_TYPE /detached");
    assertThat(issuesOf(with(CHILD, "workflowKey", "child")))
        .containsExactly("FIELD_NOT_ALLOWED /workflowId");
    assertThat(issuesOf(with(CHILD, "inputMapping", 1)))
        .containsExactly("INVALID_TYPE /inputMapping");
  }

  @Test
  void what_is_thrown_has_a_code_and_a_message() {
    assertThat(((Step.Throw) only(THROW)).category()).isEqualTo(ErrorCategory.ACTION);
    assertThat(((Step.Throw) only(with(THROW, "category", "TimeoutError"))).category())
        .isEqualTo(ErrorCategory.TIMEOUT);
    assertThat(issuesOf(without(THROW, "code"))).containsExactly("MISSING_FIELD /code");
    assertThat(issuesOf(without(THROW, "message"))).containsExactly("MISSING_FIELD /message");
    assertThat(issuesOf(with(THROW, "code", "no blanks"))).containsExactly("INVALID_VALUE /code");
    assertThat(issuesOf(with(THROW, "code", "A".repeat(128)))).isEmpty();
    assertThat(issuesOf(with(THROW, "code", "A".repeat(129))))
        .containsExactly("INVALID_VALUE /code");
    assertThat(issuesOf(with(THROW, "code", "PaymentError")))
        .containsExactly("INVALID_VALUE /code");
    assertThat(issuesOf(with(THROW, "code", expr("vars.code")))).isEmpty();
    assertThat(issuesOf(with(THROW, "category", "Cancelled")))
        .containsExactly("INVALID_VALUE /category");
  }

  @Test
  void a_given_null_is_a_result_and_an_absent_one_is_none() {
    assertThat(((Step.Return) only(step("a", "control.return", "value", null))).value())
        .isEqualTo(new Value.Literal(null));
    assertThat(((Step.Return) only(step("a", "control.return"))).value()).isNull();
  }

  @Test
  void a_state_is_a_text_or_an_expression() {
    assertThat(issuesOf(step("a", "state.set", "config", map("state", expr("x"))))).isEmpty();
    assertThat(issuesOf(step("a", "state.set", "config", map("state", 1))))
        .containsExactly("INVALID_TYPE /config/state");
    assertThat(issuesOf(step("a", "state.set", "config", map("state", " "))))
        .containsExactly("INVALID_VALUE /config/state");
    assertThat(issuesOf(step("a", "state.set"))).containsExactly("MISSING_CONFIG ");
  }

  @Test
  void assignments_keep_the_order_of_the_document() {
    Step.Assign assign =
        (Step.Assign)
            only(
                step(
                    "a",
                    "transform.assign",
                    "config",
                    map("assign", map("z", 1, "payload.a", expr("b"), "/meta/x", null))));
    assertThat(assign.assignments())
        .extracting(each -> each.target().text())
        .containsExactly("vars.z", "payload.a", "meta.x");
    assertThat(issuesOf(step("a", "transform.assign", "config", map("assign", expr("x")))))
        .containsExactly("INVALID_TYPE /config/assign");
    assertThat(issuesOf(step("a", "transform.assign", "config", map())))
        .containsExactly("MISSING_FIELD /config/assign");
  }

  private static List<String> retryIssues(@Nullable Object... fields) {
    return issuesOf(with(log("a"), "retry", with(RETRY, fields)));
  }

  private static Step.CallAction first(Object document) {
    return (Step.CallAction) program(document).root().steps().getFirst();
  }
}

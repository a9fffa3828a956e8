package dev.holdfast.bootstrap.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody should send: a coded problem every time, and nothing half stored. */
@ExtendWith(SharedService.class)
class WrongInputTest {
  private static final String DEFINITIONS = "/api/workflow-definitions";
  private static final String RUNS = "/api/workflow-runs";
  private static final String EVENTS = "/api/workflow/events";

  static final List<Arguments> REQUESTS =
      List.of(
          of("POST", DEFINITIONS, "", 400, "INVALID_JSON"),
          of("POST", DEFINITIONS, "{", 400, "INVALID_JSON"),
          of("POST", DEFINITIONS, "nonsense", 400, "INVALID_JSON"),
          of("POST", DEFINITIONS, "[]", 400, "INVALID_REQUEST"),
          of("POST", DEFINITIONS, "null", 400, "INVALID_REQUEST"),
          of("POST", DEFINITIONS, "{}", 400, "INVALID_REQUEST"),
          of("POST", DEFINITIONS, "{\"definition\": 1}", 400, "INVALID_REQUEST"),
          of("POST", DEFINITIONS, "{\"definition\": {}, \"x\": 1}", 400, "INVALID_REQUEST"),
          of("POST", DEFINITIONS, "{\"definition\": {}, \"key\": \"No Key\"}", 400, ""),
          of("POST", DEFINITIONS, "{\"definition\": {\"a\": \"\\u0000\"}}", 400, "INVALID_JSON"),
          of("POST", DEFINITIONS, "{\"definition\": {}, \"definition\": {}}", 400, "INVALID_JSON"),
          of("POST", DEFINITIONS, "{\"definition\": " + deep(200) + "}", 400, "INVALID_JSON"),
          of("POST", DEFINITIONS, "{\"definition\": {\"a\": 1e999999999}}", 400, "INVALID_JSON"),
          of("POST", DEFINITIONS, "\"" + "x".repeat(2_000_000) + "\"", 413, "BODY_TOO_LARGE"),
          of("POST", DEFINITIONS + "/none/draft/publish", "{}", 404, "WORKFLOW_NOT_FOUND"),
          of("PUT", DEFINITIONS + "/none/draft", "{}", 400, "INVALID_REQUEST"),
          of("GET", DEFINITIONS + "/none/1", null, 404, "WORKFLOW_NOT_FOUND"),
          of("GET", DEFINITIONS + "/none/seven", null, 404, ""),
          of("GET", DEFINITIONS + "?limit=0", null, 400, "INVALID_REQUEST"),
          of("GET", DEFINITIONS + "?limit=201", null, 400, "INVALID_REQUEST"),
          of("GET", DEFINITIONS + "?cursor=x", null, 400, "INVALID_REQUEST"),
          of("GET", DEFINITIONS + "?nonsense=1", null, 400, "INVALID_REQUEST"),
          of("PATCH", DEFINITIONS, "{}", 405, "METHOD_NOT_ALLOWED"),
          of("POST", RUNS, "{}", 400, "INVALID_REQUEST"),
          of("POST", RUNS, "{\"workflowKey\": \"none\"}", 404, "WORKFLOW_NOT_FOUND"),
          of("POST", RUNS, "{\"workflowKey\": \"a\", \"workflowId\": \"b\"}", 400, ""),
          of("POST", RUNS, "{\"workflowKey\": \"a\", \"payload\": []}", 400, "INVALID_REQUEST"),
          of("POST", RUNS, "{\"workflowKey\": \"a\", \"payload\": null}", 400, "INVALID_REQUEST"),
          of("POST", RUNS, "{\"workflowKey\": 7}", 400, "INVALID_REQUEST"),
          of("POST", RUNS, "{\"workflowKey\": \"a\", \"tags\": {\"a\": 1}}", 400, ""),
          of("POST", RUNS, "{\"workflowKey\": \"a\", \"workflowVersion\": 0}", 400, ""),
          of("POST", RUNS + "?wait=31", "{\"workflowKey\": \"a\"}", 400, "INVALID_REQUEST"),
          of("GET", RUNS + "/not-a-uuid", null, 404, "RUN_NOT_FOUND"),
          of("GET", RUNS + "/01a00000-0000-7000-8000-000000000000", null, 404, "RUN_NOT_FOUND"),
          of("GET", RUNS + "?status=RUNNIN", null, 400, "INVALID_REQUEST"),
          of("GET", RUNS + "?from=yesterday", null, 400, "INVALID_REQUEST"),
          of("GET", RUNS + "?from=9999999-01-01T00:00:00Z", null, 400, "INVALID_REQUEST"),
          of("GET", RUNS + "?parentRunId=x", null, 400, "INVALID_REQUEST"),
          of("GET", RUNS + "?tag=x", null, 400, "INVALID_REQUEST"),
          of("GET", RUNS + "?search=%00", null, 400, "INVALID_REQUEST"),
          of("POST", RUNS + "/not-a-uuid/cancel", "{\"reason\": \"abc\"}", 404, "RUN_NOT_FOUND"),
          of("POST", EVENTS, "{}", 400, "INVALID_REQUEST"),
          of("POST", EVENTS, "{\"eventName\": \"\"}", 400, "INVALID_REQUEST"),
          of("POST", EVENTS, "{\"eventName\": \"" + "x".repeat(300) + "\"}", 400, ""),
          of("POST", EVENTS, "{\"eventName\": \"a\", \"payload\": 1}", 400, "INVALID_REQUEST"),
          of("POST", EVENTS, "{\"eventName\": \"a\", \"occurredAt\": \"now\"}", 400, ""),
          of("POST", EVENTS, "{\"eventName\": \"a\", \"payloadSchemaRef\": \"none\"}", 422, ""),
          of("POST", EVENTS, event(600 * 1024), 413, "BODY_TOO_LARGE"),
          of("GET", EVENTS + "/unknown", null, 404, "EVENT_NOT_FOUND"),
          of("POST", "/api/workflow/registry/schemas", "{\"schemaRef\": \"a\"}", 400, ""),
          of(
              "POST",
              "/api/workflow/registry/schemas",
              "{\"schemaRef\": \"a\", \"schema\": {\"type\": 7}}",
              422,
              "SCHEMA_INVALID"),
          of(
              "POST",
              "/api/workflow/registry/schemas",
              "{\"schemaRef\": \"a\", \"schema\": {\"$ref\": \"http://127.0.0.1/x\"}}",
              422,
              "SCHEMA_INVALID"),
          of("GET", "/api/no/such/route", null, 404, "ROUTE_NOT_FOUND"));

  private static Arguments of(String method, String path, String body, int status, String code) {
    return Arguments.of(method, path, body, status, code);
  }

  private static String deep(int levels) {
    return "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
  }

  private static String event(int bytes) {
    return "{\"eventName\": \"a\", \"payload\": {\"a\": \"" + "x".repeat(bytes) + "\"}}";
  }

  @ParameterizedTest
  @FieldSource("REQUESTS")
  void a_wrong_request_is_refused_with_a_code_and_leaves_nothing(
      String method, String path, String body, int status, String code, Api admin) {
    Api api = Tenants.fresh(admin);
    Answer answer = api.send(method, path, body);
    if (code.isEmpty()) answer.expect(status);
    else answer.expectProblem(status, code);
    assertThat(answer.text()).doesNotContain("Exception", "dev.holdfast", "org.postgresql");
    for (String list : List.of(DEFINITIONS, RUNS, EVENTS, "/api/workflow/registry/schemas")) {
      assertThat(api.get(list).expect(200).list("/items")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$eval('1')",
        "$random()",
        "(",
        "((((((((((((((((((((((((((((((((((((((((((1))))))))))))))))))))))))))))))))))))))))))",
        "$unknown()",
        "function($x){$x}(1",
        "$_private := 1",
        "|a|{}|",
        "$match('aaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(a|a)*(?=b)$/)",
        ""
      })
  void a_hostile_expression_is_an_issue_and_never_published(String expression, Api admin) {
    Api api = Tenants.fresh(admin);
    Map<String, ?> definition =
        Map.of(
            "name",
            "hostile",
            "steps",
            List.of(
                Map.of(
                    "id",
                    "a",
                    "type",
                    "transform.assign",
                    "config",
                    Map.of("assign", Map.of("vars.x", Map.of("$expr", expression))))));
    Answer made = api.post(DEFINITIONS, Map.of("key", "hostile", "definition", definition));
    assertThat(made.expect(201).text()).contains("\"severity\":\"error\"");
    Answer refused = api.post(DEFINITIONS + "/hostile/draft/publish", Map.of());
    refused.expectProblem(422, "WORKFLOW_INVALID");
    assertThat(refused.text()).contains("\"pointer\":\"/steps/0/config/assign");
    api.post(RUNS, Map.of("workflowKey", "hostile")).expectProblem(409, "WORKFLOW_NOT_PUBLISHED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "($f := function($n){ $n = 0 ? 0 : 1 + $f($n - 1) }; $f(100000))",
        "$map([1..9999], function($i){ $map([1..9999], function($j){ $i * $j }) })",
        "[1..100000]",
        "$join([1..9999].(\\\"xxxxxxxxxxxxxxxxxxxx\\\"))"
      })
  void an_expression_that_would_run_away_fails_its_step(String expression, Api admin) {
    Api api = Tenants.fresh(admin);
    api.define(
        "runaway",
        Workflows.of(Workflows.assign("a", "vars.x", "{\"$expr\": \"" + expression + "\"}")));
    Answer ended = api.ended(api.start("runaway", Map.of()));
    assertThat(ended.at("/status")).isEqualTo("FAILED");
    assertThat(ended.at("/error/code")).isEqualTo("EXPRESSION_LIMIT");
  }

  @Test
  void a_stale_draft_is_refused_with_the_current_version(Api admin) {
    Api api = Tenants.fresh(admin);
    Map<String, ?> definition = Map.of("name", "d", "steps", List.of());
    api.post(DEFINITIONS, Map.of("key", "d", "definition", definition)).expect(201);
    Map<String, ?> save = Map.of("definition", definition, "expectedDraftVersion", 1L);
    api.put(DEFINITIONS + "/d/draft", save).expect(200);
    Answer stale = api.put(DEFINITIONS + "/d/draft", save);
    stale.expectProblem(409, "WORKFLOW_DRAFT_STALE");
    assertThat(stale.at("/currentDraftVersion")).isEqualTo(2L);
  }

  @Test
  void a_payload_against_its_schema_is_refused_with_pointers(Api admin) throws Exception {
    Api api = Tenants.fresh(admin);
    api.define("shipping", StoryTest.definition("shipping"));
    Answer refused =
        api.post(RUNS, Map.of("workflowKey", "shipping", "payload", Map.of("service", "slow")));
    refused.expectProblem(422, "PAYLOAD_INVALID");
    assertThat(refused.text()).contains("/service").contains("orderId");
    assertThat(api.get(RUNS).expect(200).list("/items")).isEmpty();
  }

  @Test
  void the_wrong_media_types_are_refused(Api admin) {
    admin
        .send("POST", RUNS, "{}", "Content-Type", "text/plain")
        .expectProblem(415, "UNSUPPORTED_MEDIA_TYPE");
    admin.send("GET", RUNS, null, "Accept", "text/html").expectProblem(406, "NOT_ACCEPTABLE");
  }
}

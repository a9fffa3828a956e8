package dev.holdfast.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.rest.Client.Answer;
import dev.holdfast.application.port.out.JsonSchemas;
import dev.holdfast.domain.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What definitions can be made of. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistryTest {
  private static final String PATH = "/api/workflow/registry";
  private RestService service;
  private Client admin;

  @BeforeAll
  void start() {
    service = RestService.start();
    admin = service.admin();
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void every_step_types_example_fits_its_schema_and_compiles() {
    Answer nodes = admin.get(PATH + "/nodes").ok(200);
    for (Object node : nodes.list("/items")) {
      Map<?, ?> facts = (Map<?, ?>) node;
      JsonSchemas.Schema schema = service.ports.schemas.compile(facts.get("configSchema"));
      List<?> examples = (List<?>) Objects.requireNonNull(facts.get("examples"));
      assertThat(examples).isNotEmpty();
      for (Object example : examples) {
        Map<?, ?> step = (Map<?, ?>) example;
        assertThat(step.get("type")).isEqualTo(facts.get("type"));
        boolean inConfig = "config".equals(facts.get("fieldsOn"));
        assertThat(schema.validate(inConfig ? step.get("config") : step)).as("%s", step).isEmpty();
        assertSound(step);
      }
    }
  }

  /** Without other errors than that this installation lacks the action or workflow. */
  private void assertSound(Map<?, ?> step) {
    String document = "{\"name\": \"x\", \"steps\": [" + Json.text(step) + "]}";
    Answer answer =
        admin.post("/api/workflow-definitions/validate", Documents.create(document)).ok(200);
    List<Object> codes = answer.column("/issues", "code");
    codes.removeAll(List.of("NO_PAYLOAD_SCHEMA", "UNKNOWN_ACTION", "UNKNOWN_WORKFLOW"));
    assertThat(codes).as("%s: %s", step, answer.asText()).isEmpty();
  }

  @Test
  void every_type_that_the_compiler_knows_is_listed() {
    Answer nodes = admin.get(PATH + "/nodes").ok(200);
    assertThat(nodes.column("/items", "type"))
        .containsExactly(
            "action.call",
            "control.callWorkflow",
            "control.forEach",
            "control.if",
            "control.parallel",
            "control.return",
            "control.switch",
            "control.throw",
            "control.tryCatch",
            "control.while",
            "event.wait",
            "state.set",
            "time.wait",
            "transform.assign");
  }

  @Test
  void actions_are_listed_with_their_schemas() {
    Answer actions = admin.get(PATH + "/actions").ok(200);
    assertThat(actions.at("/items/0/actionId")).isEqualTo("test.echo");
    assertThat(actions.at("/items/0/version")).isEqualTo(1L);
    assertThat(actions.at("/items/0/inputSchema/required")).isEqualTo(List.of("text"));
    assertThat(actions.at("/items/0/idempotency")).isEqualTo("engine");
    assertThat(actions.at("/items/0/timeoutMs")).isEqualTo(60_000L);
  }

  @Test
  void functions_are_those_of_the_expression_language() {
    assertThat(admin.get(PATH + "/functions").ok(200).column("/items", "name"))
        .hasSize(service.ports.expressions.functions().size())
        .contains("$sum");
  }

  @Test
  void a_reference_means_one_schema_for_ever() {
    String first =
        "{\"schemaRef\": \"payload.A.v1\", \"schema\": {\"type\": \"object\", \"x\": 1.0}}";
    Answer made = admin.post(PATH + "/schemas", first).ok(201);
    assertThat(made.header("Location")).isEqualTo(PATH + "/schemas/payload.A.v1");
    String same = "{\"schema\": {\"x\": 1, \"type\": \"object\"}, \"schemaRef\": \"payload.A.v1\"}";
    admin.post(PATH + "/schemas", same).ok(200);
    admin
        .post(PATH + "/schemas", "{\"schemaRef\": \"payload.A.v1\", \"schema\": true}")
        .problem(409, "SCHEMA_REF_TAKEN");
    assertThat(admin.get(PATH + "/schemas/payload.A.v1").ok(200).at("/schema/type"))
        .isEqualTo("object");
    assertThat(admin.get(PATH + "/schemas").ok(200).column("/items", "schemaRef"))
        .contains("payload.A.v1");
    admin.get(PATH + "/schemas/payload.B.v1").problem(404, "SCHEMA_NOT_FOUND");
    admin.get(PATH + "/schemas/%20").problem(404, "SCHEMA_NOT_FOUND");
  }

  @Test
  void what_is_no_schema_is_refused() {
    for (String schema :
        List.of(
            "{\"type\": 5}",
            "{\"$ref\": \"http://example.com/a\"}",
            "{\"$ref\": \"file:///etc/passwd\"}",
            "\"text\"",
            "5",
            "null",
            "[]")) {
      admin
          .post(PATH + "/schemas", "{\"schemaRef\": \"x\", \"schema\": " + schema + "}")
          .problem(422, "SCHEMA_INVALID")
          .pointing("/schema");
    }
    admin
        .post(PATH + "/schemas", "{\"schemaRef\": \"1 x\"}")
        .problem(400, "INVALID_REQUEST")
        .pointing("/schema");
    admin
        .post(PATH + "/schemas", "{\"schemaRef\": \"1 x\", \"schema\": {}}")
        .problem(400, "INVALID_REQUEST")
        .pointing("/schemaRef");
  }

  @Test
  void a_version_keeps_the_schema_it_was_published_with() {
    admin
        .post(
            PATH + "/schemas", "{\"schemaRef\": \"pinned.v1\", \"schema\": {\"type\": \"object\"}}")
        .ok(201);
    String document =
        """
        {"name": "Pinned", "payloadSchemaRef": "pinned.v1",
         "steps": [{"id": "a", "type": "control.return"}]}\
        """;
    Answer made =
        admin.post("/api/workflow-definitions", Documents.create("pinned", document)).ok(201);
    admin.post("/api/workflow-definitions/pinned/draft/publish", "").ok(200);
    var version =
        service.ports.definitions.version(
            "default", java.util.UUID.fromString(made.string("/workflowId")), 1);
    assertThat(Objects.requireNonNull(version).payloadSchema()).isEqualTo("{\"type\":\"object\"}");
    assertThat(version.payloadSchemaRef()).isEqualTo("pinned.v1");
  }
}

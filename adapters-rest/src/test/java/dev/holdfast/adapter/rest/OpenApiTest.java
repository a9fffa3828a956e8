package dev.holdfast.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.rest.Client.Answer;
import dev.holdfast.adapter.rest.Routes.Route;
import dev.holdfast.adapter.rest.events.EventRoutes;
import dev.holdfast.adapter.rest.runs.RunRoutes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The document against the routes, all of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
  private RestService service;
  private Answer document;

  @BeforeAll
  void start() {
    // Beans are made when they are asked for, and nobody asks for the use cases of runs here.
    service = RestService.start(RunRoutes.class, EventRoutes.class);
    document = service.with("").get("/v3/api-docs").ok(200);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void every_route_is_in_the_document_and_nothing_else() {
    assertThat(document.at("/openapi")).isEqualTo("3.1.0");
    Set<String> documented = new TreeSet<>();
    object(document.json(), "paths")
        .forEach((path, methods) ->
            ((Map<?, ?>) Objects.requireNonNull(methods))
                .keySet()
                .forEach(method ->
                    documented.add(method.toString().toUpperCase(Locale.ROOT) + " " + path)));
    assertThat(documented)
        .containsExactlyInAnyOrderElementsOf(
            Routes.all(service).stream().map(Route::toString).toList());
  }

  @Test
  void every_operation_lists_what_it_can_answer() {
    for (Route route : Routes.all(service)) {
      Map<String, @Nullable Object> responses = object(operation(route), "responses");
      assertThat(responses).as("%s", route).containsKeys("400", "406");
      if (route.endpoint().needs().length > 0) {
        assertThat(responses).as("%s", route).containsKeys("401", "403", "503");
      }
      if (!route.endpoint().body().isEmpty()) {
        assertThat(responses).as("%s", route).containsKeys("413", "415", "503");
      }
      responses.forEach((status, response) -> {
        if (status.startsWith("2")) return;
        assertThat(object(response, "content"))
            .as("%s %s", route, status)
            .containsOnlyKeys("application/problem+json");
      });
    }
    assertThat(
            object(
                object(
                    object(operation("GET", "/api/workflow-definitions/{id}/audit"), "responses"),
                    "200"),
                "content"))
        .containsOnlyKeys("application/json", "text/csv");
  }

  @Test
  void commands_say_by_which_codes_they_are_refused() {
    assertThat(conflict("cancel")).contains("RUN_NOT_ACTIVE", "WORKFLOW_TEMPORAL_CANCEL_FAILED");
    for (String command : List.of("resume", "retry", "requeue-event-wait")) {
      assertThat(conflict(command)).contains("WORKFLOW_TEMPORAL_ACTION_UNSUPPORTED");
    }
  }

  private String conflict(String command) {
    var operation = operation("POST", "/api/workflow-runs/{runId}/" + command);
    Object description = object(object(operation, "responses"), "409").get("description");
    return String.valueOf(description);
  }

  @Test
  void every_reference_leads_somewhere_and_every_schema_is_used() {
    Set<String> used = new TreeSet<>();
    collect(document.json(), used);
    assertThat(used)
        .containsExactlyInAnyOrderElementsOf(
            object(object(document.json(), "components"), "schemas").keySet());
  }

  @Test
  void operation_ids_are_unique() {
    List<String> ids = new ArrayList<>();
    for (Route route : Routes.all(service)) {
      ids.add((String) Objects.requireNonNull(operation(route).get("operationId")));
    }
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void every_schema_is_a_json_schema() {
    Map<String, @Nullable Object> schemas =
        object(object(document.json(), "components"), "schemas");
    schemas.forEach((name, schema) ->
        service.ports.schemas.compile(
            Map.of(
                "$ref", "#/components/schemas/" + name, "components", Map.of("schemas", schemas))));
    assertThat(schemas).isNotEmpty();
  }

  @Test
  void what_is_answered_is_what_the_document_says() {
    Client admin = service.admin();
    Answer made =
        admin
            .post("/api/workflow-definitions", Documents.create(Documents.triggeredBy("A", "a")))
            .ok(201);
    assertFits("Definition", made);
    String path = "/api/workflow-definitions/" + made.string("/workflowId");
    assertFits("Publication", admin.post(path + "/draft/publish", ""));
    assertFits("Definition", admin.get(path + "/1"));
    assertFits("VersionList", admin.get(path + "/versions"));
    assertFits("AuditList", admin.get(path + "/audit"));
    assertFits("DefinitionList", admin.get("/api/workflow-definitions"));
    assertFits("NodeTypeList", admin.get("/api/workflow/registry/nodes"));
    assertFits("ActionList", admin.get("/api/workflow/registry/actions"));
    assertFits("FunctionList", admin.get("/api/workflow/registry/functions"));
    assertFits("ApiKeyList", admin.get("/api/admin/api-keys"));
    assertFits("TenantList", admin.get("/api/admin/tenants"));
    assertFits("Problem", admin.get("/nothing"));
    assertFits(
        "Problem", admin.put(path + "/draft", "{\"definition\": {}, \"expectedDraftVersion\": 9}"));
  }

  private void assertFits(String schema, Answer answer) {
    Map<String, @Nullable Object> schemas =
        object(object(document.json(), "components"), "schemas");
    assertThat(
            service
                .ports
                .schemas
                .compile(
                    Map.of(
                        "$ref",
                        "#/components/schemas/" + schema,
                        "components",
                        Map.of("schemas", schemas)))
                .validate(answer.json()))
        .as("%s: %s", schema, answer.asText())
        .isEmpty();
  }

  @Test
  void the_page_and_all_it_needs_come_from_here() {
    Client nobody = service.with("");
    Answer page = nobody.get("/docs", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.header("Content-Security-Policy")).contains("script-src 'self'");
    assertThat(page.asText()).doesNotContain("http://").doesNotContain("https://");
    for (String asset : List.of("/docs/docs.js", "/docs/docs.css")) {
      assertThat(page.asText()).contains(asset);
      Answer answer = nobody.get(asset);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.asText()).doesNotContain("http://").doesNotContain("https://");
    }
  }

  private Map<String, @Nullable Object> operation(Route route) {
    return operation(route.method(), route.path());
  }

  private Map<String, @Nullable Object> operation(String method, String path) {
    return object(object(object(document.json(), "paths"), path), method.toLowerCase(Locale.ROOT));
  }

  @SuppressWarnings("unchecked") // JSON objects have string keys
  private static Map<String, @Nullable Object> object(@Nullable Object json, String name) {
    Object member = ((Map<?, ?>) Objects.requireNonNull(json)).get(name);
    return (Map<String, @Nullable Object>) Objects.requireNonNull(member, name);
  }

  private static void collect(@Nullable Object json, Set<String> references) {
    if (json instanceof Map<?, ?> object) {
      if (object.get("$ref") instanceof String reference) {
        references.add(reference.substring("#/components/schemas/".length()));
      }
      object.values().forEach(member -> collect(member, references));
    } else if (json instanceof List<?> list) {
      list.forEach(item -> collect(item, references));
    }
  }
}

package dev.holdfast.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.adapter.rest.Client.Answer;
import dev.holdfast.application.port.out.Audit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** API keys, tenants, and that nobody sees what is another's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysAndTenantsTest {
  private static final String KEYS = "/api/admin/api-keys";
  private static final String TENANTS = "/api/admin/tenants";
  private static final String DEFINITIONS = "/api/workflow-definitions";
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
  void a_key_is_shown_once_and_works() {
    Answer made = create("default", "\"workflow:read\"").ok(201);
    String text = made.string("/key");
    assertThat(text).startsWith("hf_").hasSizeGreaterThan(20);
    Client reader = admin.with(text);
    reader.get(DEFINITIONS).ok(200);
    Answer refused = reader.post(DEFINITIONS, "{}").problem(403, "FORBIDDEN");
    assertThat(refused.at("/missingPermission")).isEqualTo("workflow:manage");
    assertThat(refused.string("/detail")).contains("workflow:manage");
    Answer list = admin.get(KEYS).ok(200);
    assertThat(list.asText()).doesNotContain(text).doesNotContain("hash");
    assertThat(list.column("/items", "keyId")).contains(made.string("/keyId"));
    assertThat(
            service
                .ports
                .audit
                .list("default", new Audit.Filter(null, null, null, null), 200, null)
                .items())
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.toString()).doesNotContain(text));
  }

  @Test
  void a_revoked_key_is_worth_nothing_at_once() {
    Answer made = create("default", "\"workflow:read\"").ok(201);
    Client reader = admin.with(made.string("/key"));
    reader.get(DEFINITIONS).ok(200);
    String path = KEYS + "/" + made.string("/keyId");
    admin.delete(path).ok(204);
    reader.get(DEFINITIONS).problem(401, "UNAUTHENTICATED");
    admin.delete(path).ok(204);
    admin.delete(KEYS + "/no-uuid").problem(404, "API_KEY_NOT_FOUND");
    admin.delete(KEYS + "/00000000-0000-7000-8000-000000000000").problem(404, "API_KEY_NOT_FOUND");
  }

  @Test
  void a_key_revoked_on_another_node_is_worth_nothing_within_two_seconds() {
    try (RestService own = RestService.start()) {
      Answer made = own.admin().post(KEYS, body("default", "\"workflow:read\"", "")).ok(201);
      Client reader = own.with(made.string("/key"));
      reader.get(DEFINITIONS).ok(200);
      own.ports.keys.revoke(
          null, java.util.UUID.fromString(made.string("/keyId")), own.ports.time.now());
      own.ports.time.advance(Duration.ofSeconds(2));
      reader.get(DEFINITIONS).problem(401, "UNAUTHENTICATED");
    }
  }

  @Test
  void a_key_ends_when_it_expires() {
    try (RestService own = RestService.start()) {
      String ends = own.ports.time.now().plusSeconds(60).toString();
      Answer made =
          own.admin()
              .post(KEYS, body("default", "\"workflow:read\"", ", \"expiresAt\": \"" + ends + "\""))
              .ok(201);
      Client reader = own.with(made.string("/key"));
      reader.get(DEFINITIONS).ok(200);
      own.ports.time.advance(Duration.ofSeconds(59));
      reader.get(DEFINITIONS).ok(200);
      own.ports.time.advance(Duration.ofSeconds(1));
      reader.get(DEFINITIONS).problem(401, "UNAUTHENTICATED");
    }
  }

  @Test
  void what_is_wrong_with_a_wish_for_a_key_is_named() {
    create("default", "\"workflow:fly\", \"workflow:read\"")
        .problem(400, "INVALID_REQUEST")
        .pointing("/permissions/0");
    create("default", "").problem(400, "INVALID_REQUEST").pointing("/permissions");
    create("default", "5").problem(400, "INVALID_REQUEST").pointing("/permissions/0");
    create("nobody", "\"workflow:read\"").problem(404, "TENANT_NOT_FOUND");
    admin
        .post(
            KEYS, body("default", "\"workflow:read\"", ", \"expiresAt\": \"2001-01-01T00:00:00Z\""))
        .problem(400, "INVALID_REQUEST")
        .pointing("/expiresAt");
    admin
        .post(KEYS, body("default", "\"workflow:read\"", ", \"expiresAt\": \"tomorrow\""))
        .problem(400, "INVALID_REQUEST")
        .pointing("/expiresAt");
    admin
        .post(KEYS, "{\"deployment\": true}")
        .problem(400, "INVALID_REQUEST")
        .pointing("/name", "/tenantId", "/permissions", "/deployment");
  }

  @Test
  void a_foreign_tenants_objects_are_not_there() {
    tenant("blue");
    tenant("red");
    Client blue = admin.with(create("blue", ALL).ok(201).string("/key"));
    Client red = admin.with(create("red", ALL).ok(201).string("/key"));
    Answer made = blue.post(DEFINITIONS, Documents.create("flow", Documents.sound("Flow"))).ok(201);
    blue.post(DEFINITIONS + "/flow/draft/publish", "").ok(200);
    blue.post("/api/workflow/registry/schemas", "{\"schemaRef\": \"a.v1\", \"schema\": true}");
    String id = made.string("/workflowId");
    for (String name : List.of(id, "flow")) {
      String path = DEFINITIONS + "/" + name;
      red.get(path + "/draft").problem(404, "WORKFLOW_NOT_FOUND");
      red.get(path + "/1").problem(404, "WORKFLOW_NOT_FOUND");
      red.get(path + "/versions").problem(404, "WORKFLOW_NOT_FOUND");
      red.get(path + "/audit").problem(404, "WORKFLOW_NOT_FOUND");
      red.delete(path).problem(404, "WORKFLOW_NOT_FOUND");
      red.post(path + "/draft/publish", "").problem(404, "WORKFLOW_NOT_FOUND");
      red.put(path + "/metadata", "{}").problem(404, "WORKFLOW_NOT_FOUND");
      red.put(path + "/draft", "{\"definition\": {}, \"expectedDraftVersion\": 1}")
          .problem(404, "WORKFLOW_NOT_FOUND");
    }
    red.get("/api/workflow/registry/schemas/a.v1").problem(404, "SCHEMA_NOT_FOUND");
    assertThat(red.get(DEFINITIONS).ok(200).list("/items")).isEmpty();
    red.post(DEFINITIONS, Documents.create("flow", Documents.sound("Flow"))).ok(201);
    blue.post(KEYS, body("red", "\"workflow:read\"", "")).problem(404, "TENANT_NOT_FOUND");
    String redKey = red.get(KEYS).ok(200).string("/items/0/keyId");
    blue.delete(KEYS + "/" + redKey).problem(404, "API_KEY_NOT_FOUND");
    blue.get(KEYS + "?tenantId=red").problem(404, "TENANT_NOT_FOUND");
    red.get(DEFINITIONS).ok(200);
  }

  @Test
  void only_a_deployment_key_names_a_tenant() {
    tenant("green");
    Client green = admin.with(create("green", ALL).ok(201).string("/key"));
    admin
        .post(
            DEFINITIONS, Documents.create("hers", Documents.sound("Hers")), "X-Tenant-Id", "green")
        .ok(201);
    green.get(DEFINITIONS + "/hers/draft", "X-Tenant-Id", "green").ok(200);
    green.get(DEFINITIONS, "X-Tenant-Id", "default").problem(403, "FORBIDDEN");
    admin.get(DEFINITIONS + "/hers/draft").problem(404, "WORKFLOW_NOT_FOUND");
    admin.get(DEFINITIONS, "X-Tenant-Id", "nobody").problem(404, "TENANT_NOT_FOUND");
    admin.get(DEFINITIONS, "X-Tenant-Id", "no body").problem(404, "TENANT_NOT_FOUND");
    green.get(TENANTS).problem(403, "FORBIDDEN");
    green.post(TENANTS, "{\"tenantId\": \"mine\"}").problem(403, "FORBIDDEN");
  }

  @Test
  void tenants_are_made_once() {
    assertThat(admin.get(TENANTS).ok(200).column("/items", "tenantId")).contains("default");
    Answer made = admin.post(TENANTS, "{\"tenantId\": \"once\", \"name\": \"Once\"}").ok(201);
    assertThat(made.string("/name")).isEqualTo("Once");
    admin.post(TENANTS, "{\"tenantId\": \"once\"}").problem(409, "TENANT_ID_TAKEN");
    for (String wrong : List.of("-x", "a b", "ü", "../x")) {
      admin
          .post(TENANTS, "{\"tenantId\": \"" + wrong + "\"}")
          .problem(400, "INVALID_REQUEST")
          .pointing("/tenantId");
    }
  }

  @Test
  void the_first_key_is_made_once() {
    List<String> kept = new ArrayList<>();
    assertThat(service.ports.keyAdministration.createFirst(kept::add)).isNull();
    assertThat(kept).isEmpty();
  }

  @Test
  void a_first_key_that_could_not_be_kept_is_none() {
    TestPorts ports = new TestPorts();
    assertThatThrownBy(() ->
            ports.keyAdministration.createFirst(key -> {
              throw new UncheckedIOException(new IOException("disk full"));
            }))
        .hasRootCauseMessage("disk full");
    List<String> kept = new ArrayList<>();
    assertThat(ports.keyAdministration.createFirst(kept::add)).isEqualTo(kept.getFirst());
  }

  private static final String ALL = "\"workflow:admin\", \"tenant:admin\"";

  private Answer create(String tenant, String permissions) {
    return admin.post(KEYS, body(tenant, permissions, ""));
  }

  private void tenant(String tenantId) {
    admin.post(TENANTS, "{\"tenantId\": \"" + tenantId + "\"}").ok(201);
  }

  private static String body(String tenant, String permissions, String rest) {
    return "{\"name\": \"k\", \"tenantId\": \"%s\", \"permissions\": [%s]%s}"
        .formatted(tenant, permissions, rest);
  }
}

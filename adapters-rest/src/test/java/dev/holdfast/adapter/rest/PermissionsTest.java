package dev.holdfast.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.rest.Client.Answer;
import dev.holdfast.adapter.rest.Routes.Route;
import dev.holdfast.application.port.in.Permission;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each route with each permission alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PermissionsTest {
  /** What the pages say, written down once more by hand. */
  private static final Map<String, String> NEEDED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("GET /api/workflow-definitions", "workflow:read"),
              Map.entry("POST /api/workflow-definitions", "workflow:manage"),
              Map.entry("POST /api/workflow-definitions/validate", "workflow:manage"),
              Map.entry("DELETE /api/workflow-definitions/{id}", "workflow:manage"),
              Map.entry("GET /api/workflow-definitions/{id}/audit", "workflow:admin"),
              Map.entry("PUT /api/workflow-definitions/{id}/metadata", "workflow:manage"),
              Map.entry("GET /api/workflow-definitions/{id}/versions", "workflow:read"),
              Map.entry("GET /api/workflow-definitions/{id}/{version}", "workflow:read"),
              Map.entry("PUT /api/workflow-definitions/{id}/{version}", "workflow:manage"),
              Map.entry(
                  "POST /api/workflow-definitions/{id}/{version}/publish", "workflow:publish"),
              Map.entry("GET /api/workflow/registry/nodes", "workflow:read"),
              Map.entry("GET /api/workflow/registry/actions", "workflow:read"),
              Map.entry("GET /api/workflow/registry/functions", "workflow:read"),
              Map.entry("GET /api/workflow/registry/schemas", "workflow:read"),
              Map.entry("GET /api/workflow/registry/schemas/{schemaRef}", "workflow:read"),
              Map.entry("POST /api/workflow/registry/schemas", "workflow:manage"),
              Map.entry("GET /api/admin/api-keys", "tenant:admin"),
              Map.entry("POST /api/admin/api-keys", "tenant:admin"),
              Map.entry("DELETE /api/admin/api-keys/{keyId}", "tenant:admin"),
              Map.entry("GET /api/admin/tenants", "tenant:admin"),
              Map.entry("POST /api/admin/tenants", "tenant:admin")));

  private RestService service;

  @BeforeAll
  void start() {
    service = RestService.start();
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void the_table_names_every_route() {
    assertThat(
            Routes.all(service).stream()
                .filter(route -> route.endpoint().needs().length > 0)
                .map(Route::toString))
        .containsExactlyInAnyOrderElementsOf(NEEDED.keySet());
  }

  @Test
  void each_permission_opens_its_routes_and_no_others() {
    for (Permission permission : Permission.values()) {
      Client client = service.with(keyWith(permission));
      Set<Permission> all = Permission.closure(List.of(permission));
      for (Route route : Routes.all(service)) {
        String needed = NEEDED.get(route.toString());
        if (needed == null) continue;
        boolean may = all.stream().anyMatch(each -> each.text().equals(needed));
        Answer answer =
            client.send(
                route.method(),
                route.at("00000000-0000-7000-8000-000000000000"),
                BodyPublishers.noBody());
        if (may && !route.endpoint().deployment()) {
          assertThat(answer.status())
              .as("%s with %s: %s", route, permission, answer.asText())
              .isNotIn(401, 403, 405, 500);
        } else {
          answer.problem(403, "FORBIDDEN");
          if (!may) assertThat(answer.at("/missingPermission")).isEqualTo(needed);
        }
      }
    }
  }

  private String keyWith(Permission permission) {
    return service
        .admin()
        .post(
            "/api/admin/api-keys",
            "{\"name\": \"k\", \"tenantId\": \"default\", \"permissions\": [\"%s\"]}"
                .formatted(permission.text()))
        .ok(201)
        .string("/key");
  }
}

package dev.holdfast.bootstrap.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each route opens to the permission it names, and to what implies it; to nothing else. */
@ExtendWith(SharedService.class)
class PermissionsTest {
  private static final String ID = "01a00000-0000-7000-8000-000000000000";
  private static final String READ = "workflow:read";
  private static final String EXECUTE = "workflow:execute";
  private static final String MANAGE = "workflow:manage";
  private static final String PUBLISH = "workflow:publish";
  private static final String ADMIN = "workflow:admin";
  private static final String TENANT = "tenant:admin";

  private record Route(String method, String path, String needs) {}

  private static List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    String definitions = "/api/workflow-definitions";
    String runs = "/api/workflow-runs";
    for (String path :
        List.of(
            definitions,
            definitions + "/x/draft",
            definitions + "/x/1",
            definitions + "/x/versions",
            runs,
            runs + "/summary",
            runs + "/" + ID,
            runs + "/" + ID + "/steps",
            runs + "/" + ID + "/waits",
            runs + "/" + ID + "/invocations",
            runs + "/" + ID + "/logs",
            runs + "/" + ID + "/timeline",
            runs + "/" + ID + "/why",
            "/api/workflow/events",
            "/api/workflow/events/x",
            "/api/workflow/events/summary",
            "/api/workflow/registry/nodes",
            "/api/workflow/registry/actions",
            "/api/workflow/registry/functions",
            "/api/workflow/registry/schemas",
            "/api/workflow/registry/schemas/x")) {
      routes.add(new Route("GET", path, READ));
    }
    routes.add(new Route("POST", definitions, MANAGE));
    routes.add(new Route("POST", definitions + "/validate", MANAGE));
    routes.add(new Route("PUT", definitions + "/x/draft", MANAGE));
    routes.add(new Route("PUT", definitions + "/x/metadata", MANAGE));
    routes.add(new Route("DELETE", definitions + "/x", MANAGE));
    routes.add(new Route("POST", "/api/workflow/registry/schemas", MANAGE));
    routes.add(new Route("POST", definitions + "/x/draft/publish", PUBLISH));
    routes.add(new Route("POST", runs, EXECUTE));
    routes.add(new Route("POST", "/api/workflow/events", EXECUTE));
    routes.add(new Route("POST", runs + "/" + ID + "/signal", EXECUTE));
    for (String command : List.of("cancel", "resume", "retry", "requeue-event-wait", "replay")) {
      routes.add(new Route("POST", runs + "/" + ID + "/" + command, ADMIN));
    }
    routes.add(new Route("GET", runs + "/" + ID + "/audit", ADMIN));
    routes.add(new Route("GET", definitions + "/x/audit", ADMIN));
    routes.add(new Route("GET", "/api/admin/api-keys", TENANT));
    routes.add(new Route("POST", "/api/admin/api-keys", TENANT));
    routes.add(new Route("DELETE", "/api/admin/api-keys/" + ID, TENANT));
    return routes;
  }

  /** What a grant opens. */
  private static List<String> opened(String granted) {
    return switch (granted) {
      case ADMIN -> List.of(READ, EXECUTE, MANAGE, PUBLISH, ADMIN);
      case MANAGE -> List.of(READ, EXECUTE, MANAGE);
      case PUBLISH -> List.of(READ, PUBLISH);
      case EXECUTE -> List.of(READ, EXECUTE);
      case READ, TENANT -> List.of(granted);
      default -> List.of();
    };
  }

  @Test
  void a_key_opens_what_its_permissions_say_and_nothing_else(Api admin) {
    Stream.of(READ, EXECUTE, MANAGE, PUBLISH, ADMIN, TENANT, "tasks:work")
        .forEach(granted -> {
          Api caller = Tenants.caller(admin, "default", granted);
          for (Route route : routes()) check(caller, granted, route);
        });
  }

  private static void check(Api caller, String granted, Route route) {
    boolean reads = route.method().equals("GET") || route.method().equals("DELETE");
    Answer answer = caller.send(route.method(), route.path(), reads ? null : "{}");
    String what = granted + " at " + route;
    if (opened(granted).contains(route.needs())) {
      assertThat(answer.status()).as(what).isIn(200, 201, 400, 404, 409, 422);
    } else {
      assertThat(answer.status()).as(what).isEqualTo(403);
      assertThat(answer.at("/missingPermission")).as(what).isEqualTo(route.needs());
    }
  }

  @Test
  void without_a_key_nothing_is_open_but_health_documents_and_callbacks(Api admin) {
    Api nobody = new Api(admin.url(), null);
    for (Route route : routes()) {
      nobody
          .send(route.method(), route.path(), route.method().equals("GET") ? null : "{}")
          .expectProblem(401, "UNAUTHENTICATED");
    }
    for (String path : List.of("/actuator/prometheus", "/actuator/info", "/actuator", "/nothing")) {
      nobody.get(path).expectProblem(401, "UNAUTHENTICATED");
    }
    for (String path : List.of("/actuator/health", "/docs", "/v3/api-docs")) {
      nobody.get(path).expect(200);
    }
  }

  @Test
  void tenants_are_for_deployment_keys_alone(Api admin) {
    Api tenantAdmin = Tenants.fresh(admin);
    tenantAdmin.get("/api/admin/tenants").expectProblem(403, "FORBIDDEN");
    tenantAdmin
        .send("POST", "/api/admin/tenants", "{\"tenantId\": \"mine\"}")
        .expectProblem(403, "FORBIDDEN");
    admin.get("/api/admin/tenants").expect(200);
  }
}

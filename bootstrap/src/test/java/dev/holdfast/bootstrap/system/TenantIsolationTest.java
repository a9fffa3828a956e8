package dev.holdfast.bootstrap.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one tenant has, another never sees. */
@ExtendWith(SharedService.class)
class TenantIsolationTest {
  private static final Map<String, ?> REASON = Map.of("reason", "curious");

  @Test
  void nothing_of_one_tenant_is_seen_or_touched_by_another(Api admin) {
    Api ours = Tenants.fresh(admin);
    Api theirs = Tenants.fresh(admin);
    ours.define("secret-plan", Workflows.of(Workflows.event("wait", "go", "")));
    Answer definition = ours.get("/api/workflow-definitions/secret-plan/1").expect(200);
    String workflowId = definition.text("/workflowId");
    String runId = ours.start("secret-plan", Map.of("key", "k"));
    ours.waiting(runId, "event");
    String run = "/api/workflow-runs/" + runId;
    ours.post("/api/workflow/registry/schemas", Map.of("schemaRef", "plan.v1", "schema", Map.of()))
        .expect(201);
    ours.post("/api/workflow/events", Map.of("eventName", "x", "eventId", "ours-1")).expect(201);

    for (String path :
        List.of(
            "/api/workflow-definitions/secret-plan/1",
            "/api/workflow-definitions/" + workflowId + "/draft",
            "/api/workflow-definitions/" + workflowId + "/versions",
            "/api/workflow-definitions/" + workflowId + "/audit",
            "/api/workflow/registry/schemas/plan.v1",
            "/api/workflow/events/ours-1",
            run,
            run + "/steps",
            run + "/waits",
            run + "/logs",
            run + "/timeline",
            run + "/invocations",
            run + "/why",
            run + "/audit")) {
      assertThat(theirs.get(path).status()).as(path).isEqualTo(404);
      assertThat(ours.get(path).status()).as(path).isEqualTo(200);
    }
    for (String path :
        List.of(
            "/api/workflow-definitions",
            "/api/workflow-runs",
            "/api/workflow-runs?search=" + runId,
            "/api/workflow/events",
            "/api/workflow/registry/schemas")) {
      assertThat(theirs.get(path).expect(200).list("/items")).as(path).isEmpty();
    }
    for (String command : List.of("cancel", "resume", "retry", "requeue-event-wait", "replay")) {
      theirs.post(run + "/" + command, REASON).expectProblem(404, "RUN_NOT_FOUND");
    }
    theirs.post(run + "/signal", Map.of("name", "go")).expectProblem(404, "RUN_NOT_FOUND");
    theirs
        .post("/api/workflow-runs", Map.of("workflowId", workflowId))
        .expectProblem(404, "WORKFLOW_NOT_FOUND");
    theirs.send("DELETE", "/api/workflow-definitions/" + workflowId, null).expect(404);
    assertThat(ours.run(runId).at("/status")).isEqualTo("WAITING");
  }

  @Test
  void an_event_reaches_only_its_own_tenants_runs(Api admin) {
    Api ours = Tenants.fresh(admin);
    Api theirs = Tenants.fresh(admin);
    ours.define("w", Workflows.of(Workflows.event("wait", "go", "")));
    String runId = ours.start("w", Map.of("key", "k"));
    ours.waiting(runId, "event");
    Map<String, ?> event = Map.of("eventName", "go", "correlationKey", "k", "eventId", "e-1");
    assertThat(theirs.post("/api/workflow/events", event).expect(201).at("/status"))
        .isEqualTo("buffered");
    assertThat(ours.run(runId).at("/status")).isEqualTo("WAITING");
    // The id is theirs alone: the same one of ours is another event.
    assertThat(ours.post("/api/workflow/events", event).expect(201).at("/status"))
        .isEqualTo("matched");
    assertThat(ours.ended(runId).at("/status")).isEqualTo("SUCCEEDED");
  }

  @Test
  void the_same_key_names_another_definition_in_another_tenant(Api admin) {
    Api ours = Tenants.fresh(admin);
    Api theirs = Tenants.fresh(admin);
    ours.define("same", Workflows.of(Workflows.assign("a", "vars.x", "1")));
    theirs.define("same", Workflows.of(Workflows.assign("a", "vars.x", "2")));
    String ourId = ours.get("/api/workflow-definitions/same/1").expect(200).text("/workflowId");
    String theirId = theirs.get("/api/workflow-definitions/same/1").expect(200).text("/workflowId");
    assertThat(ourId).isNotEqualTo(theirId);
  }

  @Test
  void only_a_deployment_key_may_name_another_tenant(Api admin) {
    Api ours = Tenants.fresh(admin);
    String name = tenantOf(ours);
    ours.define("w", Workflows.of(Workflows.assign("a", "vars.x", "1")));
    admin.send("GET", "/api/workflow-definitions/w/1", null, "X-Tenant-Id", name).expect(200);
    ours.send("GET", "/api/workflow-definitions", null, "X-Tenant-Id", "default")
        .expectProblem(403, "FORBIDDEN");
    ours.send("GET", "/api/workflow-definitions", null, "X-Tenant-Id", name).expect(200);
    admin
        .send("GET", "/api/workflow-definitions", null, "X-Tenant-Id", "no-such-tenant")
        .expectProblem(404, "TENANT_NOT_FOUND");
  }

  @Test
  void a_revoked_key_opens_nothing(Api admin) {
    Api ours = Tenants.fresh(admin);
    Answer made =
        ours.post(
                "/api/admin/api-keys",
                Map.of(
                    "name",
                    "short-lived",
                    "tenantId",
                    tenantOf(ours),
                    "permissions",
                    List.of("workflow:read")))
            .expect(201);
    Api reader = ours.with(made.text("/key"));
    reader.get("/api/workflow-runs").expect(200);
    ours.send("DELETE", "/api/admin/api-keys/" + made.text("/keyId"), null).expect(204);
    reader.get("/api/workflow-runs").expectProblem(401, "UNAUTHENTICATED");
  }

  private static String tenantOf(Api api) {
    return (String) api.get("/api/admin/api-keys").expect(200).items("tenantId").getFirst();
  }
}

package dev.holdfast.bootstrap.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.bootstrap.system.Answer;
import dev.holdfast.bootstrap.system.Api;
import dev.holdfast.bootstrap.system.Effects;
import dev.holdfast.bootstrap.system.PackagedService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that share the work out: one takes requests, another carries runs out. */
class RolesIT {
  @TempDir Path temp;

  private final Map<String, String> edition = new LinkedHashMap<>();

  private PackagedService start(DatabaseAddress database, String name, String roles) {
    Map<String, String> variables = new LinkedHashMap<>(edition);
    variables.put("HOLDFAST_DATABASE_URL", database.url());
    variables.put("HOLDFAST_DATABASE_USER", Objects.requireNonNull(database.user()));
    variables.put("HOLDFAST_DATABASE_PASSWORD", Objects.requireNonNull(database.password()));
    variables.put("HOLDFAST_HTTP_ALLOW_PRIVATE", "true");
    variables.put("HOLDFAST_ROLES", roles);
    return PackagedService.start(temp.resolve(name), variables);
  }

  @Test
  void what_one_takes_the_other_carries_out() {
    sharesTheWork();
  }

  @Test
  void so_it_is_on_temporal() throws Exception {
    try (TemporalServer server = TemporalServer.best()) {
      edition.put("HOLDFAST_EDITION", "ee");
      edition.put("HOLDFAST_TEMPORAL_TARGET", server.target());
      edition.put("HOLDFAST_TEMPORAL_TASK_QUEUE", server.taskQueue());
      sharesTheWork();
    }
  }

  private void sharesTheWork() {
    DatabaseAddress database = ScratchServer.freshDatabase();
    try (Effects effects = new Effects();
        PackagedService taking = start(database, "api", "api")) {
      Api api = taking.api();
      api.define("work", work(effects.url()));
      String early = api.start("work", Map.of("key", "k0"));
      assertThat(api.run(early).at("/status")).isEqualTo("RUNNING");
      assertThat(effects.calls()).isEmpty();

      try (PackagedService working = start(database, "worker", "worker,scheduler")) {
        api.waiting(early, "event");
        List<String> runs = new ArrayList<>(List.of(early));
        for (int i = 1; i < 5; i++) runs.add(api.start("work", Map.of("key", "k" + i)));
        for (String run : runs) api.waiting(run, "event");
        for (int i = 0; i < 5; i++) {
          Map<String, String> event = Map.of("eventName", "go", "correlationKey", "k" + i);
          api.post("/api/workflow/events", event).expect(201);
        }
        for (String run : runs) assertThat(api.ended(run).at("/status")).isEqualTo("SUCCEEDED");
        assertThat(effects.calls()).hasSize(5);

        // The worker serves health and metrics, and nothing else; the key is the other's to make.
        Api other = new Api(working.url(), api.key());
        Answer health = other.get("/actuator/health/readiness").expect(200);
        assertThat(health.at("/status")).isEqualTo("UP");
        assertThat(other.get("/actuator/prometheus").expect(200).text())
            .contains("holdfast_step_duration_seconds_count 5");
        other.get("/api/workflow-runs").expect(404);
        assertThat(temp.resolve("worker").resolve("admin-key")).doesNotExist();
        assertThat(api.get("/actuator/prometheus").expect(200).text())
            .contains("holdfast_step_duration_seconds_count 0");
      }
    }
  }

  private static String work(String url) {
    return """
    {"name": "work", "steps": [
      {"id": "a", "type": "action.call", "config": {"actionId": "http.request", "version": 1,
        "inputMapping": {"method": "POST", "url": "%s/ok", "body": {"call": "a"}}}},
      {"id": "w", "type": "event.wait", "config": {"eventName": "go",
        "correlationKey": {"$expr": "payload.key"}}}]}\
    """
        .formatted(url);
  }
}

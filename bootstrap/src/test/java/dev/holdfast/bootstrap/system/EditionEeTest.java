package dev.holdfast.bootstrap.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.bootstrap.serve.Service;
import dev.holdfast.bootstrap.settings.Setting;
import dev.holdfast.bootstrap.settings.Settings;
import dev.holdfast.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service in edition ee, on a server of its own in this process. */
class EditionEeTest {
  @TempDir Path temp;
  private final Map<Setting, String> given = new EnumMap<>(Setting.class);

  EditionEeTest() {
    DatabaseAddress database = ScratchServer.freshDatabase();
    given.put(Setting.PORT, "0");
    given.put(Setting.DATABASE_URL, database.url());
    given.put(Setting.DATABASE_USER, Objects.requireNonNull(database.user()));
    given.put(Setting.DATABASE_PASSWORD, Objects.requireNonNull(database.password()));
  }

  private Service start(String edition) {
    given.put(Setting.DATA, temp.toString());
    given.put(Setting.EDITION, edition);
    return Service.start(Settings.of(given), List.of(TestActions.class));
  }

  private Api api(Service service) {
    try {
      return new Api(service.url(), Files.readString(temp.resolve("admin-key")).strip());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitReady(Api api) {
    Await.until(
        "it is ready",
        Duration.ofSeconds(60),
        () -> api.get("/actuator/health/readiness").status() == 200);
  }

  private static String waits() {
    return Workflows.of(
        """
        {"id": "w", "type": "event.wait", "config": {"eventName": "go",
          "correlationKey": {"$expr": "payload.key"}}}\
        """);
  }

  @Test
  void new_runs_live_on_temporal_and_those_that_began_on_postgresql_end_there() {
    String old;
    try (Service ce = start("ce")) {
      Api api = api(ce);
      api.define("waits", waits());
      old = api.start("waits", Map.of("key", "old"));
      api.waiting(old, "event");
    }
    try (Service ee = start("ee")) {
      Api api = api(ee);
      awaitReady(api);
      assertThat(api.get("/actuator/info").expect(200).at("/holdfast/edition")).isEqualTo("ee");
      String run = api.start("waits", Map.of("key", "new"));
      api.waiting(run, "event");
      assertThat(api.run(run).at("/engine")).isEqualTo("temporal");
      assertThat(api.run(run).list("/commands")).containsExactly("cancel");
      assertThat(api.run(old).list("/commands")).containsExactly("cancel", "resume");

      for (String key : List.of("old", "new")) {
        api.post("/api/workflow/events", Map.of("eventName", "go", "correlationKey", key));
      }
      assertThat(api.ended(run).at("/status")).isEqualTo("SUCCEEDED");
      assertThat(api.ended(old).at("/status")).isEqualTo("SUCCEEDED");
      assertThat(api.run(old).at("/engine")).isEqualTo("quartz");
      assertThat(api.run(run).list("/commands")).containsExactly("replay");

      Answer health = api.get("/actuator/health").expect(200);
      assertThat(health.at("/components/edition/status")).isEqualTo("UP");
      assertThat(health.at("/components/reconciler/status")).isEqualTo("UP");
      assertThat(api.get("/actuator/prometheus").expect(200).text())
          .contains("holdfast_reconciler_differing{finding=\"stuck\"} 0.0")
          .contains("holdfast_reconciler_repaired_total 0.0");
    }
  }

  @Test
  void what_temporal_cannot_do_is_refused_before_any_look_at_the_run() {
    try (Service ee = start("ee")) {
      Api api = api(ee);
      awaitReady(api);
      api.define("waits", waits());
      String run = api.start("waits", Map.of("key", "k"));
      api.waiting(run, "event");
      for (String command : List.of("resume", "retry", "requeue-event-wait")) {
        Answer refused =
            api.post("/api/workflow-runs/" + run + "/" + command, Map.of("reason", "try it"))
                .expect(409);
        assertThat(refused.at("/code")).isEqualTo("WORKFLOW_TEMPORAL_ACTION_UNSUPPORTED");
        assertThat(refused.at("/details/code")).isEqualTo("WORKFLOW_TEMPORAL_ACTION_UNSUPPORTED");
        assertThat(refused.at("/details/action")).isEqualTo(command);
        assertThat(refused.at("/details/engine")).isEqualTo("temporal");
        assertThat(refused.at("/details/runId")).isEqualTo(run);
        assertThat(refused.at("/details/hint")).isInstanceOf(String.class);
      }
      api.post("/api/workflow-runs/" + run + "/cancel", Map.of("reason", "enough of it"))
          .expect(202);
      assertThat(api.ended(run).at("/status")).isEqualTo("CANCELED");
    }
  }

  @Test
  void metrics_tell_of_runs_on_temporal_what_they_tell_of_others() {
    Map<String, Double> ce;
    try (Service service = start("ce")) {
      ce = measured(api(service));
    }
    try (Service service = start("ee")) {
      Api api = api(service);
      awaitReady(api);
      assertThat(measured(api)).isEqualTo(ce);
      Await.until(
          "the SDK has reported",
          Duration.ofSeconds(30),
          () ->
              meter(api, "temporal_workflow_completed_total") > 0
                  && meter(api, "temporal_activity_execution_latency_seconds_count") > 0
                  && meter(api, "temporal_request_total") > 0
                  && meter(api, "temporal_worker_task_slots_available") > 0);
    }
    assertThat(ce)
        .containsEntry("holdfast_run_first_step_seconds_count", 2.0)
        .containsEntry("holdfast_step_duration_seconds_count", 2.0)
        .containsEntry("holdfast_step_retries_total", 1.0)
        // The pause, and the one before the second attempt.
        .containsEntry("holdfast_wait_age_seconds_count", 2.0);
  }

  /** What meters say after a run that works and one that waits. */
  private static Map<String, Double> measured(Api api) {
    String works = Workflows.name("works");
    api.define(
        works,
        Workflows.of(
            Workflows.call(
                    "work",
                    "test.fail",
                    "{\"times\": 1}",
                    ", \"retry\": {\"maxAttempts\": 2, \"backoffMs\": 200}")
                + ", "
                + Workflows.pause("nap", 50)));
    String waits = Workflows.name("waits");
    api.define(waits, waits());
    assertThat(api.ended(api.start(works, Map.of())).at("/status")).isEqualTo("SUCCEEDED");
    api.waiting(api.start(waits, Map.of("key", waits)), "event");
    Map<String, Double> meters = new TreeMap<>();
    for (String name :
        List.of(
            "holdfast_run_first_step_seconds_count",
            "holdfast_step_duration_seconds_count",
            "holdfast_step_retries_total",
            "holdfast_wait_age_seconds_count",
            "holdfast_answers_late_total",
            "holdfast_runs_stuck_faults_total")) {
      meters.put(name, meter(api, name));
    }
    return meters;
  }

  /** The sum of a meter over its tags; 0 where there is none. */
  private static double meter(Api api, String name) {
    return api.get("/actuator/prometheus")
        .expect(200)
        .text()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }
}

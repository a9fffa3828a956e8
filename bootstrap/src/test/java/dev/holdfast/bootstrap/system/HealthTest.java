package dev.holdfast.bootstrap.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What operators see of the service. */
@ExtendWith(SharedService.class)
class HealthTest {
  @Test
  void everybody_may_ask_whether_it_is_up_and_nothing_more(Api admin) {
    Api nobody = new Api(admin.url(), null);
    Answer health = nobody.get("/actuator/health").expect(200);
    assertThat(health.at("/status")).isEqualTo("UP");
    assertThat(health.at("/components")).isNull();
    assertThat(nobody.get("/actuator/health/liveness").expect(200).at("/status")).isEqualTo("UP");
    assertThat(nobody.get("/actuator/health/readiness").expect(200).at("/status")).isEqualTo("UP");
    assertThat(
            nobody
                .with("hf_wrong_wrong_wrong")
                .get("/actuator/health")
                .expect(200)
                .at("/components"))
        .isNull();
  }

  @Test
  void with_a_key_it_tells_how_its_parts_are(Api admin) {
    Api reader = Tenants.caller(admin, "default", "workflow:read");
    Answer health = reader.get("/actuator/health").expect(200);
    assertThat(health.at("/components/store/status")).isEqualTo("UP");
    assertThat(health.at("/components/engine/status")).isEqualTo("UP");
    assertThat(health.at("/components/engine/details/stuckRuns")).isEqualTo(0L);
    assertThat(health.at("/components/engine/details/lagMs")).isInstanceOf(Long.class);
  }

  @Test
  void metrics_tell_of_runs_waits_retries_and_the_pools(Api admin) {
    String name = Workflows.name("health");
    admin.define(
        name,
        Workflows.of(
            Workflows.call(
                    "work",
                    "test.fail",
                    "{\"times\": 1}",
                    ", \"retry\": {\"maxAttempts\": 2, \"backoffMs\": 1}")
                + ", "
                + Workflows.pause("nap", 50)));
    assertThat(admin.ended(admin.start(name, Map.of())).at("/status")).isEqualTo("SUCCEEDED");
    String metrics = admin.get("/actuator/prometheus").expect(200).text();
    for (String positive :
        new String[] {
          "holdfast_run_first_step_seconds_count",
          "holdfast_step_duration_seconds_count",
          "holdfast_wait_age_seconds_count",
          "holdfast_step_retries_total",
          "http_server_requests_seconds_count",
          "jvm_memory_used_bytes",
          "hikaricp_connections"
        }) {
      assertThat(metrics.lines().filter(line -> line.startsWith(positive)))
          .as(positive)
          .anyMatch(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))) > 0);
    }
    for (String present :
        new String[] {
          "holdfast_leases_lost_total",
          "holdfast_runs_without_wake_up",
          "holdfast_runs_stuck",
          "holdfast_engine_lag_seconds"
        }) {
      assertThat(metrics).contains("\n" + present);
    }
  }

  @Test
  void the_version_is_told_to_key_holders(Api admin) {
    assertThat(admin.get("/actuator/info").expect(200).at("/holdfast/edition")).isEqualTo("ce");
  }
}

package dev.holdfast.bootstrap.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts, refusals and stops of the packaged application on its own database. */
class LifecycleIT {
  private static final Duration REFUSAL = Duration.ofSeconds(60);

  @TempDir Path temp;

  private String refusal(Path data, Map<String, String> variables, String... arguments) {
    PackagedService refused = PackagedService.begin(data, variables, arguments);
    assertThat(refused.end(REFUSAL)).as(refused.output()).isIn(1, 2);
    String[] lines = refused.output().strip().split("\n");
    // Whatever was said before: the failure is told once, in one line.
    assertThat(lines[lines.length - 1]).startsWith("holdfast: ");
    assertThat(refused.output()).doesNotContain("Exception", "WARN", "ERROR");
    return refused.output();
  }

  @Test
  void a_service_starts_once_survives_kill_minus_nine_and_stops_cleanly() throws IOException {
    Path data = temp.resolve("data");
    PackagedService first = PackagedService.start(data);
    Path keyFile = data.resolve("admin-key");
    String key = Files.readString(keyFile).strip();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
        .isEqualTo("rw-------");
    assertThat(first.output()).containsOnlyOnce(key).contains("Ready at http://127.0.0.1:");

    assertThat(refusal(data, Map.of())).contains("in use by process " + first.pid());

    Api api = first.api();
    api.define("w", Workflows.of(Workflows.event("wait", "go", "")));
    String runId = api.start("w", Map.of("key", "k"));
    api.waiting(runId, "event");
    first.kill();

    // The embedded server is left behind; the next start deals with it.
    PackagedService second = PackagedService.start(data);
    assertThat(second.output()).doesNotContain(key);
    Api again = second.api();
    again.waiting(runId, "event");
    again
        .post("/api/workflow/events", Map.of("eventName", "go", "correlationKey", "k"))
        .expect(201);
    assertThat(again.ended(runId).at("/status")).isEqualTo("SUCCEEDED");

    long asked = System.nanoTime();
    assertThat(second.stop()).isEqualTo(143);
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(15));
    assertThat(data.resolve("ready.json")).doesNotExist();
    assertThat(data.resolve("postgresql/cluster/postmaster.pid")).doesNotExist();
    assertThat(second.output()).contains("Stopping").contains("Stopped");
  }

  @Test
  void a_first_start_that_is_killed_over_its_key_leaves_a_key_that_works() {
    Path data = temp.resolve("killed");
    PackagedService killed = PackagedService.begin(data, Map.of());
    Await.until(
        "the key is being made",
        Duration.ofMinutes(2),
        () ->
            Files.exists(data.resolve("admin-key")) || Files.exists(data.resolve("admin-key.new")));
    killed.kill();
    try (PackagedService next = PackagedService.start(data)) {
      next.api().get("/api/admin/api-keys").expect(200);
    }
  }

  @Test
  void a_stop_lets_a_call_in_flight_finish() throws Exception {
    Path data = temp.resolve("drain");
    try (Effects effects = new Effects()) {
      PackagedService service = PackagedService.start(data, "--http-allow-private", "true");
      Api api = service.api();
      String input =
          "{\"method\": \"POST\", \"url\": \""
              + effects.url()
              + "/slow/2000\", \"body\": {\"call\": \"c\"}}";
      api.define("slow", Workflows.of(Workflows.call("call", "http.request", input, "")));
      String runId = api.start("slow", Map.of());
      effects.awaitCalls(1);
      assertThat(service.stop()).isEqualTo(143);

      try (PackagedService next = PackagedService.start(data, "--http-allow-private", "true")) {
        assertThat(next.api().ended(runId).at("/status")).isEqualTo("SUCCEEDED");
      }
      assertThat(effects.calls()).hasSize(1);
    }
  }

  @Test
  void what_cannot_be_started_is_refused_in_one_line() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");
    assertThat(refusal(file, Map.of())).contains("is a file");
    assertThat(refusal(temp.resolve("a"), Map.of("HOLDFAST_ROLES", "api")))
        .contains("needs --database-url");
    assertThat(refusal(temp.resolve("a"), Map.of("HOLDFAST_SLA_FALLBACK", "ce")))
        .contains("HOLDFAST_SLA_FALLBACK comes with a later version");
    assertThat(refusal(temp.resolve("a"), Map.of(), "--bind", "203.0.113.1")).contains("--bind");
    assertThat(
            refusal(
                temp.resolve("b"),
                Map.of("HOLDFAST_DATABASE_PASSWORD", "do-not-show"),
                "--database-url",
                "jdbc:postgresql://127.0.0.1:1/none"))
        .contains("127.0.0.1:1")
        .doesNotContain("do-not-show");
    assertThat(
            refusal(temp.resolve("c"), Map.of("HOLDFAST_EVENTS_CORRELATION_PATHS", "{\"a\": 7}")))
        .contains("HOLDFAST_EVENTS_CORRELATION_PATHS");
  }

  @Test
  void a_folder_of_another_major_version_or_a_damaged_one_is_refused_in_one_line()
      throws IOException {
    Path data = temp.resolve("damaged");
    PackagedService.start(data).stop();
    Path version = data.resolve("postgresql/cluster/PG_VERSION");
    Files.writeString(version, "14\n");
    assertThat(refusal(data, Map.of())).contains("14").contains("18");
    Files.writeString(version, "18\n");
    Files.delete(data.resolve("postgresql/cluster/global/pg_control"));
    assertThat(refusal(data, Map.of())).contains(data.resolve("postgresql").toString());
  }
}

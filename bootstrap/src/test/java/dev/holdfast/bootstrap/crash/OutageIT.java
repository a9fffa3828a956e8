package dev.holdfast.bootstrap.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.EmbeddedServer;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.bootstrap.system.Answer;
import dev.holdfast.bootstrap.system.Api;
import dev.holdfast.bootstrap.system.Effects;
import dev.holdfast.bootstrap.system.PackagedService;
import dev.holdfast.domain.json.Json;
import dev.holdfast.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database stops hard under load, and comes back, while the service goes on. */
class OutageIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int OUTAGES = 2;
  private static final int RUNS = 130;

  @TempDir Path temp;

  @Test
  void runs_finish_without_a_restart_and_callers_are_told_meanwhile() throws Exception {
    EmbeddedServer server = startDatabase(0);
    int port = server.port();
    try (Effects effects = new Effects();
        Load load = new Load(Model.all(), effects);
        PackagedService service = startService(server.address())) {
      Api api = service.api();
      Door door = new RestDoor(api);
      load.define(door);
      load.open(door);
      for (int outage = 0; outage < OUTAGES; outage++) {
        int before = effects.calls().size();
        load.offer(RUNS);
        effects.awaitCalls(before + RUNS / 2);
        stopHard();
        String told = load.name();
        tellCallers(api, load.first().key(), told);
        server.close();
        server = startDatabase(port);
        Await.until(
            "the service is ready again",
            Duration.ofMinutes(1),
            () -> api.get("/actuator/health/readiness").status() == 200);
        // Under the same key it is one run, whatever became of the first request.
        load.ask(told);
      }
      load.awaitAccepted(PATIENCE);
      StoredRuns runs = new StoredRuns(server.address());
      runs.awaitAllEnded(PATIENCE);
      load.checkEnds(door);
      load.checkEffects();
      runs.checkRemains();
      assertThat(service.stop()).isEqualTo(143);
    } finally {
      server.close();
    }
  }

  /** Whatever is asked, by whomever, is answered with 503 in time. */
  private static void tellCallers(Api api, String workflow, String name) {
    String body = Json.text(Map.of("workflowKey", workflow, "payload", Model.payload(name)));
    Answer start =
        timely(() -> api.send("POST", "/api/workflow-runs", body, "Idempotency-Key", name));
    start.expectProblem(503, "STORE_UNAVAILABLE");
    assertThat(start.headers().firstValue("Retry-After")).isPresent();
    timely(() -> api.post("/api/workflow/events", Map.of("eventName", "go")))
        .expectProblem(503, "STORE_UNAVAILABLE");
    timely(() -> api.get("/api/workflow-runs")).expectProblem(503, "STORE_UNAVAILABLE");
    // A key that nobody remembers must be looked up.
    timely(() -> api.with("hf_a_key_that_nobody_has_ever_seen").get("/api/workflow-runs"))
        .expectProblem(503, "STORE_UNAVAILABLE");
    Api nobody = new Api(api.url(), null);
    assertThat(timely(() -> nobody.get("/actuator/health/readiness")).status()).isEqualTo(503);
    assertThat(timely(() -> nobody.get("/actuator/health/liveness")).status()).isEqualTo(200);
  }

  private static Answer timely(Supplier<Answer> request) {
    long asked = System.nanoTime();
    Answer answer = request.get();
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(ANSWER);
    return answer;
  }

  private EmbeddedServer startDatabase(int port) {
    return EmbeddedServer.start(temp.resolve("database"), ScratchServer.binaries(), port);
  }

  private PackagedService startService(DatabaseAddress database) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("HOLDFAST_DATABASE_URL", database.url());
    variables.put("HOLDFAST_DATABASE_USER", Objects.requireNonNull(database.user()));
    variables.put("HOLDFAST_DATABASE_PASSWORD", Objects.requireNonNull(database.password()));
    variables.put("HOLDFAST_HTTP_ALLOW_PRIVATE", "true");
    return PackagedService.start(temp.resolve("data"), variables);
  }

  private void stopHard() throws IOException {
    Path pidFile = temp.resolve("database/cluster/postmaster.pid");
    long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
    ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    List<ProcessHandle> all = new ArrayList<>(List.of(postmaster));
    postmaster.descendants().forEach(all::add);
    all.forEach(ProcessHandle::destroyForcibly);
  }
}

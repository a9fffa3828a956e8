package dev.holdfast.bootstrap.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application in edition ee with nothing else: it runs, and is loud about it. */
class ThrowAwayIT {
  @TempDir Path temp;

  @Test
  void edition_ee_alone_carries_runs_out_and_says_that_it_keeps_nothing() {
    try (PackagedService service = PackagedService.start(temp.resolve("data"), "--edition", "ee")) {
      Api api = service.api();
      assertThat(service.output()).contains("THIS INSTALLATION KEEPS NOTHING");
      Await.until(
          "it is ready",
          Duration.ofSeconds(60),
          () -> api.get("/actuator/health/readiness").status() == 200);
      api.define("w", Workflows.of(Workflows.event("wait", "go", "")));
      String run = api.start("w", Map.of("key", "k"));
      api.waiting(run, "event");
      api.post("/api/workflow/events", Map.of("eventName", "go", "correlationKey", "k"))
          .expect(201);
      assertThat(api.ended(run).at("/status")).isEqualTo("SUCCEEDED");
      assertThat(api.run(run).at("/engine")).isEqualTo("temporal");
      assertThat(service.output()).doesNotContain("Exception");
      assertThat(service.stop()).isEqualTo(143);
    }
  }
}

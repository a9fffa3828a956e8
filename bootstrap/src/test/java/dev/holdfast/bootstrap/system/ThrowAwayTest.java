package dev.holdfast.bootstrap.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.application.service.EngineReconciler;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edition ee without a Temporal server: the one in this process keeps nothing, and says so. */
class ThrowAwayTest {
  @TempDir Path temp;
  private final DatabaseAddress database = ScratchServer.freshDatabase();

  private Service start() {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    given.put(Setting.PORT, "0");
    given.put(Setting.DATA, temp.toString());
    given.put(Setting.DATABASE_URL, database.url());
    given.put(Setting.DATABASE_USER, Objects.requireNonNull(database.user()));
    given.put(Setting.DATABASE_PASSWORD, Objects.requireNonNull(database.password()));
    given.put(Setting.EDITION, "ee");
    return Service.start(Settings.of(given), List.of(TestActions.class));
  }

  private Api ready(Service service) throws IOException {
    Api api = new Api(service.url(), Files.readString(temp.resolve("admin-key")).strip());
    Await.until(
        "it is ready",
        Duration.ofSeconds(60),
        () -> api.get("/actuator/health/readiness").status() == 200);
    return api;
  }

  private static String waits() {
    return Workflows.of(
        """
        {"id": "w", "type": "event.wait", "config": {"eventName": "go",
          "correlationKey": {"$expr": "payload.key"}}}\
        """);
  }

  @Test
  void runs_start_take_events_and_are_cancelled_as_on_a_server_that_keeps_them()
      throws IOException {
    try (Service service = start()) {
      Api api = ready(service);
      Answer health = api.get("/actuator/health").expect(200);
      assertThat(health.at("/components/edition/details/code")).isEqualTo("KEEPS_NOTHING");
      api.define("waits", waits());
      String taken = api.start("waits", Map.of("key", "a"));
      String cancelled = api.start("waits", Map.of("key", "b"));
      api.waiting(taken, "event");
      api.waiting(cancelled, "event");

      Answer receipt =
          api.post(
              "/api/workflow/events",
              Map.of("eventName", "go", "correlationKey", "a", "payload", Map.of("n", 1)));
      assertThat(receipt.list("/resumedRuns")).containsExactly(taken);
      assertThat(api.ended(taken).at("/status")).isEqualTo("SUCCEEDED");

      cancel(api, cancelled).expect(202);
      assertThat(api.ended(cancelled).at("/status")).isEqualTo("CANCELED");
      Answer again = cancel(api, cancelled).expect(409);
      assertThat(again.at("/details/code")).isEqualTo("RUN_NOT_ACTIVE");
      assertThat(again.at("/details/action")).isEqualTo("cancel");
      assertThat(again.at("/details/engine")).isEqualTo("temporal");
      assertThat(again.at("/details/runId")).isEqualTo(cancelled);
      assertThat(again.at("/details/currentStatus")).isEqualTo("CANCELED");
      assertThat(again.text("/details/hint")).contains("Replay");
      Answer replayed =
          api.post(
                  "/api/workflow-runs/" + cancelled + "/replay",
                  Map.of("reason", "once more", "payload", Map.of("key", "c")))
              .expect(201);
      api.waiting(replayed.text("/runId"), "event");
    }
  }

  private static Answer cancel(Api api, String run) {
    return api.post("/api/workflow-runs/" + run + "/cancel", Map.of("reason", "enough of it"));
  }

  @Test
  void what_lived_in_the_process_has_failed_after_a_restart_and_hangs_nowhere() throws IOException {
    String lost;
    String parent;
    String child;
    try (Service service = start()) {
      Api api = ready(service);
      api.define("waits", waits());
      api.define(
          "parent",
          Workflows.of(
              """
              {"id": "c", "type": "control.callWorkflow", "workflowId": "waits",
                "workflowVersion": "latest", "inputMapping": {"key": "child"}}\
              """));
      lost = api.start("waits", Map.of("key", "k"));
      parent = api.start("parent", Map.of());
      api.waiting(lost, "event");
      child = childOf(api, parent);
      api.waiting(child, "event");
      api.waiting(parent, "child");
    }
    try (Service service = start()) {
      Api api = ready(service);
      EngineReconciler reconciler = service.context().getBean(EngineReconciler.class);

      EngineReconciler.Comparison found = reconciler.compare(Duration.ZERO, 100);

      assertThat(found.repaired()).isEqualTo(3);
      assertThat(found.differing()).isEmpty();
      for (String run : List.of(lost, parent, child)) {
        Answer ended = api.run(run);
        assertThat(ended.at("/status")).isEqualTo("FAILED");
        assertThat(ended.at("/error/code")).isEqualTo("ENGINE_LOST");
        assertThat(ended.list("/waits")).isEmpty();
        assertThat(ended.list("/commands")).containsExactly("replay");
      }
      assertThat(cancel(api, lost).expect(409).at("/code")).isEqualTo("RUN_NOT_ACTIVE");
      String next = api.start("waits", Map.of("key", "k"));
      api.waiting(next, "event");
      api.post("/api/workflow/events", Map.of("eventName", "go", "correlationKey", "k"));
      assertThat(api.ended(next).at("/status")).isEqualTo("SUCCEEDED");
    }
  }

  private static String childOf(Api api, String parent) {
    return Api.awaited(
            "the child is there",
            () -> api.get("/api/workflow-runs?parentRunId=" + parent),
            page -> !page.list("/items").isEmpty())
        .text("/items/0/runId");
  }
}

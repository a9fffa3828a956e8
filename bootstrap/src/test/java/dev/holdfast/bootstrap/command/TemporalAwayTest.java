package dev.holdfast.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.application.service.EngineReconciler;
import dev.holdfast.bootstrap.serve.Service;
import dev.holdfast.bootstrap.settings.Setting;
import dev.holdfast.bootstrap.settings.Settings;
import dev.holdfast.bootstrap.system.Answer;
import dev.holdfast.bootstrap.system.Api;
import dev.holdfast.testkit.Await;
import dev.holdfast.testkit.FreePort;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose Temporal comes late, and one whose runs are ended behind its back. */
class TemporalAwayTest {
  private static final String WAITS =
      """
      {"name": "waits", "steps": [{"id": "w", "type": "event.wait", "config": {"eventName": "go",
        "correlationKey": {"$expr": "payload.key"}}}]}\
      """;

  @TempDir Path temp;
  private final DatabaseAddress database = ScratchServer.freshDatabase();
  private final int port = FreePort.find();
  private Service service;
  private Api api;

  private List<String> flags() {
    return List.of(
        "--data",
        temp.toString(),
        "--database-url",
        database.url(),
        "--database-user",
        Objects.requireNonNull(database.user()),
        "--database-password",
        Objects.requireNonNull(database.password()),
        "--edition",
        "ee",
        "--temporal",
        "127.0.0.1:" + port);
  }

  @BeforeEach
  void start() throws IOException {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    given.put(Setting.PORT, "0");
    given.put(Setting.DATA, temp.toString());
    given.put(Setting.DATABASE_URL, database.url());
    given.put(Setting.DATABASE_USER, Objects.requireNonNull(database.user()));
    given.put(Setting.DATABASE_PASSWORD, Objects.requireNonNull(database.password()));
    given.put(Setting.EDITION, "ee");
    given.put(Setting.TEMPORAL_TARGET, "127.0.0.1:" + port);
    service = Service.start(Settings.of(given), List.of());
    api = new Api(service.url(), Files.readString(temp.resolve("admin-key")).strip());
    api.define("waits", WAITS);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private int readiness() {
    return api.get("/actuator/health/readiness").status();
  }

  private void awaitReady() {
    Await.until("it is ready", Duration.ofSeconds(60), () -> readiness() == 200);
  }

  @Test
  void starts_wait_for_temporal_and_reads_go_on() throws IOException {
    assertThat(readiness()).isEqualTo(503);
    Answer health = api.get("/actuator/health").expect(503);
    assertThat(health.at("/components/edition/details/code")).isEqualTo("TEMPORAL_UNREACHABLE");
    assertThat(health.text("/components/edition/details/message")).contains("127.0.0.1:" + port);
    assertThat(health.text()).doesNotContain("Exception", "io.grpc");
    String run = api.start("waits", Map.of("key", "k"));
    assertThat(api.run(run).at("/status")).isEqualTo("RUNNING");
    Answer refused =
        api.post("/api/workflow-runs/" + run + "/cancel", Map.of("reason", "enough of it"))
            .expect(409);
    assertThat(refused.at("/code")).isEqualTo("WORKFLOW_TEMPORAL_CANCEL_FAILED");
    assertThat(refused.at("/details/action")).isEqualTo("cancel");
    assertThat(refused.at("/details/engine")).isEqualTo("temporal");
    assertThat(api.run(run).at("/cancelRequestedAt")).isNull();

    try (TestServer.PortBoundTestServer server = TestServer.createPortBoundServer(port)) {
      assertThat(server).isNotNull();
      awaitReady();
      api.waiting(run, "event");
      api.post("/api/workflow/events", Map.of("eventName", "go", "correlationKey", "k"));
      assertThat(api.ended(run).at("/status")).isEqualTo("SUCCEEDED");
      service.close();
    }
  }

  @Test
  void a_run_that_was_terminated_is_ended_by_the_comparison() throws IOException {
    try (TestServer.PortBoundTestServer server = TestServer.createPortBoundServer(port)) {
      assertThat(server).isNotNull();
      awaitReady();
      String run = api.start("waits", Map.of("key", "a"));
      String other = api.start("waits", Map.of("key", "b"));
      api.waiting(run, "event");
      api.waiting(other, "event");
      terminate("run-" + run);
      EngineReconciler reconciler = service.context().getBean(EngineReconciler.class);
      EngineReconciler.Comparison comparison = reconciler.compare(Duration.ZERO, 100);
      assertThat(comparison.compared()).isEqualTo(2);
      assertThat(comparison.repaired()).isEqualTo(1);
      Answer ended = api.run(run);
      assertThat(ended.at("/status")).isEqualTo("CANCELED");
      assertThat(ended.at("/error/code")).isEqualTo("ENGINE_TERMINATED");
      assertThat(api.run(other).at("/status")).isEqualTo("WAITING");
      assertThat(api.get("/actuator/prometheus").expect(200).text())
          .contains("holdfast_reconciler_repaired_total 1.0");

      // Beside the running service, from the command line.
      terminate("run-" + other);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      List<String> words = new ArrayList<>(List.of("reconcile"));
      words.addAll(flags());
      PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
      int code =
          Await.value(
              "the row is old enough",
              Duration.ofSeconds(20),
              () -> {
                out.reset();
                int ran = new CommandLine(List.of(), print, print).run(words);
                return out.toString(StandardCharsets.UTF_8).contains("ended 1 rows") ? ran : null;
              });
      assertThat(code).isZero();
      assertThat(api.run(other).at("/status")).isEqualTo("CANCELED");
      service.close();
    }
  }

  private void terminate(String workflowId) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + port).build());
    try {
      WorkflowClient.newInstance(stubs).newUntypedWorkflowStub(workflowId).terminate("by hand");
    } finally {
      stubs.shutdownNow();
    }
  }
}

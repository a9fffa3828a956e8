package dev.holdfast.adapter.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.adapter.temporal.connection.Certificates;
import dev.holdfast.adapter.temporal.connection.Logged;
import dev.holdfast.adapter.temporal.connection.TlsDoor;
import dev.holdfast.application.edition.OuterEngine;
import dev.holdfast.domain.run.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs over TLS on the best server there is, with certificates on both sides and an API key. */
class SafeWayTest {
  private static final String API_KEY = "hf-test-api-key-0123456789";

  @TempDir Path folder;
  private final DatabaseAddress address = ScratchServer.freshDatabase();
  private final TestWorld world = new TestWorld();

  @Test
  void runs_come_and_go_over_tls_and_no_secret_is_logged() throws Exception {
    Certificates server = Certificates.make(folder, "server");
    Certificates client = Certificates.make(folder, "client");
    TestTemporal temporal = TestTemporal.best();
    String namespace = temporal.newNamespace("safe");
    world.define("calls", TestWorld.calls(2));
    Map<String, String> settings = new HashMap<>();
    settings.put("namespace", namespace);
    settings.put("task-queue", namespace);
    settings.put("tls", "true");
    settings.put("tls-authorities", server.certificate().toString());
    settings.put("tls-certificate", client.certificate().toString());
    settings.put("tls-key", client.key().toString());
    settings.put("api-key", API_KEY);
    try (Logged log = new Logged();
        TlsDoor door = TlsDoor.open(temporal.target(), server, client)) {
      settings.put("target", door.target());
      try (TestRuntime node = new TestRuntime(address, world, settings)) {
        UUID run = node.start("calls");
        node.awaitStatus(run, RunStatus.SUCCEEDED);
        assertThat(node.runtime.health()).isEqualTo(new OuterEngine.Health(true, true, null, null));
      }
      String key = Files.readString(client.key());
      assertThat(log.lines())
          .isNotEmpty()
          .noneMatch(line -> line.contains(API_KEY) || line.contains(key.lines().toList().get(1)));
    }
  }

  @Test
  void where_the_way_is_closed_starts_are_kept_and_callers_see_no_trace_of_it() {
    Certificates server = Certificates.make(folder, "server");
    Certificates other = Certificates.make(folder, "other");
    world.define("calls", TestWorld.calls(1));
    try (TlsDoor door = TlsDoor.open(TestTemporal.best().target(), server, null);
        TestRuntime node =
            new TestRuntime(
                address,
                world,
                Map.of(
                    "target",
                    door.target(),
                    "patience-ms",
                    "500",
                    "tls-authorities",
                    other.certificate().toString()))) {
      UUID run = node.start("calls");
      assertThat(node.status(run)).isEqualTo(RunStatus.RUNNING);
      OuterEngine.Health health = node.runtime.health();
      assertThat(health.reachable()).isFalse();
      assertThat(health.working()).isFalse();
      assertThat(health.code()).isEqualTo("TEMPORAL_CERTIFICATE_UNTRUSTED");
    }
  }
}

package dev.holdfast.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.adapter.postgres.catalog.CatalogMappers;
import dev.holdfast.adapter.postgres.catalog.PostgresApiKeys;
import dev.holdfast.adapter.postgres.catalog.PostgresAudit;
import dev.holdfast.adapter.postgres.catalog.PostgresDefinitions;
import dev.holdfast.adapter.postgres.catalog.PostgresRegisteredSchemas;
import dev.holdfast.adapter.postgres.catalog.PostgresTenants;
import dev.holdfast.adapter.postgres.embedded.EmbeddedServer;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.adapter.postgres.reads.PostgresEventReads;
import dev.holdfast.adapter.postgres.reads.PostgresRunReads;
import dev.holdfast.adapter.postgres.reads.ReadMappers;
import dev.holdfast.application.port.out.Audit;
import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.application.port.out.Tenants;
import dev.holdfast.testkit.Await;
import dev.holdfast.testkit.store.Together;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that dies, hangs and comes back, under an open pool. */
class DatabaseAwayTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir Path folder;

  private EmbeddedServer server;
  private ConnectionPool pool;
  private Sessions sessions;

  @BeforeEach
  void open() {
    server = start(0);
    Migrations.run(server.address());
    pool = ConnectionPool.open(server.address(), "test", 4, ConnectionPool.REQUEST_TIMEOUT);
    List<Class<?>> mappers = new ArrayList<>(CatalogMappers.ALL);
    mappers.addAll(ReadMappers.ALL);
    sessions = new Sessions(pool.dataSource(), mappers);
  }

  @AfterEach
  void close() {
    pool.close();
    server.close();
  }

  private EmbeddedServer start(int port) {
    return EmbeddedServer.start(folder.resolve("data"), ScratchServer.binaries(), port);
  }

  @Test
  void every_store_says_so_when_the_server_was_killed_and_works_again_when_it_is_back()
      throws Exception {
    questions().values().forEach(Runnable::run);
    int port = server.port();
    ProcessHandle postmaster = postmaster();
    List<ProcessHandle> all = Stream.concat(Stream.of(postmaster), postmaster.children()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    Await.until("the server is dead", () -> all.stream().noneMatch(ProcessHandle::isAlive));

    List<Map.Entry<String, Runnable>> asked = List.copyOf(questions().entrySet());
    Together.all(
        asked.size(),
        n -> {
          isRefusedInTime(asked.get(n).getKey(), asked.get(n).getValue());
          return n;
        });
    server.close();

    server = start(port);
    Await.until("the pool has found the server again", this::answers);
    questions().values().forEach(Runnable::run);
  }

  @Test
  void a_server_that_hangs_is_as_good_as_gone() throws Exception {
    questions().values().forEach(Runnable::run);
    ProcessHandle postmaster = postmaster();
    // It first: a pool that opens another connection meanwhile gets nobody to serve it.
    signal("STOP", List.of(postmaster));
    List<ProcessHandle> children = postmaster.children().toList();
    try {
      signal("STOP", children);
      isRefusedInTime("a question", () -> new PostgresTenants(sessions).find("t"));
      // And those that come after it need not wait for the first to learn it.
      isRefusedInTime("another question", () -> new PostgresApiKeys(sessions).bySecret("s"));
    } finally {
      signal("CONT", children);
      signal("CONT", List.of(postmaster));
    }
    Await.until("the pool has found the server again", this::answers);
  }

  @Test
  void what_a_unit_of_work_had_written_is_gone_with_the_connection() throws Exception {
    Tenants tenants = new PostgresTenants(sessions);
    Tenants.Tenant tenant = new Tenants.Tenant("half", null, Instant.EPOCH);
    assertThatThrownBy(() ->
            sessions.inTransaction(() -> {
              assertThat(tenants.create(tenant)).isTrue();
              endSessions();
              return tenants.find("half");
            }))
        .isInstanceOf(StoreUnavailable.class);

    Await.until("the pool has new connections", this::answers);
    assertThat(tenants.find("half")).isNull();
  }

  @Test
  void a_pool_cannot_be_opened_on_nothing() {
    DatabaseAddress nobody =
        new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/holdfast", "postgres", "x");

    assertThatThrownBy(() -> ConnectionPool.open(nobody, "test", 1, ConnectionPool.REQUEST_TIMEOUT))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageNotContaining("password");
  }

  private void endSessions() {
    try (ConnectionPool other =
            ConnectionPool.open(server.address(), "other", 1, ConnectionPool.REQUEST_TIMEOUT);
        var connection = other.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where application_name = 'holdfast-test'");
    } catch (SQLException e) {
      throw new AssertionError("expected to end the sessions", e);
    }
  }

  private static void isRefusedInTime(String what, Runnable question) {
    long begun = System.nanoTime();
    assertThatThrownBy(question::run).as(what).isInstanceOf(StoreUnavailable.class);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(what).isLessThan(LIMIT);
  }

  private boolean answers() {
    try {
      new PostgresTenants(sessions).find(Tenants.DEFAULT);
      return true;
    } catch (StoreUnavailable stillAway) {
      return false;
    }
  }

  private Map<String, Runnable> questions() {
    JsonText json = new JacksonJsonText();
    Map<String, Runnable> questions = new LinkedHashMap<>();
    questions.put("tenants", () -> new PostgresTenants(sessions).find(Tenants.DEFAULT));
    questions.put("definitions", () -> new PostgresDefinitions(sessions, json).find("t", "k"));
    questions.put("schemas", () -> new PostgresRegisteredSchemas(sessions).find("t", "r"));
    questions.put("keys", () -> new PostgresApiKeys(sessions).bySecret("s"));
    questions.put(
        "audit",
        () ->
            new PostgresAudit(sessions, json)
                .list("t", new Audit.Filter(null, null, null, null), 1, null));
    questions.put("runs", () -> new PostgresRunReads(sessions, json).run("t", UUID.randomUUID()));
    questions.put("events", () -> new PostgresEventReads(sessions).event("t", "e"));
    questions.put(
        "a unit of work",
        () -> sessions.inTransaction(() -> new PostgresTenants(sessions).find("t")));
    return questions;
  }

  private ProcessHandle postmaster() throws IOException {
    Path file = folder.resolve("data/cluster/postmaster.pid");
    long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  private static void signal(String signal, List<ProcessHandle> processes) throws Exception {
    List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
    for (ProcessHandle process : processes) command.add(Long.toString(process.pid()));
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }
}

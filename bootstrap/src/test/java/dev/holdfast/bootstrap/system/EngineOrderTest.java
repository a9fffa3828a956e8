package dev.holdfast.bootstrap.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.application.port.out.CrashPoints;
import dev.holdfast.application.port.out.CrashPoints.Point;
import dev.holdfast.application.port.out.NodeLeases;
import dev.holdfast.bootstrap.serve.Service;
import dev.holdfast.bootstrap.settings.Setting;
import dev.holdfast.bootstrap.settings.Settings;
import dev.holdfast.testkit.Await;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What runs need of their engine is there from their first step to their last. */
class EngineOrderTest {
  private static final String CALL =
      "{\"id\": \"call\", \"type\": \"action.call\", \"config\": {\"actionId\": \"test.hold\","
          + " \"version\": 1, \"inputMapping\": {\"name\": \"order\"},"
          + " \"idempotencyKey\": \"order-1\"}}";
  private static final String CHILD =
      "{\"id\": \"child\", \"type\": \"control.callWorkflow\","
          + " \"workflowKey\": \"leaf\", \"workflowVersion\": 1, \"inputMapping\": {}}";

  /** Where the engine stands still, for tests that set it; else it passes. */
  private static volatile Gate calls = Gate.open();

  private static volatile Gate listening = Gate.open();

  @TempDir Path data;

  private final DatabaseAddress database = ScratchServer.freshDatabase();

  /** A place where a thread waits until it may go on. */
  private record Gate(CountDownLatch reached, CountDownLatch opened) {
    static Gate open() {
      return new Gate(new CountDownLatch(1), new CountDownLatch(0));
    }

    static Gate shut() {
      return new Gate(new CountDownLatch(1), new CountDownLatch(1));
    }

    void pass() {
      reached.countDown();
      await(opened);
    }

    static void await(CountDownLatch latch) {
      try {
        if (!latch.await(60, TimeUnit.SECONDS)) throw new AssertionError("expected to go on");
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Beside the test actions: holds the engine up where it is told to. */
  @Configuration(proxyBeanMethods = false)
  public static class Gates {
    @Bean
    static CrashPoints crashPoints() {
      return point -> {
        if (point == Point.BEFORE_CALL || point == Point.BEFORE_CHILD) calls.pass();
      };
    }

    @Bean
    static BeanPostProcessor listeningIsHeldUp() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return bean instanceof NodeLeases leases ? heldUp(leases) : bean;
        }
      };
    }

    private static Object heldUp(NodeLeases leases) {
      return Proxy.newProxyInstance(
          NodeLeases.class.getClassLoader(),
          new Class<?>[] {NodeLeases.class},
          (_, method, arguments) -> {
            if (method.getName().equals("listen")) listening.pass();
            try {
              return method.invoke(leases, arguments);
            } catch (InvocationTargetException e) {
              throw e.getCause();
            }
          });
    }
  }

  private Service start() {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    given.put(Setting.PORT, "0");
    given.put(Setting.DATA, data.toString());
    given.put(Setting.DATABASE_URL, database.url());
    given.put(Setting.DATABASE_USER, Objects.requireNonNull(database.user()));
    given.put(Setting.DATABASE_PASSWORD, Objects.requireNonNull(database.password()));
    given.put(Setting.WORKER_LEASE, "3s");
    given.put(Setting.WORKER_POLL_INTERVAL, "200ms");
    return Service.start(Settings.of(given), List.of(TestActions.class, Gates.class));
  }

  private Api api(Service service) throws IOException {
    return new Api(service.url(), Files.readString(data.resolve("admin-key")).strip());
  }

  /** Stops a service while a run stands before its call or child, which then goes on. */
  private void stopAtTheGate(Service service) {
    Thread stop = Thread.ofPlatform().start(service::close);
    Await.until(
        "the engine lets what is under way finish",
        () ->
            Arrays.stream(stop.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("drain")));
    calls.opened().countDown();
    Await.until("the service has stopped", () -> !stop.isAlive());
  }

  @Test
  void a_call_under_the_authors_key_is_made_while_the_engine_stops() throws IOException {
    calls = Gate.shut();
    TestActions.release("order");
    Service service = start();
    api(service).define("keyed", Workflows.of(CALL));
    String run = api(service).start("keyed", Map.of());
    Gate.await(calls.reached());
    stopAtTheGate(service);
    try (Service next = start()) {
      Answer ended = api(next).ended(run);
      assertThat(ended.at("/error")).isNull();
      assertThat(ended.at("/status")).isEqualTo("SUCCEEDED");
    }
  }

  @Test
  void a_child_is_started_while_the_engine_stops() throws IOException {
    calls = Gate.shut();
    Service service = start();
    api(service).define("leaf", Workflows.of(Workflows.assign("set", "vars.x", "1")));
    api(service).define("parent", Workflows.of(CHILD));
    String run = api(service).start("parent", Map.of());
    Gate.await(calls.reached());
    stopAtTheGate(service);
    try (Service next = start()) {
      assertThat(api(next).ended(run).at("/status")).isEqualTo("SUCCEEDED");
    }
  }

  @Test
  void a_run_taken_up_before_the_engine_has_quite_started_makes_its_call() throws IOException {
    TestActions.release("order");
    String run;
    try (Service first = start()) {
      api(first).define("later", Workflows.of(Workflows.pause("nap", 5_000) + ", " + CALL));
      run = api(first).start("later", Map.of());
    }
    calls = Gate.shut();
    listening = Gate.shut();
    Thread opener =
        Thread.ofPlatform()
            .start(() -> {
              // The run is taken up by the poll; the call is let go while the start is held up.
              Gate.await(calls.reached());
              Gate.await(listening.reached());
              calls.opened().countDown();
              awaitEndIn(run);
              listening.opened().countDown();
            });
    try (Service next = start()) {
      Answer ended = api(next).ended(run);
      assertThat(ended.at("/error")).isNull();
      assertThat(ended.at("/status")).isEqualTo("SUCCEEDED");
    }
    assertThat(opener.isAlive()).isFalse();
  }

  private void awaitEndIn(String run) {
    Await.until("run " + run + " has ended", () -> status(run) >= 2);
  }

  private int status(String run) {
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        PreparedStatement select =
            connection.prepareStatement("select status from workflow_run where run_id = ?::uuid")) {
      select.setString(1, run);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getInt(1) : 0;
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}

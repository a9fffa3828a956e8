package dev.holdfast.adapter.temporal;

import dev.holdfast.adapter.postgres.ConnectionPool;
import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.RowCodes;
import dev.holdfast.adapter.postgres.run.DatabaseClock;
import dev.holdfast.adapter.postgres.run.PostgresEventStore;
import dev.holdfast.adapter.postgres.run.PostgresRunIntake;
import dev.holdfast.adapter.postgres.run.PostgresRunOrders;
import dev.holdfast.adapter.postgres.run.PostgresRunProjections;
import dev.holdfast.adapter.postgres.run.SignedCallbackTokens;
import dev.holdfast.adapter.postgres.run.SingleConnections;
import dev.holdfast.adapter.postgres.run.WriteCounters;
import dev.holdfast.adapter.temporal.connection.TemporalSettings;
import dev.holdfast.adapter.temporal.wire.WorkflowIds;
import dev.holdfast.application.codec.StateCodec;
import dev.holdfast.application.edition.EngineEdition;
import dev.holdfast.application.edition.OuterEngine;
import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Refusal;
import dev.holdfast.application.port.in.StartRun;
import dev.holdfast.application.port.out.CallbackTokens;
import dev.holdfast.application.port.out.CrashPoints;
import dev.holdfast.application.port.out.EventRouter;
import dev.holdfast.application.port.out.NewRun;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.RunStatus;
import dev.holdfast.domain.run.Semantics;
import dev.holdfast.testkit.Await;
import dev.holdfast.testkit.store.MemoryIds;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.converter.RawValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A runtime on a database and a Temporal server, with workflows and actions of a test. */
final class TestRuntime implements AutoCloseable {
  static final String TENANT = "default";

  final TestWorld world;
  final ConnectionPool pool;
  final DatabaseClock clock;
  final CallbackTokens tokens;
  final TemporalRuntime runtime;
  final RunEngine engine;
  final EventRouter router;
  private final MemoryIds ids;
  private final PostgresEventStore events;
  private final PostgresRunProjections projections;

  TestRuntime(DatabaseAddress address, TestWorld world, Map<String, String> settings) {
    this.world = world;
    this.ids = world.ids;
    this.pool = ConnectionPool.open(address, "test", 8, Duration.ofSeconds(6));
    DataSource single = SingleConnections.to(address, "test");
    WriteCounters counters = new WriteCounters();
    this.clock = new DatabaseClock(pool.dataSource(), counters);
    this.events =
        new PostgresEventStore(pool.dataSource(), single, ids, CrashPoints.NONE, counters);
    this.tokens = SignedCallbackTokens.of(pool.dataSource(), counters);
    this.projections =
        new PostgresRunProjections(
            pool.dataSource(), single, ids, counters, Duration.ofMillis(1_800));
    EngineEdition.Ports ports =
        new EngineEdition.Ports(
            new PostgresRunIntake(pool.dataSource(), ids, counters),
            projections,
            new PostgresRunOrders(pool.dataSource(), counters),
            tokens,
            ids,
            clock,
            new Silence(),
            CrashPoints.NONE);
    EngineEdition.Uses uses =
        new EngineEdition.Uses(world, world::invoke, this::start, (runId, status) -> {});
    Map<String, String> all = new HashMap<>();
    settings.forEach((name, text) -> all.put("holdfast.temporal." + name, text));
    this.runtime =
        TemporalRuntime.open(ports, () -> uses, TemporalSettings.read(all::get), world::step);
    this.engine = runtime.runs();
    this.router = runtime.routing(new StoringRouter(events));
    runtime.begin(true, false);
  }

  UUID start(String workflow) {
    return start(workflow, Map.of());
  }

  UUID start(String workflow, Map<String, @Nullable Object> payload) {
    NewRun run = accepted(workflow, ids.next(), null, null, 0, payload);
    if (engine.start(run) instanceof RunEngine.StartResult.Created created) return created.runId();
    throw new AssertionError("expected a new run");
  }

  private NewRun accepted(
      String workflow,
      UUID runId,
      @Nullable UUID parent,
      @Nullable UUID root,
      int depth,
      Map<String, @Nullable Object> payload) {
    UUID id = TestWorld.id(workflow);
    Semantics semantics = Semantics.of(world.compile(world.pin(TENANT, id, 1)));
    RunStart start =
        new RunStart(
            runId, TENANT, id, 1, payload, Map.of(), null, parent, parent != null, semantics);
    return new NewRun(
        start,
        workflow,
        "hash",
        null,
        null,
        parent == null ? "api" : "parent",
        root == null ? runId : root,
        null,
        depth,
        0,
        "tester",
        "0".repeat(32),
        clock.now());
  }

  private Outcome<StartRun.Started> start(Caller caller, StartRun.Request request) {
    world.hook.accept("child");
    if (!world.has(request.workflow())) {
      return Outcome.refused(
          new Refusal(Refusal.Kind.NOT_FOUND, "WORKFLOW_NOT_FOUND", "no such workflow"));
    }
    if (!(request.origin() instanceof StartRun.Origin.ByParent origin)) {
      throw new AssertionError("expected a child");
    }
    NewRun run =
        accepted(
            request.workflow(),
            origin.childRunId(),
            origin.parentRunId(),
            origin.rootRunId(),
            origin.depth(),
            request.payload());
    engine.start(run);
    return Outcome.ok(new StartRun.Started(run.start().runId(), false));
  }

  EventRouter.Routed submit(String name, String key, String eventId) {
    return submit(name, key, eventId, Map.of("n", 1L));
  }

  EventRouter.Routed submit(
      String name, String key, String eventId, Map<String, @Nullable Object> payload) {
    return router.submit(
        new EventRouter.NewEvent(
            TENANT, eventId, name, List.of(key), payload, null, null, null, null, 0, List.of()));
  }

  RunEngine.CancelResult cancel(UUID runId) {
    return engine.cancel(
        new RunEngine.OperatorOrder(TENANT, runId, ids.next().toString(), "tester", "a test"),
        false);
  }

  RunStatus status(UUID runId) {
    return RowCodes.runStatus(
        (int) count("select status from workflow_run where run_id = ?", runId));
  }

  void awaitStatus(UUID runId, RunStatus status) {
    awaitStatus(runId, status, Duration.ofSeconds(20));
  }

  void awaitStatus(UUID runId, RunStatus status, Duration patience) {
    Await.until("run " + runId + " is " + status, patience, () -> status(runId) == status);
  }

  void awaitWait(UUID runId) {
    Await.until(
        "run " + runId + " waits",
        () ->
            status(runId) == RunStatus.WAITING
                && count(
                        "select count(*) from workflow_wait where status = 0 and run_id = ?", runId)
                    > 0);
  }

  long count(String sql, Object... arguments) {
    return Long.parseLong(one(sql, arguments));
  }

  String one(String sql, Object... arguments) {
    try (Connection connection = pool.dataSource().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) statement.setObject(i + 1, arguments[i]);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) throw new AssertionError("expected a row of " + sql);
        return String.valueOf(row.getString(1));
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  boolean isClosed(UUID runId) {
    return runtime.standing(runId) instanceof OuterEngine.Standing.Completed;
  }

  /** The JSON text that a query of the run's workflow answers. */
  String asked(UUID runId, String query) {
    return runtime
        .client()
        .newUntypedWorkflowStub(WorkflowIds.of(runId))
        .query(query, RawValue.class)
        .getPayload()
        .getData()
        .toStringUtf8();
  }

  /** Events of the history of a run's last generation. */
  long historyLength(UUID runId) {
    return runtime
        .client()
        .newUntypedWorkflowStub(WorkflowIds.of(runId))
        .describe()
        .getHistoryLength();
  }

  /** How often the run has continued as new, and one. */
  int generations(UUID runId) {
    int generations = 1;
    String id = null;
    while (true) {
      String before =
          runtime
              .client()
              .fetchHistory(WorkflowIds.of(runId), id)
              .getEvents()
              .getFirst()
              .getWorkflowExecutionStartedEventAttributes()
              .getContinuedExecutionRunId();
      if (before.isEmpty()) return generations;
      id = before;
      generations++;
    }
  }

  /** How often the run's last generation has asked for an activity. */
  long asked(UUID runId) {
    return runtime.client().fetchHistory(WorkflowIds.of(runId)).getEvents().stream()
        .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .count();
  }

  /** The error that a run's row shows. */
  RunError lastError(UUID runId) {
    try (Connection connection = pool.dataSource().getConnection();
        PreparedStatement statement =
            connection.prepareStatement("select control from workflow_run where run_id = ?")) {
      statement.setObject(1, runId);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        RunError error = StateCodec.error(row.getBytes(1));
        if (error == null) throw new AssertionError("expected an error");
        return error;
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    runtime.close();
    closeStores();
  }

  /** Lets what is under way finish. */
  void stop() {
    runtime.stop(Duration.ofSeconds(1));
    closeStores();
  }

  private void closeStores() {
    events.close();
    projections.close();
    pool.close();
  }
}

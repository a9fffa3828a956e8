package dev.holdfast.adapter.quartz;

import dev.holdfast.adapter.postgres.ConnectionPool;
import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.run.DatabaseClock;
import dev.holdfast.adapter.postgres.run.PostgresEventStore;
import dev.holdfast.adapter.postgres.run.PostgresNodeLeases;
import dev.holdfast.adapter.postgres.run.PostgresRunOrders;
import dev.holdfast.adapter.postgres.run.PostgresRunStore;
import dev.holdfast.adapter.postgres.run.SignedCallbackTokens;
import dev.holdfast.adapter.postgres.run.SingleConnections;
import dev.holdfast.adapter.postgres.run.WriteCounters;
import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.InvokeAction;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Refusal;
import dev.holdfast.application.port.in.StartRun;
import dev.holdfast.application.port.out.CrashPoints;
import dev.holdfast.application.port.out.EventRouter;
import dev.holdfast.application.port.out.Ids;
import dev.holdfast.application.port.out.NewRun;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.application.port.out.RuntimeMetrics;
import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.Semantics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A node on a database, with programs and actions of a test. */
final class TestNode implements AutoCloseable {
  static final String TENANT = "default";

  /** What the tests' workflows and actions are; nodes of one test share it. */
  static final class World {
    final Map<String, UUID> ids = new ConcurrentHashMap<>();
    final Map<UUID, Program> programs = new ConcurrentHashMap<>();
    volatile BiFunction<InvokeAction.CallSite, Effect.InvokeAction, CallAnswer> action =
        (site, call) -> new CallAnswer.Done("ok", List.of());

    volatile boolean definitionsAway;
    final AtomicInteger readInVain = new AtomicInteger();

    void define(String key, Program program) {
      UUID id = UUID.nameUUIDFromBytes(key.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      ids.put(key, id);
      programs.put(id, program);
    }
  }

  final World world;
  final ConnectionPool pool;
  final PostgresRunStore store;
  final PostgresEventStore events;
  final DatabaseClock clock;
  final QuartzRuntime runtime;
  final RunEngine engine;
  final EventRouter router;
  final TestIds ids = new TestIds();

  TestNode(DatabaseAddress address, World world, RuntimeSettings settings) {
    this(address, world, settings, CrashPoints.NONE);
  }

  TestNode(
      DatabaseAddress address, World world, RuntimeSettings settings, CrashPoints crashPoints) {
    this.world = world;
    this.pool = ConnectionPool.open(address, "test", 8, Duration.ofSeconds(6));
    DataSource single = SingleConnections.to(address, "test");
    this.store = new PostgresRunStore(pool.dataSource(), single, ids, crashPoints, 2);
    WriteCounters counters = store.counters();
    this.events = new PostgresEventStore(pool.dataSource(), single, ids, crashPoints, counters);
    this.clock = new DatabaseClock(pool.dataSource(), counters);
    RuntimePorts ports =
        new RuntimePorts(
            new Interpreter(),
            store,
            new PostgresRunOrders(pool.dataSource(), counters),
            events,
            new PostgresNodeLeases(pool.dataSource(), single, counters),
            SignedCallbackTokens.of(pool.dataSource(), counters),
            ids,
            clock,
            new Silence(),
            crashPoints);
    RuntimeUses uses =
        new RuntimeUses(
            (tenant, workflow, version) -> program(workflow),
            (site, call) -> world.action.apply(site, call),
            this::start,
            limit -> 0,
            (runId, view) -> {});
    this.runtime = QuartzRuntime.enter(ports, uses, settings, pool.dataSource(), clock::refresh);
    runtime.work();
    this.engine = runtime.engine();
    this.router = runtime.eventRouter();
  }

  private Program program(UUID workflow) {
    if (world.definitionsAway) {
      world.readInVain.incrementAndGet();
      throw new StoreUnavailable("told to be away", new IOException());
    }
    Program program = world.programs.get(workflow);
    if (program == null) throw new IllegalStateException("expected a program " + workflow);
    return program;
  }

  UUID start(String workflow) {
    return start(workflow, Map.of());
  }

  UUID start(String workflow, Map<String, @Nullable Object> payload) {
    NewRun run = accepted(workflow, ids.next(), null, null, 0, payload, null);
    if (engine.start(run) instanceof RunEngine.StartResult.Created created) return created.runId();
    throw new AssertionError("expected a new run");
  }

  NewRun accepted(
      String workflow,
      UUID runId,
      @Nullable UUID parent,
      @Nullable UUID root,
      int depth,
      Map<String, @Nullable Object> payload,
      @Nullable String startKey) {
    UUID id = world.ids.get(workflow);
    if (id == null) throw new IllegalStateException("expected a workflow " + workflow);
    RunStart start =
        new RunStart(
            runId,
            TENANT,
            id,
            1,
            payload,
            Map.of(),
            null,
            parent,
            parent != null,
            Semantics.of(program(id)));
    return new NewRun(
        start,
        workflow,
        "hash",
        startKey,
        startKey == null ? null : "request",
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
    if (!world.ids.containsKey(request.workflow())) {
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
            request.payload(),
            null);
    return switch (engine.start(run)) {
      case RunEngine.StartResult.Created created ->
          Outcome.ok(new StartRun.Started(created.runId(), false));
      case RunEngine.StartResult.Existing existing ->
          Outcome.ok(new StartRun.Started(existing.runId(), true));
    };
  }

  EventRouter.Routed submit(String name, String key, @Nullable String eventId) {
    return router.submit(
        new EventRouter.NewEvent(
            TENANT,
            eventId == null ? ids.next().toString() : eventId,
            name,
            List.of(key),
            Map.of("n", 1L),
            null,
            null,
            null,
            null,
            0,
            List.of()));
  }

  @Override
  public void close() {
    runtime.close();
    events.close();
    store.close();
    pool.close();
  }

  /** Version 7, as the service makes them. */
  static final class TestIds implements Ids {
    @Override
    public UUID next() {
      long time = System.currentTimeMillis();
      long random = ThreadLocalRandom.current().nextLong();
      long high = (time << 16) | 0x7000L | (random & 0xfff);
      long low = (ThreadLocalRandom.current().nextLong() & 0x3fffffffffffffffL) | Long.MIN_VALUE;
      return new UUID(high, low);
    }

    @Override
    public String token() {
      return next().toString();
    }
  }

  static final class Silence implements RuntimeMetrics {
    @Override
    public void firstStep(Duration lag) {}

    @Override
    public void callEnded(Duration duration) {}

    @Override
    public void waitEnded(Duration age) {}

    @Override
    public void retryScheduled() {}

    @Override
    public void leaseLost() {}

    @Override
    public void stuck() {}

    @Override
    public void lateAnswer() {}
  }
}

package dev.holdfast.adapter.temporal;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.adapter.postgres.ConnectionPool;
import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.Sessions;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.adapter.postgres.reads.PostgresEventReads;
import dev.holdfast.adapter.postgres.reads.PostgresRunReads;
import dev.holdfast.adapter.postgres.reads.ReadMappers;
import dev.holdfast.adapter.postgres.run.PostgresActionLedger;
import dev.holdfast.adapter.postgres.run.PostgresEventStore;
import dev.holdfast.adapter.postgres.run.PostgresNodeLeases;
import dev.holdfast.adapter.postgres.run.PostgresRunIntake;
import dev.holdfast.adapter.postgres.run.PostgresRunOrders;
import dev.holdfast.adapter.postgres.run.PostgresRunProjections;
import dev.holdfast.adapter.postgres.run.SignedCallbackTokens;
import dev.holdfast.adapter.postgres.run.SingleConnections;
import dev.holdfast.adapter.postgres.run.WriteCounters;
import dev.holdfast.adapter.temporal.connection.TemporalSettings;
import dev.holdfast.adapter.temporal.engine.Unreached;
import dev.holdfast.adapter.temporal.wire.WorkflowIds;
import dev.holdfast.application.codec.StateCodec;
import dev.holdfast.application.edition.EngineEdition;
import dev.holdfast.application.port.in.InvokeAction;
import dev.holdfast.application.port.in.PinProgram;
import dev.holdfast.application.port.out.ActionLedger;
import dev.holdfast.application.port.out.CrashPoints;
import dev.holdfast.application.port.out.EventReads;
import dev.holdfast.application.port.out.EventRouter;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.application.port.out.RunReads;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.testkit.SettableTime;
import dev.holdfast.testkit.contract.EngineRig;
import dev.holdfast.testkit.contract.ScenarioWorld;
import dev.holdfast.testkit.memory.MemoryRuntime;
import dev.holdfast.testkit.store.MemoryIds;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The EE runtime on a namespace and a database of its own. Virtual time passes in the database, and
 * reaches runs as ticks from outside: the server's own clock has no part in it.
 */
final class TemporalRig implements EngineRig, AutoCloseable {
  private static final List<String> TABLES =
      List.of(
          "workflow_run",
          "workflow_run_inbox",
          "workflow_child_start",
          "workflow_engine_run",
          "workflow_run_history",
          "workflow_wait",
          "workflow_event",
          "workflow_event_key",
          "workflow_event_delivery",
          "workflow_run_command",
          "workflow_action_ledger",
          "workflow_late_result");

  private static final String UNDONE =
      """
      select 'run ' || run_id || ' to be started' from workflow_engine_run
        where tried_at is not null
      union all select 'an event to be folded' from workflow_event_delivery
        where state in (0, 1) and wait_id is not null
      union all select 'an order to be folded' from workflow_run_command
        where folded_at is null limit 1\
      """;

  private static final Duration LONG = Duration.ofDays(3650);

  private final DatabaseAddress address = ScratchServer.freshDatabase();
  private final ConnectionPool pool =
      ConnectionPool.open(address, "contract", 12, Duration.ofSeconds(6));
  private final DataSource single = SingleConnections.to(address, "contract");
  private final Database database = new Database(pool.dataSource());
  private final WriteCounters counters = new WriteCounters();
  private final MemoryIds ids = new MemoryIds();
  private final int node;
  private final SettableTime time = new SettableTime();
  private final RunReads runs;
  private final EventReads events;
  private final PostgresRunProjections projections;
  private final PostgresEventStore eventStore;
  private final TestTemporal server;
  private final Map<String, String> settings;
  private final LosableCalls calls = new LosableCalls(this::invoke);
  private final Map<UUID, Tick> ticked = new ConcurrentHashMap<>();
  private volatile @Nullable Watched watched;
  private final Set<UUID> begun = ConcurrentHashMap.newKeySet();
  private String namespace = "";
  private volatile TemporalRuntime runtime;
  private volatile boolean replaced;

  /**
   * @param handOverAbove events of a history after which a run continues as new; 0 leaves it to the
   *     server
   */
  TemporalRig(TestTemporal server, int handOverAbove) {
    this(server, handOverAbove, false);
  }

  /**
   * @param ownTimers true lets workflows set timers; none of them rings before the virtual time has
   *     come for real, so that ticks from outside are always first
   */
  TemporalRig(TestTemporal server, int handOverAbove, boolean ownTimers) {
    this.server = server;
    database.change("create table virtual_clock (at timestamptz not null)");
    database.change("insert into virtual_clock values (?)", time.now().atOffset(ZoneOffset.UTC));
    database.change(
        "create or replace function workflow_clock() returns timestamptz language sql volatile"
            + " return (select at from virtual_clock)");
    this.node = new PostgresNodeLeases(pool.dataSource(), single, counters).enter("contract", LONG);
    Sessions sessions = new Sessions(pool.dataSource(), ReadMappers.ALL);
    this.runs = new PostgresRunReads(sessions, new JacksonJsonText());
    this.events = new PostgresEventReads(sessions);
    this.projections =
        new PostgresRunProjections(pool.dataSource(), single, ids, counters, Duration.ofSeconds(6));
    this.eventStore =
        new PostgresEventStore(pool.dataSource(), single, ids, CrashPoints.NONE, counters);
    Map<String, String> given = new LinkedHashMap<>();
    given.put("target", server.target());
    given.put("own-timers", Boolean.toString(ownTimers));
    given.put("cancels-calls", Boolean.toString(server.isReal()));
    given.put("tell-every", "1");
    // Calls that a script never answers keep their slots for as long as the worker lives.
    given.put("concurrent-calls", "20000");
    // Losses are told by name; only what a dead worker took along is missed by its silence.
    given.put("heartbeat-ms", "20000");
    given.put("hand-over-above", Integer.toString(handOverAbove));
    this.settings = given;
    this.runtime = open(server.newNamespace("contract"));
  }

  private TemporalRuntime open(String newNamespace) {
    namespace = newNamespace;
    Map<String, String> given = new LinkedHashMap<>(settings);
    given.put("namespace", newNamespace);
    EngineEdition.Ports ports =
        new EngineEdition.Ports(
            new PostgresRunIntake(pool.dataSource(), ids, counters),
            projections,
            new PostgresRunOrders(pool.dataSource(), counters),
            SignedCallbackTokens.of(pool.dataSource(), counters),
            ids,
            time,
            new Silence(),
            calls);
    TemporalRuntime fresh =
        TemporalRuntime.open(
            ports,
            this::uses,
            TemporalSettings.read(name -> given.get(name.substring("holdfast.temporal.".length()))),
            (program, state, input) -> watched().step(program, state, input));
    fresh.begin(true, false);
    return fresh;
  }

  private EngineEdition.Uses uses() {
    return new EngineEdition.Uses(
        new CurrentPrograms(),
        calls,
        (caller, request) -> watched().start(caller, request),
        (runId, status) -> {});
  }

  /** The programs of the scenario that is being played. */
  private final class CurrentPrograms implements PinProgram {
    @Override
    public Pinned pin(String tenantId, UUID workflowId, int version) {
      return watched().world().pin(tenantId, workflowId, version);
    }

    @Override
    public Program compile(Pinned pinned) {
      return watched().world().compile(pinned);
    }
  }

  private CallAnswer invoke(InvokeAction.CallSite site, Effect.InvokeAction call) {
    return watched().invoke(site, call);
  }

  private Watched watched() {
    Watched now = watched;
    if (now == null) throw new IllegalStateException("expected a scenario to have begun");
    return now;
  }

  /** The way to the server, with the engine's own way to write. */
  WorkflowClient client() {
    return runtime.client();
  }

  /** How many executions a run has had so far. */
  int generations(UUID runId) {
    return histories(runId).size();
  }

  /** A run's histories, one of each of its executions, the first one first. */
  List<WorkflowExecutionHistory> histories(UUID runId) {
    List<WorkflowExecutionHistory> histories = new ArrayList<>();
    String workflowId = WorkflowIds.of(runId);
    WorkflowExecutionHistory history = client().fetchHistory(workflowId);
    while (true) {
      histories.addFirst(history);
      String before =
          history
              .getEvents()
              .getFirst()
              .getWorkflowExecutionStartedEventAttributes()
              .getContinuedExecutionRunId();
      if (before.isEmpty()) return histories;
      history = client().fetchHistory(workflowId, before);
    }
  }

  Database database() {
    return database;
  }

  @Override
  public void enter(ScenarioWorld next) {
    TABLES.forEach(table -> database.change("delete from " + table));
    ticked.clear();
    watched = new Watched(next);
    set(SettableTime.EPOCH);
  }

  @Override
  public RunEngine engine() {
    return new NoticedOrders(() -> runtime.runs(), watched(), this::starting);
  }

  /** A script that is played again has the same runs, and Temporal takes each of them once. */
  private synchronized void starting(UUID runId) {
    if (!begun.add(runId)) {
      begun.clear();
      begun.add(runId);
      replaceWorker(server.newNamespace("contract"));
    }
  }

  @Override
  public EventRouter router() {
    return runtime.routing(new StoringRouter(eventStore));
  }

  @Override
  public RunReads runs() {
    return runs;
  }

  @Override
  public EventReads events() {
    return events;
  }

  @Override
  public String refusesCommands() {
    return "WORKFLOW_TEMPORAL_ACTION_UNSUPPORTED";
  }

  @Override
  public ActionLedger ledger() {
    return new PostgresActionLedger(pool.dataSource(), counters, () -> node);
  }

  @Override
  public Instant now() {
    return time.now();
  }

  /** Events and orders are stamped by the database's clock, answers by the worker's. */
  @Override
  public void set(Instant instant) {
    database.change("update virtual_clock set at = ?", instant.atOffset(ZoneOffset.UTC));
    time.set(instant);
  }

  /**
   * Ticks every run in which something is due, once for each state. Where a process has died, what
   * it was about to hand over is handed over too, as schedulers do.
   */
  @Override
  public void tick() {
    if (replaced) runtime.sweep(Duration.ZERO);
    states().values().forEach(this::tick);
  }

  private record Tick(long seq, Instant due) {}

  private boolean tick(RunState state) {
    Instant due = state.nextDue();
    UUID runId = state.start().runId();
    if (due == null || due.isAfter(now())) return false;
    // A loss comes before the time at which it is noticed: engines notice it by themselves.
    if (watched().lossComing(state) != null) return true;
    // Not all that fires leaves an entry: a run's deadline may have nothing left to unwind.
    Tick tick = new Tick(state.seq(), due);
    if (tick.equals(ticked.put(runId, tick))) return true;
    try {
      runtime.tick(runId, now());
    } catch (Unreached e) {
      // A run that is about to end takes nothing, for as long as the worker that ends it may live.
      ticked.remove(runId);
    }
    return true;
  }

  @Override
  public Map<UUID, RunState> states() {
    Map<UUID, RunState> states = new LinkedHashMap<>();
    try (var connection = pool.dataSource().getConnection();
        var select = connection.prepareStatement("select control, data from workflow_run");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        RunState state = StateCodec.decode(row.getBytes(1), row.getBytes(2));
        states.put(state.start().runId(), state);
      }
      return states;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public @Nullable String unrest(Set<UUID> held) {
    if (database.one(UNDONE) instanceof String undone) return undone;
    Map<UUID, RunState> told = states();
    String unrest = watched().unrest(told, this::hasAsked);
    if (unrest != null) return unrest;
    for (RunState state : told.values()) {
      if (tick(state)) return "run " + state.start().runId() + " is ticked";
    }
    return underWay();
  }

  /**
   * What a workflow task has told stands only when the server has taken the task: one that came to
   * nothing is done again, perhaps at another time. The server in this process does not show it.
   */
  private @Nullable String underWay() {
    List<UUID> moved = watched().takeMoved();
    for (UUID runId : moved) {
      if (!isAtWork(runId)) continue;
      watched().putBack(moved);
      return "run " + runId + " is at a workflow task";
    }
    return null;
  }

  private boolean isAtWork(UUID runId) {
    return client()
        .newUntypedWorkflowStub(WorkflowIds.of(runId))
        .describe()
        .getRawDescription()
        .hasPendingWorkflowTask();
  }

  private boolean hasAsked(UUID parent, UUID child) {
    String runId = child.toString();
    return runs.journal(MemoryRuntime.TENANT, parent, 0, Integer.MAX_VALUE).stream()
        .anyMatch(entry -> runId.equals(entry.data().get("runId")));
  }

  /**
   * With calls under way, only these are lost: a dead worker's polls may take a task with them, and
   * that would count as one more loss. Without any, the worker dies; but not on the server in this
   * process, which hands its tasks to the dead for as long as their polls would have lasted.
   */
  @Override
  public void lose() {
    boolean any = calls.lose(now(), watched()::expectLosses);
    if (!any && server.isReal()) replaceWorker(namespace);
  }

  /** Kills the worker, and has another one go on. */
  private void replaceWorker(String newNamespace) {
    runtime.close();
    runtime = open(newNamespace);
    replaced = true;
  }

  @Override
  public void close() {
    runtime.close();
    projections.close();
    eventStore.close();
    pool.close();
  }
}

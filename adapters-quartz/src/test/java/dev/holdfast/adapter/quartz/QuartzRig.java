package dev.holdfast.adapter.quartz;

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
import dev.holdfast.adapter.postgres.run.PostgresRunOrders;
import dev.holdfast.adapter.postgres.run.PostgresRunStore;
import dev.holdfast.adapter.postgres.run.SignedCallbackTokens;
import dev.holdfast.adapter.postgres.run.SingleConnections;
import dev.holdfast.adapter.postgres.run.WriteCounters;
import dev.holdfast.application.codec.StateCodec;
import dev.holdfast.application.port.out.ActionLedger;
import dev.holdfast.application.port.out.CrashPoints;
import dev.holdfast.application.port.out.EventReads;
import dev.holdfast.application.port.out.EventRouter;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.application.port.out.RunReads;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.testkit.SettableTime;
import dev.holdfast.testkit.contract.EngineRig;
import dev.holdfast.testkit.contract.ScenarioWorld;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A node on a database of its own whose clock stands still until it is set. */
final class QuartzRig implements EngineRig, AutoCloseable {
  private static final RuntimeSettings SETTINGS =
      new RuntimeSettings(
          "contract",
          Duration.ofSeconds(15),
          // Nothing falls due but when the clock is set.
          Duration.ofMinutes(10),
          Duration.ofSeconds(2),
          10_000,
          Duration.ofSeconds(5),
          Duration.ofSeconds(8),
          true,
          RuntimeSettings.Part.ALL);

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

  // Mail that nobody has read (some is for children that never began), runs that nobody has
  // claimed, children that nobody has started.
  private static final String UNDONE =
      """
      select 'run ' || run_id || ' to be claimed' from workflow_run
        where owner is null and wake_at <= workflow_clock()
      union all select 'mail ' || input_id from workflow_run_inbox join workflow_run using (run_id)
      union all select 'an event to be folded' from workflow_event_delivery where state = 1
      union all select 'an order to be folded' from workflow_run_command where folded_at is null
      union all select 'a child to be started' from workflow_child_start limit 1\
      """;

  /** What ends with the process. */
  private record Life(PostgresRunStore store, PostgresEventStore events, QuartzRuntime runtime) {}

  private final DatabaseAddress address = ScratchServer.freshDatabase();
  private final ConnectionPool pool =
      ConnectionPool.open(address, "contract", 8, Duration.ofSeconds(6));
  private final DataSource single = SingleConnections.to(address, "contract");
  private final Database database = new Database(pool.dataSource());
  private final WriteCounters counters = new WriteCounters();
  private final PostgresNodeLeases leases =
      new PostgresNodeLeases(pool.dataSource(), single, counters);
  private final SettableTime time = new SettableTime();
  private final RunReads runs;
  private final EventReads events;
  private volatile @Nullable ScenarioWorld world;
  private volatile Life life;

  QuartzRig() {
    database.change("create table virtual_clock (at timestamptz not null)");
    database.change("insert into virtual_clock values (?)", time.now().atOffset(ZoneOffset.UTC));
    database.change(
        "create or replace function workflow_clock() returns timestamptz language sql volatile"
            + " return (select at from virtual_clock)");
    Sessions sessions = new Sessions(pool.dataSource(), ReadMappers.ALL);
    this.runs = new PostgresRunReads(sessions, new JacksonJsonText());
    this.events = new PostgresEventReads(sessions);
    this.life = enter();
    life.runtime().work();
  }

  private Life enter() {
    CrashPoints none = CrashPoints.NONE;
    TestNode.TestIds ids = new TestNode.TestIds();
    PostgresRunStore store = new PostgresRunStore(pool.dataSource(), single, ids, none, 2);
    WriteCounters counted = store.counters();
    PostgresEventStore events =
        new PostgresEventStore(pool.dataSource(), single, ids, none, counted);
    RuntimePorts ports =
        new RuntimePorts(
            (program, state, input) -> world().step(program, state, input),
            store,
            new PostgresRunOrders(pool.dataSource(), counted),
            events,
            leases,
            SignedCallbackTokens.of(pool.dataSource(), counted),
            ids,
            time,
            new TestNode.Silence(),
            none);
    RuntimeUses uses =
        new RuntimeUses(
            (tenant, workflow, version) -> world().program(tenant, workflow, version),
            (site, call) -> world().invoke(site, call),
            (caller, request) -> world().start(caller, request),
            limit -> 0,
            (runId, status) -> {});
    QuartzRuntime runtime = QuartzRuntime.enter(ports, uses, SETTINGS, pool.dataSource(), () -> {});
    return new Life(store, events, runtime);
  }

  private ScenarioWorld world() {
    ScenarioWorld now = world;
    if (now == null) throw new IllegalStateException("expected a scenario to have begun");
    return now;
  }

  @Override
  public void enter(ScenarioWorld next) {
    TABLES.forEach(table -> database.change("delete from " + table));
    world = next;
    set(SettableTime.EPOCH);
  }

  @Override
  public void lose() {
    end();
    life = enter();
    life.runtime().work();
    leases.reap(Integer.MAX_VALUE);
    life.runtime().tick();
  }

  private void end() {
    life.runtime().close();
    life.events().close();
    life.store().close();
  }

  @Override
  public RunEngine engine() {
    return life.runtime().engine();
  }

  @Override
  public EventRouter router() {
    return life.runtime().eventRouter();
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
  public @Nullable String refusesCommands() {
    return null;
  }

  @Override
  public ActionLedger ledger() {
    return new PostgresActionLedger(pool.dataSource(), counters, () -> life.runtime().nodeNumber());
  }

  @Override
  public Instant now() {
    return time.now();
  }

  /** Events and orders are stamped by the database's clock, answers by the node's. */
  @Override
  public void set(Instant instant) {
    database.change("update virtual_clock set at = ?", instant.atOffset(ZoneOffset.UTC));
    time.set(instant);
  }

  @Override
  public void tick() {
    life.runtime().tick();
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
    String unrest = inMemory(held);
    if (unrest == null && database.one(UNDONE) instanceof String undone) unrest = undone;
    return unrest == null ? inMemory(held) : unrest;
  }

  private @Nullable String inMemory(Set<UUID> held) {
    Node node = life.runtime().node();
    if (!node.postRoom().isIdle()) return "the post is under way";
    for (ActiveRun run : node.runs()) {
      if (!run.desk().isIdle()) return "run " + run.id() + " has something to fold";
      if (run.errands().hasChildrenStarting()) return "run " + run.id() + " starts a child";
      if (run.errands().calls().hasOtherThan(held)) return "run " + run.id() + " has a call";
    }
    return node.postRoom().isIdle() ? null : "the post is under way";
  }

  @Override
  public void close() {
    end();
    pool.close();
  }
}

package dev.holdfast.bootstrap.wiring;

import dev.holdfast.adapter.postgres.ConnectionPool;
import dev.holdfast.adapter.postgres.run.DatabaseClock;
import dev.holdfast.adapter.postgres.run.PostgresActionLedger;
import dev.holdfast.adapter.postgres.run.PostgresEventStore;
import dev.holdfast.adapter.postgres.run.PostgresNodeLeases;
import dev.holdfast.adapter.postgres.run.PostgresRunIntake;
import dev.holdfast.adapter.postgres.run.PostgresRunOrders;
import dev.holdfast.adapter.postgres.run.PostgresRunStore;
import dev.holdfast.adapter.postgres.run.SignedCallbackTokens;
import dev.holdfast.adapter.postgres.run.SingleConnections;
import dev.holdfast.adapter.postgres.run.WriteCounters;
import dev.holdfast.adapter.quartz.RuntimePorts;
import dev.holdfast.adapter.quartz.RuntimeSettings;
import dev.holdfast.adapter.quartz.RuntimeUses;
import dev.holdfast.application.edition.OuterEngine;
import dev.holdfast.application.port.in.DeliverTriggers;
import dev.holdfast.application.port.in.InvokeAction;
import dev.holdfast.application.port.in.LoadProgram;
import dev.holdfast.application.port.in.RunChanges;
import dev.holdfast.application.port.in.StartRun;
import dev.holdfast.application.port.out.ActionLedger;
import dev.holdfast.application.port.out.CallbackTokens;
import dev.holdfast.application.port.out.CrashPoints;
import dev.holdfast.application.port.out.EventRouter;
import dev.holdfast.application.port.out.EventStore;
import dev.holdfast.application.port.out.HeldRuns;
import dev.holdfast.application.port.out.Ids;
import dev.holdfast.application.port.out.NodeLeases;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.application.port.out.RunIntake;
import dev.holdfast.application.port.out.RunOrders;
import dev.holdfast.application.port.out.RunStore;
import dev.holdfast.application.port.out.RuntimeMetrics;
import dev.holdfast.application.port.out.TimeSource;
import dev.holdfast.bootstrap.health.EngineGauge;
import dev.holdfast.bootstrap.health.EngineMeters;
import dev.holdfast.bootstrap.installation.Database;
import dev.holdfast.bootstrap.settings.Settings;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The engine that keeps its runs in PostgreSQL, and the stores it writes to. */
@Configuration(proxyBeanMethods = false)
public class EngineWiring {
  /** Short conversations: claims, mail, orders, the ledger, Quartz. Writes have their own. */
  private static final int ENGINE_CONNECTIONS = 8;

  private static final Duration NEAR = Duration.ofSeconds(2);
  private static final Duration DRAIN = Duration.ofSeconds(30);

  /** A caller hears that the database is away before it gives up itself. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  @Bean
  ConnectionPool enginePool(Database database) {
    return ConnectionPool.open(
        database.address(), "engine", ENGINE_CONNECTIONS, ConnectionPool.REQUEST_TIMEOUT);
  }

  @Bean
  WriteCounters writeCounters() {
    return new WriteCounters();
  }

  @Bean
  DatabaseClock databaseClock(ConnectionPool enginePool, WriteCounters counters) {
    return new DatabaseClock(enginePool.dataSource(), counters);
  }

  @Bean
  RunStore runStore(
      ConnectionPool enginePool,
      Database database,
      Ids ids,
      ObjectProvider<CrashPoints> crashPoints,
      Settings settings) {
    DataSource single = SingleConnections.to(database.address(), "runs");
    return new PostgresRunStore(
        enginePool.dataSource(), single, ids, of(crashPoints), settings.workerCommitters());
  }

  @Bean
  EventStore eventStore(
      ConnectionPool enginePool,
      Database database,
      Ids ids,
      ObjectProvider<CrashPoints> crashPoints,
      WriteCounters counters) {
    DataSource single = SingleConnections.to(database.address(), "events");
    return new PostgresEventStore(enginePool.dataSource(), single, ids, of(crashPoints), counters);
  }

  @Bean
  NodeLeases nodeLeases(ConnectionPool enginePool, Database database, WriteCounters counters) {
    DataSource single = SingleConnections.to(database.address(), "signals");
    return new PostgresNodeLeases(enginePool.dataSource(), single, counters);
  }

  @Bean
  RunOrders runOrders(ConnectionPool enginePool, WriteCounters counters) {
    return new PostgresRunOrders(enginePool.dataSource(), counters);
  }

  @Bean
  CallbackTokens callbackTokens(ConnectionPool enginePool, WriteCounters counters) {
    return SignedCallbackTokens.of(enginePool.dataSource(), counters);
  }

  @Bean
  ActionLedger actionLedger(
      ConnectionPool enginePool, WriteCounters counters, ObjectProvider<EngineNode> node) {
    return new PostgresActionLedger(
        enginePool.dataSource(), counters, () -> node.getObject().number());
  }

  @Bean
  RuntimePorts runtimePorts(
      RunStore store,
      RunOrders orders,
      EventStore events,
      NodeLeases nodes,
      CallbackTokens tokens,
      Ids ids,
      TimeSource time,
      RuntimeMetrics metrics,
      ObjectProvider<CrashPoints> crashPoints) {
    return new RuntimePorts(
        new Interpreter(),
        store,
        orders,
        events,
        nodes,
        tokens,
        ids,
        time,
        metrics,
        of(crashPoints));
  }

  @Bean
  RuntimeSettings runtimeSettings(Settings settings, Database database) {
    return new RuntimeSettings(
        "pid-" + ProcessHandle.current().pid(),
        settings.workerLease(),
        settings.workerPollInterval(),
        NEAR,
        settings.workerConcurrency(),
        DRAIN,
        PATIENCE,
        database.embedded(),
        new RuntimeSettings.Part(settings.roles().worker(), settings.roles().scheduler()));
  }

  /** The use cases it drives are themselves driven to it, so it gets them when it starts. */
  @Bean
  EngineNode engineNode(
      RuntimePorts ports,
      RuntimeSettings settings,
      ConnectionPool enginePool,
      DatabaseClock clock,
      ObjectProvider<LoadProgram> programs,
      ObjectProvider<InvokeAction> actions,
      ObjectProvider<StartRun> starts,
      ObjectProvider<DeliverTriggers> triggers,
      ObjectProvider<RunChanges> changes) {
    return new EngineNode(
        ports,
        () ->
            new RuntimeUses(
                programs.getObject(),
                actions.getObject(),
                starts.getObject(),
                triggers.getObject(),
                changes.getObject()),
        settings,
        enginePool.dataSource(),
        clock::refresh);
  }

  @Bean
  RunIntake runIntake(ConnectionPool enginePool, Ids ids, WriteCounters counters) {
    return new PostgresRunIntake(enginePool.dataSource(), ids, counters);
  }

  @Bean
  HeldRuns heldRuns(EngineNode node, ObjectProvider<OuterEngine> outer) {
    HeldRuns inner = node.heldRuns();
    OuterEngine engine = outer.getIfAvailable();
    if (engine == null) return inner;
    HeldRuns others = engine.held();
    return runId -> {
      RunState state = others.held(runId);
      return state == null ? inner.held(runId) : state;
    };
  }

  @Bean
  RunEngine runEngine(
      EngineNode node, ObjectProvider<OuterEngine> outer, RunIntake intake, CallbackTokens tokens) {
    List<RunEngine> engines = new ArrayList<>();
    outer.ifAvailable(engine -> engines.add(engine.runs()));
    engines.add(node.engine());
    return new InstallationEngine(engines, intake, tokens);
  }

  @Bean
  EventRouter eventRouter(EngineNode node, ObjectProvider<OuterEngine> outer) {
    OuterEngine engine = outer.getIfAvailable();
    return engine == null ? node.router() : engine.routing(node.router());
  }

  @Bean
  EngineMeters engineMeters(EngineGauge gauge, EngineNode node) {
    return new EngineMeters(gauge, node::activeRuns);
  }

  private static CrashPoints of(ObjectProvider<CrashPoints> crashPoints) {
    return crashPoints.getIfAvailable(() -> CrashPoints.NONE);
  }
}

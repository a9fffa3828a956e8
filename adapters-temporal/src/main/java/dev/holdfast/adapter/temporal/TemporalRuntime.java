package dev.holdfast.adapter.temporal;

import dev.holdfast.adapter.temporal.connection.Connection;
import dev.holdfast.adapter.temporal.connection.Outage;
import dev.holdfast.adapter.temporal.connection.TemporalSettings;
import dev.holdfast.adapter.temporal.engine.Courier;
import dev.holdfast.adapter.temporal.engine.MailRounds;
import dev.holdfast.adapter.temporal.engine.RunsHere;
import dev.holdfast.adapter.temporal.engine.Standings;
import dev.holdfast.adapter.temporal.engine.Sweeper;
import dev.holdfast.adapter.temporal.engine.TemporalEventRouter;
import dev.holdfast.adapter.temporal.engine.TemporalRunEngine;
import dev.holdfast.adapter.temporal.engine.Verdicts;
import dev.holdfast.adapter.temporal.wire.Letter;
import dev.holdfast.adapter.temporal.worker.CountedFaults;
import dev.holdfast.adapter.temporal.worker.NotedRuns;
import dev.holdfast.adapter.temporal.worker.ProgramCache;
import dev.holdfast.adapter.temporal.worker.RunWorker;
import dev.holdfast.adapter.temporal.worker.WorkerSide;
import dev.holdfast.application.driver.ChildEnds;
import dev.holdfast.application.edition.EngineEdition.Ports;
import dev.holdfast.application.edition.EngineEdition.Uses;
import dev.holdfast.application.edition.OuterEngine;
import dev.holdfast.application.port.out.EventRouter;
import dev.holdfast.application.port.out.HeldRuns;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.Reducer;
import dev.holdfast.domain.run.RunState;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The EE runtime of one process: hands runs over to Temporal, and works for them. */
public final class TemporalRuntime implements OuterEngine {
  private final Ports ports;
  private final Supplier<Uses> uses;
  private final TemporalSettings settings;
  private final Reducer reducer;
  private final Connection connection;
  private final Courier courier;
  private final MailRounds mail;
  private final Verdicts verdicts;
  private final Sweeper sweeper;
  private final Standings standings;
  private final RunsHere here = new RunsHere(System::nanoTime);
  private final RunEngine engine;
  private @Nullable WorkerSide workers;
  private boolean worksAtAll;

  private TemporalRuntime(
      Ports ports, Supplier<Uses> uses, TemporalSettings settings, Reducer reducer) {
    this.ports = ports;
    this.uses = uses;
    this.settings = settings;
    this.reducer = reducer;
    this.connection = Connection.open(settings);
    this.standings = new Standings(connection, settings.namespace(), settings.patience());
    this.courier =
        new Courier(connection, ports.intake(), standings, () -> uses.get().programs(), settings);
    this.mail = new MailRounds(ports.intake(), courier);
    this.verdicts = new Verdicts(ports.orders());
    this.sweeper = new Sweeper(ports.intake(), courier, mail, settings.patience());
    this.engine =
        new TemporalRunEngine(ports, courier, mail, standings, verdicts, here, settings.patience());
  }

  /** Opens a runtime; it waits for nothing, and does nothing before it begins. */
  public static TemporalRuntime open(Ports ports, Supplier<Uses> uses, TemporalSettings settings) {
    return new TemporalRuntime(ports, uses, settings, new Interpreter());
  }

  /** With another reducer, such as one that records what it is given. */
  public static TemporalRuntime open(
      Ports ports, Supplier<Uses> uses, TemporalSettings settings, Reducer reducer) {
    return new TemporalRuntime(ports, uses, settings, reducer);
  }

  @Override
  public RunEngine runs() {
    return engine;
  }

  @Override
  public EventRouter routing(EventRouter inner) {
    return new TemporalEventRouter(inner, mail);
  }

  @Override
  public synchronized void begin(boolean works, boolean sweeps) {
    if (works) {
      Uses now = uses.get();
      worksAtAll = true;
      here.begin();
      workers =
          new WorkerSide(
              connection,
              settings,
              new NotedRuns(new CountedFaults(reducer, ports.metrics()), here::carriedOn),
              new ProgramCache(now.programs()),
              new RunWorker(ports, now, connection, courier, verdicts, settings));
      workers.begin();
    }
    if (sweeps) sweeper.begin();
  }

  @Override
  public HeldRuns held() {
    return here;
  }

  @Override
  public void sweep(Duration age) {
    sweeper.sweep(age);
  }

  @Override
  public Health health() {
    Outage outage = connection.outage();
    if (outage != null) return new Health(false, isWorking(), outage.code(), outage.message());
    if (!isWorking()) {
      return new Health(true, false, "WORKERS_NOT_STARTED", "the workers have not begun yet");
    }
    return connection.isForgetful()
        ? new Health(true, true, "KEEPS_NOTHING", "runs live in this process, and end with it")
        : new Health(true, true, null, null);
  }

  private synchronized boolean isWorking() {
    return !worksAtAll || (workers != null && workers.isWorking());
  }

  @Override
  public Standing standing(UUID runId) {
    return standings.of(runId);
  }

  @Override
  public void tellParent(UUID parentRunId, RunState child) {
    Letter letter = Letter.own(ChildEnds.of(child, ports.time().now()));
    courier.deliver(parentRunId, letter, settings.patience());
  }

  /** Ticks a run from outside, for tests on a virtual clock. */
  public void tick(UUID runId, Instant at) {
    Input tick = new Input.TimersDue("tick:" + ports.ids().next(), at);
    courier.deliver(runId, Letter.own(tick), settings.patience());
  }

  /** The way to Temporal, for tests and tools. */
  public WorkflowClient client() {
    return connection.client();
  }

  @Override
  public void stop(Duration patience) {
    sweeper.stop();
    WorkerSide working = taken();
    if (working != null) working.stop(patience);
    connection.close();
  }

  @Override
  public void close() {
    sweeper.stop();
    WorkerSide working = taken();
    if (working != null) working.kill();
    connection.close();
  }

  private synchronized @Nullable WorkerSide taken() {
    WorkerSide working = workers;
    workers = null;
    return working;
  }
}

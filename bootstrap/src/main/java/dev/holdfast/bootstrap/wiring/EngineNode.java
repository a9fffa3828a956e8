package dev.holdfast.bootstrap.wiring;

import dev.holdfast.adapter.quartz.QuartzRuntime;
import dev.holdfast.adapter.quartz.RuntimePorts;
import dev.holdfast.adapter.quartz.RuntimeSettings;
import dev.holdfast.adapter.quartz.RuntimeUses;
import dev.holdfast.application.port.out.EventRouter;
import dev.holdfast.application.port.out.HeldRuns;
import dev.holdfast.application.port.out.RunEngine;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * This node's engine: it works from before the first request is taken until after the last one is
 * answered, and then leaves in good order.
 */
public final class EngineNode implements SmartLifecycle {
  /** Below the web server's: started before it, stopped after it. */
  private static final int PHASE = 0;

  private final RuntimePorts ports;
  private final Supplier<RuntimeUses> uses;
  private final RuntimeSettings settings;
  private final DataSource schedulerPool;
  private final Runnable setClock;
  private volatile @Nullable QuartzRuntime runtime;
  private volatile boolean working;

  EngineNode(
      RuntimePorts ports,
      Supplier<RuntimeUses> uses,
      RuntimeSettings settings,
      DataSource schedulerPool,
      Runnable setClock) {
    this.ports = ports;
    this.uses = uses;
    this.settings = settings;
    this.schedulerPool = schedulerPool;
    this.setClock = setClock;
  }

  /**
   * Known before it works: the first run that it takes up may make a call, or start a child, which
   * comes back here.
   */
  @Override
  public void start() {
    QuartzRuntime entered =
        QuartzRuntime.enter(ports, uses.get(), settings, schedulerPool, setClock);
    runtime = entered;
    try {
      entered.work();
    } catch (RuntimeException | Error e) {
      entered.close();
      throw e;
    }
    working = true;
  }

  /**
   * Lets calls in flight finish for a while and gives all runs back. They still need their engine
   * meanwhile; what asks it afterwards learns from it that it has stopped.
   */
  @Override
  public void stop() {
    QuartzRuntime running = runtime;
    if (running != null) running.drain();
    working = false;
  }

  @Override
  public boolean isRunning() {
    return working;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  RunEngine engine() {
    return new StartedEngine(() -> running().engine());
  }

  EventRouter router() {
    return new StartedRouter(() -> running().eventRouter());
  }

  /** What it holds; nothing while it does not work. */
  HeldRuns heldRuns() {
    return runId -> {
      QuartzRuntime running = runtime;
      return running == null ? null : running.heldRuns().held(runId);
    };
  }

  int number() {
    return running().nodeNumber();
  }

  /** Runs in memory; none before it has started. */
  public int activeRuns() {
    QuartzRuntime running = runtime;
    return running == null ? 0 : running.activeRuns();
  }

  private QuartzRuntime running() {
    QuartzRuntime running = runtime;
    if (running == null)
      throw new IllegalStateException("expected the engine to be started, but it is not yet");
    return running;
  }
}

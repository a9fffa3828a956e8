package dev.holdfast.bootstrap.wiring;

import dev.holdfast.adapter.quartz.QuartzRuntime;
import dev.holdfast.adapter.quartz.RuntimePorts;
import dev.holdfast.adapter.quartz.RuntimeSettings;
import dev.holdfast.adapter.quartz.RuntimeUses;
import dev.holdfast.application.port.out.EventRouter;
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

  @Override
  public void start() {
    runtime = QuartzRuntime.open(ports, uses.get(), settings, schedulerPool, setClock);
  }

  /** Lets calls in flight finish for a while and gives all runs back. */
  @Override
  public void stop() {
    QuartzRuntime running = runtime;
    runtime = null;
    if (running != null) running.drain();
  }

  @Override
  public boolean isRunning() {
    return runtime != null;
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

  int number() {
    return running().nodeNumber();
  }

  /** Runs in memory; none while it does not work. */
  public int activeRuns() {
    QuartzRuntime running = runtime;
    return running == null ? 0 : running.activeRuns();
  }

  private QuartzRuntime running() {
    QuartzRuntime running = runtime;
    if (running == null)
      throw new IllegalStateException("expected the engine to run, but it does not");
    return running;
  }
}

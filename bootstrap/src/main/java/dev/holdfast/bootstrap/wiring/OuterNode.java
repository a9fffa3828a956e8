package dev.holdfast.bootstrap.wiring;

import dev.holdfast.application.edition.OuterEngine;
import dev.holdfast.bootstrap.settings.Roles;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/**
 * The edition's own engine on this node: it begins after PostgreSQL's engine and before the first
 * request, keeps trying while what it needs is away, and ends before what it stands on.
 */
public final class OuterNode implements SmartLifecycle {
  /** Between the engine on PostgreSQL and the web server. */
  private static final int PHASE = 1;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final OuterEngine engine;
  private final Roles roles;
  private volatile boolean running;

  OuterNode(OuterEngine engine, Roles roles) {
    this.engine = engine;
    this.roles = roles;
  }

  @Override
  public void start() {
    engine.begin(roles.worker(), roles.scheduler());
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    engine.stop(PATIENCE);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}

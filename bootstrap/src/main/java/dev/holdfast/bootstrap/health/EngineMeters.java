package dev.holdfast.bootstrap.health;

import dev.holdfast.application.port.out.Backlog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;

/**
 * The backlog, and what this node has in hand, as gauges; not a number while the database is away.
 */
public final class EngineMeters implements MeterBinder {
  private static final double MILLIS = 1_000;

  private final EngineGauge gauge;
  private final IntSupplier activeRuns;

  /**
   * @param activeRuns in memory on this node
   */
  public EngineMeters(EngineGauge gauge, IntSupplier activeRuns) {
    this.gauge = gauge;
    this.activeRuns = activeRuns;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("holdfast.engine.lag", () -> due(due -> due.lag().toMillis() / MILLIS))
        .baseUnit("seconds")
        .description("For how long the first run that no node holds has been due")
        .register(registry);
    Gauge.builder("holdfast.runs.due", () -> due(Backlog.Due::runs))
        .description("Runs that are due and held by no node, up to 10000")
        .register(registry);
    Gauge.builder("holdfast.runs.stuck", () -> due(Backlog.Due::stuckRuns))
        .description("Runs whose last fold failed by a fault of the service")
        .register(registry);
    Gauge.builder("holdfast.deliveries.pending", () -> due(Backlog.Due::pendingTriggers))
        .description("Deliveries of events to triggers that are still to be made")
        .register(registry);
    Gauge.builder("holdfast.runs.without.wake.up", this::withoutWakeUp)
        .description("Live runs that nothing will wake; looked for every five minutes")
        .register(registry);
    Gauge.builder("holdfast.runs.active", activeRuns::getAsInt)
        .description("Runs in memory on this node")
        .register(registry);
  }

  private double due(ToDoubleFunction<Backlog.Due> part) {
    Backlog.Due due = gauge.due();
    return due == null ? Double.NaN : part.applyAsDouble(due);
  }

  private double withoutWakeUp() {
    Long count = gauge.withoutWakeUp();
    return count == null ? Double.NaN : count.doubleValue();
  }
}

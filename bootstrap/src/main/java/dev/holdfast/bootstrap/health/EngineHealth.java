package dev.holdfast.bootstrap.health;

import dev.holdfast.application.port.out.Backlog;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether runs go on. Work that lags far behind, a run that our own fault holds up, or one that
 * nothing will wake makes the service degraded: it takes requests, and somebody should look.
 */
public final class EngineHealth implements HealthIndicator {
  static final Status DEGRADED = new Status("DEGRADED");

  /** Twice a long lease: by then somebody must have taken over. */
  private static final Duration LONGEST_LAG = Duration.ofSeconds(60);

  private final EngineGauge gauge;

  public EngineHealth(EngineGauge gauge) {
    this.gauge = gauge;
  }

  @Override
  public Health health() {
    Backlog.Due due = gauge.due();
    if (due == null) {
      return Health.down().withDetail("reason", "the database does not answer").build();
    }
    Long withoutWakeUp = gauge.withoutWakeUp();
    boolean well =
        due.lag().compareTo(LONGEST_LAG) <= 0
            && due.stuckRuns() == 0
            && (withoutWakeUp == null || withoutWakeUp == 0);
    Health.Builder health =
        Health.status(well ? Status.UP : DEGRADED)
            .withDetail("dueRuns", due.runs())
            .withDetail("lagMs", due.lag().toMillis())
            .withDetail("stuckRuns", due.stuckRuns())
            .withDetail("pendingTriggers", due.pendingTriggers());
    if (withoutWakeUp != null) health.withDetail("runsWithoutWakeUp", withoutWakeUp);
    return health.build();
  }
}

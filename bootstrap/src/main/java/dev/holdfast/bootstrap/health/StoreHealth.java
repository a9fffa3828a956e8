package dev.holdfast.bootstrap.health;

import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.application.port.out.Tenants;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the database answers, and how fast. */
public final class StoreHealth implements HealthIndicator {
  private final Tenants tenants;

  public StoreHealth(Tenants tenants) {
    this.tenants = tenants;
  }

  @Override
  public Health health() {
    long asked = System.nanoTime();
    try {
      tenants.find(Tenants.DEFAULT);
    } catch (StoreUnavailable away) {
      // Why, stands in the log: the message may name hosts and users.
      return Health.down().withDetail("reason", "the database does not answer").build();
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked);
    return Health.up().withDetail("answeredInMs", millis).build();
  }
}

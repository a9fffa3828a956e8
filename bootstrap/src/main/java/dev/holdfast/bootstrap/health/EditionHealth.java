package dev.holdfast.bootstrap.health;

import dev.holdfast.application.edition.OuterEngine;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the edition's own engine is there. While it is not, the node is not ready: what is stored
 * can be read, what is accepted waits.
 */
public final class EditionHealth implements HealthIndicator {
  private final OuterEngine engine;

  public EditionHealth(OuterEngine engine) {
    this.engine = engine;
  }

  @Override
  public Health health() {
    OuterEngine.Health now = engine.health();
    Health.Builder health =
        (now.reachable() && now.working() ? Health.up() : Health.down())
            .withDetail("reachable", now.reachable())
            .withDetail("working", now.working());
    if (now.code() != null) health.withDetail("code", now.code());
    if (now.message() != null) health.withDetail("message", now.message());
    return health.build();
  }
}

package dev.holdfast.bootstrap.health;

import dev.holdfast.application.service.EngineReconciler;
import dev.holdfast.application.service.EngineReconciler.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** Runs whose engine says something else than their rows: somebody should look. */
public final class ReconcilerHealth implements HealthIndicator {
  private static final int NAMED = 20;

  private final EngineReconciler reconciler;

  public ReconcilerHealth(EngineReconciler reconciler) {
    this.reconciler = reconciler;
  }

  @Override
  public Health health() {
    Map<UUID, Finding> differing = new TreeMap<>(reconciler.differing());
    Map<Finding, List<String>> byFinding = new TreeMap<>();
    differing.forEach((runId, finding) ->
        byFinding.computeIfAbsent(finding, _ -> new ArrayList<>()).add(runId.toString()));
    Health.Builder health =
        Health.status(differing.isEmpty() ? Status.UP : EngineHealth.DEGRADED)
            .withDetail("repaired", reconciler.repaired());
    byFinding.forEach((finding, runs) ->
        health.withDetail(
            finding.name().toLowerCase(Locale.ROOT),
            Map.of("runs", runs.size(), "first", runs.subList(0, Math.min(NAMED, runs.size())))));
    return health.build();
  }
}

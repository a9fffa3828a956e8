package dev.holdfast.bootstrap.health;

import dev.holdfast.application.service.EngineReconciler;
import dev.holdfast.application.service.EngineReconciler.Finding;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;

/** What the comparison of rows and engine found on this node, in numbers. */
public final class ReconcilerMeters implements MeterBinder {
  private final EngineReconciler reconciler;

  public ReconcilerMeters(EngineReconciler reconciler) {
    this.reconciler = reconciler;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Finding finding : Finding.values()) {
      Gauge.builder("holdfast.reconciler.differing", () -> count(finding))
          .tag("finding", finding.name().toLowerCase(Locale.ROOT))
          .description("Runs of which their engine says something else than their rows")
          .register(registry);
    }
    FunctionCounter.builder("holdfast.reconciler.repaired", reconciler, EngineReconciler::repaired)
        .description("Rows that were ended because the engine had ended their runs")
        .register(registry);
  }

  private long count(Finding finding) {
    return reconciler.differing().values().stream().filter(one -> one == finding).count();
  }
}

package dev.holdfast.adapter.temporal.connection;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.util.Duration;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.temporal.common.reporter.MicrometerClientStatsReporter;

/**
 * What Temporal's SDK measures, as meters {@code temporal_…}: requests by their outcome, workflow
 * tasks, activities, free slots, the cache. They go to Micrometer's global registry, of which an
 * application's registries are part, so that no port has to carry what is the SDK's own.
 */
final class SdkMeters {
  private static final double EVERY_SECONDS = 5;

  private SdkMeters() {}

  /** To be closed: it reports by a thread of its own. */
  static Scope scope() {
    return new RootScopeBuilder()
        .reporter(new Reporter())
        .reportEvery(Duration.ofSeconds(EVERY_SECONDS));
  }

  private static final class Reporter extends MicrometerClientStatsReporter {
    Reporter() {
      super(Metrics.globalRegistry);
    }

    /**
     * Takes its meters away: a gauge of the next connection would find its name taken. The SDK's
     * closes the registry, which is everybody's, and nobody could add a meter any more.
     */
    @Override
    public void close() {
      for (Meter meter : Metrics.globalRegistry.getMeters()) {
        if (meter.getId().getName().startsWith("temporal_")) Metrics.globalRegistry.remove(meter);
      }
    }
  }
}

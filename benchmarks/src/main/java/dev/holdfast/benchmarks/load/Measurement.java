package dev.holdfast.benchmarks.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** What a measurement gave. Latencies in nanoseconds, sorted. */
record Measurement(String name, int clients, Duration took, long[] latencies) {
  Measurement {
    latencies = latencies.clone();
    Arrays.sort(latencies);
  }

  double perSecond() {
    return latencies.length * 1e9 / took.toNanos();
  }

  double percentileMs(double percent) {
    if (latencies.length == 0) return Double.NaN;
    int index = (int) Math.ceil(percent / 100 * latencies.length) - 1;
    return latencies[Math.max(0, index)] / 1e6;
  }

  String row() {
    return String.format(
        Locale.ROOT,
        "| %-44s | %7d | %9.0f | %8.1f | %8.1f | %8d |",
        name,
        clients,
        perSecond(),
        percentileMs(50),
        percentileMs(99),
        latencies.length);
  }
}

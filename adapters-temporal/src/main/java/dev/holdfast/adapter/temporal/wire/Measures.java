package dev.holdfast.adapter.temporal.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run's workflow has measured, to be reported by the worker that tells of it: workflow code
 * reports nothing itself, because it runs again at each replay.
 *
 * @param acceptedAt of a run that rests or ends without any call; null for others
 * @param waits for how long the waits had been open that have ended
 */
public record Measures(@Nullable Instant acceptedAt, List<Duration> waits) {
  public Measures {
    waits = List.copyOf(waits);
  }

  void write(WireOut out) {
    out.maybeInstant(acceptedAt).number(waits.size());
    for (Duration age : waits) out.number(age.toMillis());
  }

  static Measures read(WireIn in) {
    Instant acceptedAt = in.maybeInstant();
    List<Duration> waits = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) waits.add(Duration.ofMillis(in.number()));
    return new Measures(acceptedAt, waits);
  }
}

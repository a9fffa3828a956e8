package dev.holdfast.testkit;

import dev.holdfast.application.port.out.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class SettableTime implements TimeSource {
  /** Where virtual time begins unless a test says otherwise. */
  public static final Instant EPOCH = Instant.parse("2030-01-07T08:00:00Z");

  private final AtomicReference<Instant> now;

  public SettableTime() {
    this(EPOCH);
  }

  public SettableTime(Instant start) {
    now = new AtomicReference<>(start.truncatedTo(ChronoUnit.MICROS));
  }

  @Override
  public Instant now() {
    return now.get();
  }

  /** Moves to an instant, backwards too: a clock that goes wrong is worth testing. */
  public void set(Instant instant) {
    now.set(instant.truncatedTo(ChronoUnit.MICROS));
  }

  /** Moves on, and answers the new instant. */
  public Instant advance(Duration by) {
    return now.updateAndGet(before -> before.plus(by).truncatedTo(ChronoUnit.MICROS));
  }
}

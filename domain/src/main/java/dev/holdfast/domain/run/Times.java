package dev.holdfast.domain.run;

import java.time.Instant;

/** Instants that stay within what every store can hold. */
final class Times {
  /** The end of the year 9999. */
  static final Instant LAST = Instant.ofEpochSecond(253_402_300_799L);

  private Times() {}

  /** So many milliseconds later, but not after {@link #LAST}. */
  static Instant after(Instant instant, long millis) {
    long left = LAST.toEpochMilli() - instant.toEpochMilli();
    return millis >= left ? LAST : instant.plusMillis(millis);
  }

  /** So many milliseconds earlier, but not before 1970. */
  static Instant before(Instant instant, long millis) {
    return millis >= instant.toEpochMilli() ? Instant.EPOCH : instant.minusMillis(millis);
  }
}

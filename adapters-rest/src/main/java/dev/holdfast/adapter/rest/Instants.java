package dev.holdfast.adapter.rest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Instants in RFC 3339, as callers send them. */
final class Instants {
  static final String EXPECTED = "expected an instant such as 2026-01-31T09:30:00Z";

  private Instants() {}

  /** Cut to microseconds; null when the text is no instant of the years 1 to 9999. */
  static @Nullable Instant parse(String text) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      boolean storable = time.getYear() >= 1 && time.getYear() <= 9999;
      return storable ? time.toInstant().truncatedTo(ChronoUnit.MICROS) : null;
    } catch (DateTimeException malformed) {
      return null;
    }
  }
}

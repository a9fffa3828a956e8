package dev.holdfast.application.port.out;

import java.time.Instant;

/** The database's clock as this node knows it, cut to microseconds. Thread-safe. */
public interface TimeSource {
  Instant now();
}

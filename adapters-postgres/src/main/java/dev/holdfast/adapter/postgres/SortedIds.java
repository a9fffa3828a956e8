package dev.holdfast.adapter.postgres;

import dev.holdfast.application.port.out.Ids;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids that new rows can be appended under: version 7, strictly rising within one process, so that
 * indexes grow at their end alone. Tokens are of 256 random bits. Thread-safe.
 */
public final class SortedIds implements Ids {
  private static final int FRACTION_BITS = 12;
  private static final int TOKEN_BYTES = 32;

  private final SecureRandom random = new SecureRandom();

  /** Tells processes apart: what the threads draw below need not be unpredictable, only other. */
  private final long salt = random.nextLong();

  private final AtomicLong last = new AtomicLong();

  @Override
  public UUID next() {
    long time = last.accumulateAndGet(now(), (before, now) -> Math.max(before + 1, now));
    long fraction = time & ((1L << FRACTION_BITS) - 1);
    long high = ((time >>> FRACTION_BITS) << 16) | 0x7000L | fraction;
    long low = salt ^ ThreadLocalRandom.current().nextLong();
    return new UUID(high, (low >>> 2) | 0x8000_0000_0000_0000L);
  }

  /** Milliseconds, and below them their 4096ths. */
  private static long now() {
    Instant now = Instant.now();
    long nanosOfMilli = now.truncatedTo(ChronoUnit.MILLIS).until(now, ChronoUnit.NANOS);
    return (now.toEpochMilli() << FRACTION_BITS) | ((nanosOfMilli << FRACTION_BITS) / 1_000_000);
  }

  @Override
  public String token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

package dev.holdfast.testkit.store;

import dev.holdfast.application.port.out.Ids;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Ids in the order they are asked for, the same in every run of a test. Thread-safe. */
public final class MemoryIds implements Ids {
  private static final long VERSION_7 = 0x0190_0000_0000_7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final AtomicLong made = new AtomicLong();

  @Override
  public UUID next() {
    return new UUID(VERSION_7, VARIANT | made.incrementAndGet());
  }

  @Override
  public String token() {
    String number = Long.toString(made.incrementAndGet());
    return "token_" + "0".repeat(26 - number.length()) + number;
  }
}

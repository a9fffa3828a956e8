package dev.holdfast.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what happens on other threads: asks again and again until a condition holds, and gives
 * up with a story after a bounded time. For conditions that take no threads, use virtual time.
 */
public final class Await {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long FIRST_PAUSE = TimeUnit.MICROSECONDS.toNanos(100);
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

  private Await() {}

  /**
   * Returns as soon as the condition holds.
   *
   * @param what completes "expected that …" in the failure
   * @throws AssertionError when it does not hold within 20 s
   */
  public static void until(String what, BooleanSupplier condition) {
    until(what, PATIENCE, condition);
  }

  /**
   * Returns as soon as the condition holds.
   *
   * @throws AssertionError when it does not hold within {@code patience}
   */
  public static void until(String what, Duration patience, BooleanSupplier condition) {
    value(what, patience, () -> condition.getAsBoolean() ? Boolean.TRUE : null);
  }

  /**
   * Returns the first answer that is not null.
   *
   * @throws AssertionError when there is none within {@code patience}
   */
  public static <T> T value(String what, Duration patience, Supplier<@Nullable T> question) {
    long end = System.nanoTime() + patience.toNanos();
    long pause = FIRST_PAUSE;
    while (true) {
      T answer = question.get();
      if (answer != null) return answer;
      if (System.nanoTime() - end >= 0) {
        throw new AssertionError(
            "expected that " + what + " within " + patience + ", but it did not");
      }
      LockSupport.parkNanos(pause);
      if (Thread.interrupted()) {
        throw new AssertionError("interrupted while waiting until " + what);
      }
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }
}

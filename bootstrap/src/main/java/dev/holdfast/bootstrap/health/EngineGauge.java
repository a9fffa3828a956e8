package dev.holdfast.bootstrap.health;

import dev.holdfast.application.port.out.Backlog;
import dev.holdfast.application.port.out.StoreUnavailable;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is known of the engine's work, asked for no more often than it changes. Thread-safe. */
public final class EngineGauge {
  private static final Duration DUE_AGE = Duration.ofSeconds(2);
  private static final Duration SCAN_AGE = Duration.ofMinutes(5);

  private final Remembered<Backlog.Due> due;
  private final Remembered<Long> withoutWakeUp;

  public EngineGauge(Backlog backlog) {
    this.due = new Remembered<>(DUE_AGE, backlog::due);
    this.withoutWakeUp = new Remembered<>(SCAN_AGE, backlog::withoutWakeUp);
  }

  /** Null while the database is away. */
  Backlog.@Nullable Due due() {
    return due.get();
  }

  /** Null while the database is away, or cannot tell within seconds. */
  @Nullable Long withoutWakeUp() {
    return withoutWakeUp.get();
  }

  /** An answer that is good for a while; a failure is not. */
  private static final class Remembered<T> {
    private final long age;
    private final Supplier<T> question;
    private @Nullable T answer;
    private long asked;

    Remembered(Duration age, Supplier<T> question) {
      this.age = age.toNanos();
      this.question = question;
    }

    synchronized @Nullable T get() {
      if (answer == null || System.nanoTime() - asked > age) {
        try {
          answer = question.get();
        } catch (StoreUnavailable away) {
          answer = null;
        }
        asked = System.nanoTime();
      }
      return answer;
    }
  }
}

package dev.holdfast.adapter.quartz;

import dev.holdfast.application.port.out.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Alarms in memory, for runs this node holds. An alarm goes off at its instant by the database's
 * clock or a little later, never before. Thread-safe.
 */
final class Timers implements AutoCloseable {
  /** The clock is looked at this often at least: it may be set. */
  private static final long LONGEST_SLEEP = Duration.ofMillis(250).toNanos();

  private final TimeSource time;
  private final ConcurrentSkipListMap<Alarm, Runnable> alarms = new ConcurrentSkipListMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final Thread thread;
  private volatile Instant next = Instant.MAX;
  private volatile boolean closed;

  /** Handle of an alarm. */
  record Alarm(Instant at, long number) implements Comparable<Alarm> {
    @Override
    public int compareTo(Alarm other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  Timers(TimeSource time) {
    this.time = time;
    this.thread = Thread.ofPlatform().name("holdfast-timers").daemon().start(this::run);
  }

  /**
   * @param action must not block
   */
  Alarm set(Instant at, Runnable action) {
    Alarm alarm = new Alarm(at, numbers.incrementAndGet());
    alarms.put(alarm, action);
    if (at.isBefore(next)) LockSupport.unpark(thread);
    return alarm;
  }

  void cancel(Alarm alarm) {
    alarms.remove(alarm);
  }

  /** Fires what is due now; called by the timers' own thread, and by tests that set the clock. */
  void look() {
    Instant now = time.now();
    while (true) {
      Map.Entry<Alarm, Runnable> first = alarms.firstEntry();
      if (first == null || first.getKey().at().isAfter(now)) return;
      if (alarms.remove(first.getKey()) != null) first.getValue().run();
    }
  }

  private void run() {
    while (!closed) {
      look();
      Map.Entry<Alarm, Runnable> first = alarms.firstEntry();
      next = first == null ? Instant.MAX : first.getKey().at();
      Map.Entry<Alarm, Runnable> again = alarms.firstEntry();
      // Whoever set an alarm just now may have compared it with the instant before.
      if (again != null && again.getKey().at().isBefore(next)) continue;
      if (first == null) {
        LockSupport.parkNanos(this, LONGEST_SLEEP);
        continue;
      }
      Duration left = Duration.between(time.now(), first.getKey().at());
      long nanos =
          left.compareTo(Duration.ofNanos(LONGEST_SLEEP)) > 0 ? LONGEST_SLEEP : left.toNanos();
      if (nanos > 0) LockSupport.parkNanos(this, nanos);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}

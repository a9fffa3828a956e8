package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.TimeSource;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;

/**
 * The database's clock without asking it each time: this machine's monotonic clock, set by the
 * database's at each {@link #refresh}.
 */
public final class DatabaseClock implements TimeSource {
  /** A slower answer says too little about when the database read its clock. */
  private static final long USABLE_NANOS = 50_000_000;

  private final SqlAccess sql;
  private volatile Setting setting;

  private record Setting(Instant at, long nanos, long spread) {}

  public DatabaseClock(DataSource pool, WriteCounters counters) {
    this.sql = new SqlAccess(pool, counters);
    this.setting = ask();
  }

  @Override
  public Instant now() {
    Setting set = setting;
    return set.at().plusNanos(System.nanoTime() - set.nanos()).truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Sets the clock by the database's.
   *
   * @see dev.holdfast.application.port.out.StoreUnavailable
   */
  public void refresh() {
    setting = ask();
  }

  private Setting ask() {
    Setting best = once();
    for (int tries = 0; tries < 3 && best.spread() > USABLE_NANOS; tries++) {
      Setting other = once();
      if (other.spread() < best.spread()) best = other;
    }
    return best;
  }

  private Setting once() {
    return sql.alone(connection -> {
      try (PreparedStatement select = connection.prepareStatement("select workflow_clock()")) {
        long before = System.nanoTime();
        try (ResultSet row = select.executeQuery()) {
          row.next();
          long spread = System.nanoTime() - before;
          Instant at = EventRows.instant(row, 1);
          if (at == null) throw new IllegalStateException("expected a time, but null");
          return new Setting(at, before + spread / 2, spread);
        }
      }
    });
  }
}

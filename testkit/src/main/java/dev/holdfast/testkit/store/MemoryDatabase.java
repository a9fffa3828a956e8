package dev.holdfast.testkit.store;

import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.application.port.out.UnitOfWork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tables in memory with real units of work: one at a time, and all that a failed one wrote is gone.
 * Tests can take it away and give it back. Thread-safe.
 */
public final class MemoryDatabase implements UnitOfWork {
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Map<?, ?>> tables = new ArrayList<>();
  private volatile boolean away;

  /** From now on every call fails with {@link StoreUnavailable}, until {@link #comeBack}. */
  public void goAway() {
    away = true;
  }

  public void comeBack() {
    away = false;
  }

  @Override
  public <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
    return call(() -> {
      // A work inside a work joins the outer one.
      if (lock.getHoldCount() > 1) return work.get();
      List<Map<?, ?>> before = new ArrayList<>();
      for (Map<?, ?> table : tables) before.add(new LinkedHashMap<>(table));
      try {
        return work.get();
      } catch (RuntimeException | Error failure) {
        for (int i = 0; i < before.size(); i++) restore(tables.get(i), before.get(i));
        throw failure;
      }
    });
  }

  /** A table; its rows must be immutable. Use it only inside {@link #call}. */
  <K, V> Map<K, V> table() {
    Map<K, V> table = new LinkedHashMap<>();
    tables.add(table);
    return table;
  }

  <T extends @Nullable Object> T call(Supplier<T> work) {
    if (away) throw new StoreUnavailable("the database was taken away", new IOException("away"));
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("unchecked") // the copy is of this very table
  private static <K, V> void restore(Map<K, V> table, Map<?, ?> before) {
    table.clear();
    table.putAll((Map<K, V>) before);
  }
}

package dev.holdfast.application.service;

import dev.holdfast.application.port.out.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Answers of the store that may be used again for a moment. On this node a change is seen at once:
 * whoever makes one calls {@link #changed} after its commit, and an answer that was being read
 * meanwhile is not kept. Changes of other nodes are seen when the answer has grown old.
 * Thread-safe.
 */
final class FreshReads<K, V> {
  private final Recent<K, Read<V>> reads;
  private final Duration longest;
  private final Predicate<V> keep;
  private final TimeSource time;
  private final AtomicLong changes = new AtomicLong();

  /**
   * @param keep tells which answers may be used again; all others are asked for each time
   */
  FreshReads(int most, Duration longest, Predicate<V> keep, TimeSource time) {
    reads = new Recent<>(most);
    this.longest = longest;
    this.keep = keep;
    this.time = time;
  }

  V get(K key, Supplier<V> store) {
    Read<V> kept = reads.get(key);
    if (kept != null && isFresh(kept)) return kept.value();
    long before = changes.get();
    Instant at = time.now();
    V value = store.get();
    // What another thread changed meanwhile may not be in this answer.
    if (keep.test(value) && changes.get() == before) reads.put(key, new Read<>(value, at, before));
    return value;
  }

  void changed() {
    changes.incrementAndGet();
    reads.clear();
  }

  private boolean isFresh(Read<V> read) {
    Duration age = Duration.between(read.at(), time.now());
    return read.changes() == changes.get() && !age.isNegative() && age.compareTo(longest) < 0;
  }

  private record Read<V>(V value, Instant at, long changes) {}
}

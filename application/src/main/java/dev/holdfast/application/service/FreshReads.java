package dev.holdfast.application.service;

import dev.holdfast.application.port.out.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Answers of the store that may be used again for a moment. On this node a change is seen at once:
 * whoever makes one calls {@link #changed} after its commit, and an answer that was being read
 * meanwhile is not kept. Changes of other nodes are seen when the answer has grown old. Thread-safe.
 */
final class FreshReads<K, V> {
  private final Recent<K, Read<V>> reads;
  private final Duration longest;
  private final TimeSource time;
  private final AtomicLong changes = new AtomicLong();

  FreshReads(int most, Duration longest, TimeSource time) {
    reads = new Recent<>(most);
    this.longest = longest;
    this.time = time;
  }

  V get(K key, Supplier<V> store) {
    Read<V> kept = reads.get(key);
    return kept != null && isFresh(kept) ? kept.value() : refresh(key, store);
  }

  /** Asks the store, whatever is kept. */
  V refresh(K key, Supplier<V> store) {
    long before = changes.get();
    Instant at = time.now();
    V value = store.get();
    if (changes.get() == before) reads.put(key, new Read<>(value, at, before));
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

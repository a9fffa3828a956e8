package dev.holdfast.application.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Keeps the values that were used last, up to a number of them. Thread-safe. */
final class Recent<K, V> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<K, V> values;

  Recent(int most) {
    values =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  @Nullable V get(K key) {
    lock.lock();
    try {
      return values.get(key);
    } finally {
      lock.unlock();
    }
  }

  void put(K key, V value) {
    lock.lock();
    try {
      values.put(key, value);
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      values.clear();
    } finally {
      lock.unlock();
    }
  }
}

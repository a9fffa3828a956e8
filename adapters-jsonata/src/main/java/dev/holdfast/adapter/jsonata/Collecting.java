package dev.holdfast.adapter.jsonata;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Charges for what the library copies while it builds lists and groups: with every further item it
 * copies all that came before.
 */
final class Collecting {
  private static final class Opened {
    private long items;
    private @Nullable Map<Object, Integer> groups;
  }

  private final Meter meter;
  private final Deque<Opened> opened = new ArrayDeque<>(4);

  Collecting(Meter meter) {
    this.meter = meter;
  }

  void open() {
    opened.push(new Opened());
  }

  void close() {
    opened.pop();
  }

  /** An item of the innermost list. */
  void item(@Nullable Object item) {
    Opened innermost = opened.getFirst();
    innermost.items += item instanceof List<?> list ? list.size() : 1;
    meter.charge(innermost.items >> 7);
  }

  /** A key of the innermost grouping: one more entry for its group. */
  void key(@Nullable Object key) {
    if (key == null) {
      return;
    }
    Opened innermost = opened.getFirst();
    if (innermost.groups == null) {
      innermost.groups = new HashMap<>();
    }
    meter.charge(innermost.groups.merge(key, 1, Integer::sum) >> 6);
  }
}

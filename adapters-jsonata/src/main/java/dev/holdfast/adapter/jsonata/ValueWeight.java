package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Utils.RangeList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sizes of values, shared parts counted as often as they appear: a value may be small in memory
 * and still take for ever to walk. Each container is weighed once per evaluation.
 */
final class ValueWeight {
  static final int MAX_HEIGHT = 200;

  private static final int HEIGHT_BITS = 8;
  private static final int SCALAR = 8;

  private final Meter meter;
  private @Nullable IdentityHashMap<Object, Long> known;
  private long visited;

  ValueWeight(Meter meter) {
    this.meter = meter;
  }

  long of(@Nullable Object value) {
    visited = 0;
    long weight = weightAndHeight(value, 0) >> HEIGHT_BITS;
    meter.charge(visited >> 4);
    return weight;
  }

  /** How many parts a value has at its top. */
  static long size(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> map.size();
      case List<?> list -> list.size();
      case null, default -> 0;
    };
  }

  private long weightAndHeight(@Nullable Object value, int depth) {
    Object plain = Inputs.plain(value);
    return switch (plain) {
      case String text -> (text.length() + 2L) << HEIGHT_BITS;
      case RangeList range -> ((9L * range.size()) << HEIGHT_BITS) | 1;
      case Map<?, ?> map -> container(map, depth);
      case List<?> list -> container(list, depth);
      case null, default -> SCALAR << HEIGHT_BITS;
    };
  }

  private long container(Object container, int depth) {
    if (known == null) {
      known = new IdentityHashMap<>();
    }
    Long before = known.get(container);
    long measured = before == null ? measure(container, depth) : before;
    long height = measured & ((1 << HEIGHT_BITS) - 1);
    if (depth + height > MAX_HEIGHT) {
      throw tooDeep();
    }
    if (before == null) {
      known.put(container, measured);
    }
    return measured;
  }

  private long measure(Object container, int depth) {
    if (depth >= MAX_HEIGHT) {
      throw tooDeep();
    }
    long weight = 2;
    long height = 0;
    if (container instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        long part = weightAndHeight(entry.getValue(), depth + 1);
        weight += 4 + String.valueOf(entry.getKey()).length() + (part >> HEIGHT_BITS);
        height = Math.max(height, part & ((1 << HEIGHT_BITS) - 1));
        check(weight);
      }
    } else if (container instanceof List<?> list) {
      for (Object item : list) {
        long part = weightAndHeight(item, depth + 1);
        weight += 1 + (part >> HEIGHT_BITS);
        height = Math.max(height, part & ((1 << HEIGHT_BITS) - 1));
        check(weight);
      }
    }
    return (weight << HEIGHT_BITS) | (height + 1);
  }

  private void check(long weight) {
    visited++;
    if (weight > meter.limits().weight()) {
      throw meter.limit("VALUE_TOO_BIG", "A value is too big to be worked on.");
    }
  }

  private Stop tooDeep() {
    return meter.limit(
        "VALUE_TOO_DEEP", "A value is nested deeper than " + MAX_HEIGHT + " levels.");
  }
}

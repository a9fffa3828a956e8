package dev.holdfast.adapter.jsonata;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the library found into a value of the core: plain, immutable, in insertion order.
 * Parts that come from the scope as they are, are handed back themselves.
 */
final class Results {
  static final int MAX_DEPTH = 64;

  private final Meter meter;
  private final @Nullable Object scope;
  private long bytes;

  Results(Meter meter, @Nullable Object scope) {
    this.meter = meter;
    this.scope = scope;
  }

  @Nullable Object of(Object found) {
    return value(found, 0);
  }

  private @Nullable Object value(@Nullable Object found, int depth) {
    if (found == null || JsonNull.is(found)) {
      count(4);
      return null;
    }
    return switch (found) {
      case String text -> {
        count(JsonText.bytes(text));
        yield text;
      }
      case Boolean truth -> {
        count(5);
        yield truth;
      }
      case Number number -> number(number);
      case InputMap map when !map.shows(scope) -> untouched(map.core(), depth);
      case InputList list -> untouched(list.core(), depth);
      case Map<?, ?> map -> object(map, depth);
      case List<?> list -> list(list, depth);
      default ->
          throw meter.fail("RESULT_NOT_JSON", "The result holds a function, which is not JSON.");
    };
  }

  private Number number(Number found) {
    Number number = Numbers.out(found);
    if (number == null) {
      throw meter.fail("RESULT_NOT_JSON", "The result holds a number that is not JSON.");
    }
    count(length(number));
    return number;
  }

  private Map<String, @Nullable Object> object(Map<?, ?> found, int depth) {
    nested(depth);
    Map<String, @Nullable Object> object = LinkedHashMap.newLinkedHashMap(found.size());
    for (Map.Entry<?, ?> entry : found.entrySet()) {
      String key = String.valueOf(entry.getKey());
      count(2L + JsonText.bytes(key));
      object.put(key, value(entry.getValue(), depth + 1));
    }
    return Collections.unmodifiableMap(object);
  }

  private List<@Nullable Object> list(List<?> found, int depth) {
    nested(depth);
    List<@Nullable Object> list = new ArrayList<>(Math.min(found.size(), 1_024));
    for (Object item : found) {
      count(1);
      list.add(value(item, depth + 1));
    }
    return Collections.unmodifiableList(list);
  }

  private <T> T untouched(T value, int depth) {
    measure(value, depth);
    return value;
  }

  private void measure(@Nullable Object value, int depth) {
    switch (value) {
      case null -> count(4);
      case String text -> count(JsonText.bytes(text));
      case Map<?, ?> map -> {
        nested(depth);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          count(2L + JsonText.bytes(String.valueOf(entry.getKey())));
          measure(entry.getValue(), depth + 1);
        }
      }
      case List<?> list -> {
        nested(depth);
        for (Object item : list) {
          count(1);
          measure(item, depth + 1);
        }
      }
      case Number number -> count(length(number));
      default -> count(5);
    }
  }

  /** About as many characters as the number takes. */
  private static int length(Number number) {
    if (number instanceof BigDecimal decimal) {
      return decimal.precision() + 2;
    }
    long rest = number.longValue();
    int length = rest < 0 ? 2 : 1;
    while ((rest /= 10) != 0) {
      length++;
    }
    return length;
  }

  private void nested(int depth) {
    count(2);
    if (depth >= MAX_DEPTH) {
      throw meter.limit(
          "RESULT_TOO_DEEP", "The result is nested deeper than " + MAX_DEPTH + " levels.");
    }
  }

  private void count(long more) {
    bytes += more;
    if (bytes > meter.limits().outputBytes()) {
      throw meter.limit(
          "RESULT_TOO_BIG",
          "The result is larger than " + meter.limits().outputBytes() / 1024 + " KiB.");
    }
  }
}

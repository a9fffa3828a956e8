package dev.holdfast.adapter.jsonata;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value written down so that equal values have equal texts. A text can be compared as well as
 * hashed: data made to collide in a hash table cannot slow a search down to walking through it.
 */
record DistinctKey(String text) implements Comparable<DistinctKey> {
  static DistinctKey of(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    write(value, text);
    return new DistinctKey(text.toString());
  }

  private static void write(@Nullable Object value, StringBuilder text) {
    switch (value) {
      case String string -> text.append('s').append(string.length()).append(':').append(string);
      case Number number -> text.append('n').append(number).append(';');
      case List<?> list -> {
        text.append('[');
        list.forEach(item -> write(item, text));
        text.append(']');
      }
      case Map<?, ?> map -> object(map, text);
      case null, default -> text.append(value).append(';');
    }
  }

  /** Objects are equal whatever the order of their fields. */
  private static void object(Map<?, ?> map, StringBuilder text) {
    text.append('{');
    Object[] keys = map.keySet().toArray();
    Arrays.sort(keys);
    for (Object key : keys) {
      write(key, text);
      write(map.get(key), text);
    }
    text.append('}');
  }

  @Override
  public int compareTo(DistinctKey other) {
    return text.compareTo(other.text);
  }
}

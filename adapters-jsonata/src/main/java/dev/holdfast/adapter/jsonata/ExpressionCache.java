package dev.holdfast.adapter.jsonata;

import dev.holdfast.domain.expression.ExpressionProfile;
import java.util.Iterator;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** The compiled expressions used last, as many as fit. Thread-safe. */
final class ExpressionCache {
  /** What a compiled expression is of. */
  record Key(String source, ExpressionProfile profile) {}

  private record Entry(JsonataExpression expression, long weight) {}

  private final long capacity;
  private final LinkedHashMap<Key, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
  private long weight;

  /**
   * @param capacity estimated bytes
   */
  ExpressionCache(long capacity) {
    this.capacity = capacity;
  }

  synchronized @Nullable JsonataExpression get(Key key) {
    Entry entry = entries.get(key);
    return entry == null ? null : entry.expression();
  }

  /** Keeps an expression; the one kept before under the same key, if there is one, stays. */
  synchronized JsonataExpression keep(
      Key key, JsonataExpression expression, long expressionWeight) {
    Entry before = entries.get(key);
    if (before != null) {
      return before.expression();
    }
    entries.put(key, new Entry(expression, expressionWeight));
    weight += expressionWeight;
    Iterator<Entry> oldest = entries.values().iterator();
    while (weight > capacity && entries.size() > 1) {
      weight -= oldest.next().weight();
      oldest.remove();
    }
    return expression;
  }

  synchronized int size() {
    return entries.size();
  }
}

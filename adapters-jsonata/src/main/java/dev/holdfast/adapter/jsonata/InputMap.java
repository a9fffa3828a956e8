package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Jsonata;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object of the core as the library sees it. Unmodifiable; its values are shown on demand. */
final class InputMap extends AbstractMap<String, Object> {
  private final Map<String, @Nullable Object> core;
  private final Inputs inputs;

  InputMap(Map<String, @Nullable Object> core, Inputs inputs) {
    this.core = core;
    this.inputs = inputs;
  }

  Map<String, @Nullable Object> core() {
    return core;
  }

  /** Whether this is a view of that very map. */
  @SuppressWarnings("ReferenceEquality") // Equal maps need a walk through both to be known as such.
  boolean shows(@Nullable Object other) {
    return core == other;
  }

  @Override
  public @Nullable Object get(Object key) {
    Object value = core.get(key);
    if (value != null) {
      return inputs.show(value);
    }
    return core.containsKey(key) ? Jsonata.NULL_VALUE : null;
  }

  @Override
  public boolean containsKey(Object key) {
    return core.containsKey(key);
  }

  @Override
  public int size() {
    return core.size();
  }

  @Override
  public boolean isEmpty() {
    return core.isEmpty();
  }

  @Override
  public Set<String> keySet() {
    return Collections.unmodifiableSet(core.keySet());
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new Entries();
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof InputMap map && map.shows(core))
        || super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  private final class Entries extends AbstractSet<Map.Entry<String, Object>> {
    @Override
    public int size() {
      return core.size();
    }

    @Override
    public Iterator<Map.Entry<String, Object>> iterator() {
      Iterator<Map.Entry<String, @Nullable Object>> entries = core.entrySet().iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return entries.hasNext();
        }

        @Override
        public Map.Entry<String, Object> next() {
          Map.Entry<String, @Nullable Object> entry = entries.next();
          return Map.entry(entry.getKey(), inputs.show(entry.getValue()));
        }
      };
    }
  }
}

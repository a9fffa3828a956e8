package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Utils.JList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Functions on objects. */
final class ObjectFunctions {
  private ObjectFunctions() {}

  static List<FunctionEntry> all() {
    return List.of(
        FunctionEntry.of(
            "keys",
            "<x-:a<s>>",
            1,
            "$keys(object)",
            "The names of the fields, of all objects where a list is given.",
            ObjectFunctions::keys),
        FunctionEntry.of(
            "lookup",
            "<x-s:x>",
            1,
            "$lookup(object, name)",
            "The value of a field, of each object where a list is given.",
            ObjectFunctions::lookup),
        FunctionEntry.of(
            "spread",
            "<x-:a<o>>",
            1,
            "$spread(object)",
            "A list with one object for each field.",
            ObjectFunctions::spread),
        FunctionEntry.of(
            "merge",
            "<a<o>:o>",
            1,
            "$merge(objects)",
            "One object with the fields of all; later ones win.",
            ObjectFunctions::merge),
        FunctionEntry.of(
            "clone", "<(oa)-:o>", 1, "$clone(value)", "The value itself.", call -> call.value(0)));
  }

  private static @Nullable Object keys(Call call) {
    Object value = call.value(0);
    if (value instanceof List<?>) {
      call.meter().chargeWeight(value);
    }
    Set<Object> keys = new LinkedHashSet<>();
    collectKeys(value, keys);
    call.meter().items(keys.size());
    JList<@Nullable Object> sequence = Call.sequence();
    sequence.addAll(keys);
    return sequence;
  }

  private static void collectKeys(@Nullable Object value, Set<Object> keys) {
    if (value instanceof Map<?, ?> map) {
      keys.addAll(map.keySet());
    } else if (value instanceof List<?> list) {
      for (Object item : list) {
        collectKeys(item, keys);
      }
    }
  }

  private static @Nullable Object lookup(Call call) {
    Object value = call.value(0);
    String name = call.text(1);
    if (value == null || name == null) {
      return null;
    }
    if (value instanceof List<?>) {
      call.meter().chargeWeight(value);
    }
    return Functions.lookup(value, name);
  }

  private static @Nullable Object spread(Call call) {
    Object value = call.value(0);
    if (!(value instanceof List<?>) && !(value instanceof Map<?, ?>)) {
      return value;
    }
    if (value instanceof List<?>) {
      call.meter().chargeWeight(value);
    }
    JList<@Nullable Object> spread = Call.sequence();
    spread(call, value, spread);
    return spread;
  }

  private static void spread(Call call, @Nullable Object value, List<@Nullable Object> spread) {
    if (value instanceof List<?> list) {
      for (Object item : list) {
        spread(call, item, spread);
      }
    } else if (value instanceof Map<?, ?> map) {
      call.meter().charge(map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Map<Object, Object> single = new LinkedHashMap<>();
        single.put(entry.getKey(), entry.getValue());
        spread.add(single);
      }
    } else if (value != null) {
      spread.add(value);
    }
  }

  private static @Nullable Object merge(Call call) {
    List<?> list = call.list(0);
    if (list == null) {
      return null;
    }
    Map<Object, Object> merged = new LinkedHashMap<>();
    for (Object item : list) {
      if (!(item instanceof Map<?, ?> object)) {
        throw call.misfit(0);
      }
      call.meter().charge(1 + (object.size() >> 2));
      merged.putAll(object);
    }
    return merged;
  }
}

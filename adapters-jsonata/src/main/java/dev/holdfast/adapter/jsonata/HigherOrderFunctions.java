package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Utils.JList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions that take functions. */
final class HigherOrderFunctions {
  private HigherOrderFunctions() {}

  static List<FunctionEntry> all() {
    return List.of(
        FunctionEntry.of(
            "map",
            "<af>",
            1,
            "$map(list, function($item, $index, $list))",
            "What the function makes of each entry.",
            HigherOrderFunctions::map),
        FunctionEntry.of(
            "filter",
            "<af>",
            1,
            "$filter(list, function($item, $index, $list))",
            "The entries that the function finds true.",
            HigherOrderFunctions::filter),
        FunctionEntry.of(
            "single",
            "<af?>",
            1,
            "$single(list[, function($item, $index, $list)])",
            "The one entry that the function finds true; none or several are an error.",
            HigherOrderFunctions::single),
        FunctionEntry.of(
            "reduce",
            "<afj?:j>",
            1,
            "$reduce(list, function($sofar, $item, $index, $list)[, first])",
            "The entries folded into one value.",
            HigherOrderFunctions::reduce),
        FunctionEntry.of(
            "sift",
            "<o-f?:o>",
            1,
            "$sift(object, function($value, $name, $object))",
            "The fields that the function finds true.",
            HigherOrderFunctions::sift),
        FunctionEntry.of(
            "each",
            "<o-f:a>",
            1,
            "$each(object, function($value, $name, $object))",
            "What the function makes of each field.",
            HigherOrderFunctions::each),
        FunctionEntry.of(
            "sort",
            "<af?:a>",
            2,
            "$sort(list[, function($left, $right)])",
            "In order; equal entries keep their order. The function tells whether to swap.",
            HigherOrderFunctions::sort));
  }

  private static @Nullable Object map(Call call) {
    List<?> list = call.list(0);
    if (list == null) {
      return null;
    }
    Object function = call.callback(1);
    JList<@Nullable Object> made = Call.sequence();
    for (int i = 0; i < list.size(); i++) {
      Object result = call.invoke(function, list.get(i), i, list);
      if (result != null) {
        made.add(result);
      }
    }
    return made;
  }

  private static @Nullable Object filter(Call call) {
    List<?> list = call.list(0);
    if (list == null) {
      return null;
    }
    Object function = call.callback(1);
    JList<@Nullable Object> passed = Call.sequence();
    for (int i = 0; i < list.size(); i++) {
      if (call.truthy(call.invoke(function, list.get(i), i, list))) {
        passed.add(list.get(i));
      }
    }
    return passed;
  }

  private static @Nullable Object single(Call call) {
    List<?> list = call.list(0);
    if (list == null) {
      return null;
    }
    int found = -1;
    for (int i = 0; i < list.size(); i++) {
      boolean passes =
          !call.has(1) || call.truthy(call.invoke(call.callback(1), list.get(i), i, list));
      call.meter().charge(1);
      if (passes && found >= 0) {
        throw call.meter().fail("D3138", "$single found more than one entry.");
      }
      found = passes ? i : found;
    }
    if (found < 0) {
      throw call.meter().fail("D3139", "$single found no entry.");
    }
    return list.get(found);
  }

  private static @Nullable Object reduce(Call call) {
    List<?> list = call.list(0);
    if (list == null) {
      return null;
    }
    Object function = call.callback(1);
    int arity = Call.arity(function);
    if (arity < 2) {
      throw call.meter().fail("D3050", "The function given to $reduce must take two arguments.");
    }
    Object sofar = call.value(2);
    int from = 0;
    if (sofar == null && !list.isEmpty()) {
      sofar = list.getFirst();
      from = 1;
    }
    for (int i = from; i < list.size(); i++) {
      List<@Nullable Object> handed = new ArrayList<>(4);
      handed.add(sofar);
      handed.add(list.get(i));
      if (arity >= 3) {
        handed.add(i);
      }
      if (arity >= 4) {
        handed.add(list);
      }
      sofar = call.invoke(function, handed);
    }
    return sofar;
  }

  private static @Nullable Object sift(Call call) {
    Map<?, ?> object = call.object(0);
    if (object == null) {
      return null;
    }
    Map<Object, Object> passed = new LinkedHashMap<>();
    for (Object name : object.keySet()) {
      Object value = object.get(name);
      boolean passes =
          !call.has(1) || call.truthy(call.invoke(call.callback(1), value, name, object));
      call.meter().charge(1);
      if (passes) {
        passed.put(name, value);
      }
    }
    return passed.isEmpty() ? null : passed;
  }

  private static @Nullable Object each(Call call) {
    Map<?, ?> object = call.object(0);
    if (object == null) {
      return null;
    }
    Object function = call.callback(1);
    JList<@Nullable Object> made = Call.sequence();
    for (Object name : object.keySet()) {
      call.meter().charge(1);
      Object result = call.invoke(function, object.get(name), name, object);
      if (result != null) {
        made.add(result);
      }
    }
    return made;
  }

  private static @Nullable Object sort(Call call) {
    List<?> list = call.list(0);
    if (list == null || list.size() <= 1) {
      return list;
    }
    call.meter().items(list.size());
    List<@Nullable Object> sorted = new ArrayList<>(list);
    if (call.has(1)) {
      return merged(call, call.callback(1), sorted);
    }
    call.meter().charge(list.size());
    if (list.stream().allMatch(String.class::isInstance)) {
      sorted.sort(Comparator.comparing(String.class::cast));
    } else {
      checkNumbers(call, list);
      sorted.sort(Comparator.comparingDouble(item -> ((Number) item).doubleValue()));
    }
    return sorted;
  }

  private static void checkNumbers(Call call, List<?> list) {
    for (Object item : list) {
      if (!(item instanceof Number number)) {
        throw call.meter()
            .fail("D3070", "$sort without a function takes only strings, or only numbers.");
      }
      if (Numbers.tooLarge(number)) {
        throw call.meter()
            .fail("NUMBER_TOO_LARGE", "$sort would have to compare numbers beyond 2^53.");
      }
    }
  }

  /** A merge sort, stable whatever the function answers. */
  private static List<@Nullable Object> merged(
      Call call, Object swap, List<@Nullable Object> list) {
    int size = list.size();
    if (size <= 1) {
      return list;
    }
    List<@Nullable Object> left = merged(call, swap, list.subList(0, size / 2));
    List<@Nullable Object> right = merged(call, swap, list.subList(size / 2, size));
    List<@Nullable Object> merged = new ArrayList<>(size);
    int l = 0;
    int r = 0;
    while (l < left.size() && r < right.size()) {
      call.meter().charge(1);
      List<@Nullable Object> handed = new ArrayList<>(2);
      handed.add(left.get(l));
      handed.add(right.get(r));
      boolean rightFirst = call.truthy(call.invoke(swap, handed));
      merged.add(rightFirst ? right.get(r++) : left.get(l++));
    }
    merged.addAll(left.subList(l, left.size()));
    merged.addAll(right.subList(r, right.size()));
    return merged;
  }
}

package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Utils;
import com.dashjoin.jsonata.Utils.JList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Functions on lists. */
final class ListFunctions {
  private ListFunctions() {}

  static List<FunctionEntry> all() {
    return List.of(
        FunctionEntry.of(
            "count",
            "<a:n>",
            0,
            "$count(list)",
            "The number of entries; a single value counts as one.",
            ListFunctions::count),
        FunctionEntry.of(
            "append",
            "<xx:a>",
            1,
            "append(list, value)",
            "A list with a value, or with the entries of another list, at its end.",
            ListFunctions::append),
        FunctionEntry.of(
            "reverse", "<a:a>", 1, "$reverse(list)", "In reverse order.", ListFunctions::reverse),
        FunctionEntry.of(
            "zip",
            "<a+>",
            1,
            "$zip(list, ...)",
            "Lists of the entries at the same place, as far as the shortest reaches.",
            ListFunctions::zip),
        FunctionEntry.of(
            "distinct",
            "<x:x>",
            1,
            "$distinct(list)",
            "Without repeated entries.",
            ListFunctions::distinct));
  }

  private static Object count(Call call) {
    List<?> list = call.list(0);
    return list == null ? 0 : list.size();
  }

  private static @Nullable Object append(Call call) {
    Object list = present(call.value(0));
    Object value = call.value(1);
    JList<@Nullable Object> appended = new JList<>();
    long size = size(list) + size(value);
    call.meter().items(size);
    add(list, appended);
    add(value, appended);
    return appended;
  }

  private static @Nullable Object present(@Nullable Object value) {
    return JsonNull.is(value) ? null : value;
  }

  private static long size(@Nullable Object value) {
    return value instanceof List<?> list ? list.size() : 1;
  }

  private static void add(@Nullable Object value, List<@Nullable Object> to) {
    if (value instanceof List<?> list) {
      to.addAll(list);
    } else if (value != null) {
      to.add(value);
    }
  }

  private static @Nullable Object reverse(Call call) {
    List<?> list = call.list(0);
    if (list == null || list.size() <= 1) {
      return list;
    }
    call.meter().items(list.size());
    List<@Nullable Object> reversed = new ArrayList<>(list);
    Collections.reverse(reversed);
    return reversed;
  }

  private static @Nullable Object zip(Call call) {
    int shortest = Integer.MAX_VALUE;
    List<List<?>> lists = new ArrayList<>();
    for (int i = 0; i < call.arguments().size(); i++) {
      List<?> list = call.list(i);
      if (list == null) {
        return new ArrayList<>();
      }
      lists.add(list);
      shortest = Math.min(shortest, list.size());
    }
    List<Object> zipped = new ArrayList<>();
    for (int i = 0; i < shortest && !lists.isEmpty(); i++) {
      call.meter().charge(1 + (lists.size() >> 3));
      List<@Nullable Object> tuple = new ArrayList<>(lists.size());
      for (List<?> list : lists) {
        tuple.add(list.get(i));
      }
      zipped.add(tuple);
    }
    return zipped;
  }

  private static @Nullable Object distinct(Call call) {
    if (!(call.value(0) instanceof List<?> list) || list.size() <= 1) {
      return call.value(0);
    }
    call.meter().items(list.size());
    call.meter().charge(call.meter().weigh(list) >> 4);
    Set<DistinctKey> seen = new HashSet<>();
    List<@Nullable Object> distinct = Utils.isSequence(list) ? Call.sequence() : new ArrayList<>();
    for (Object item : list) {
      if (seen.add(DistinctKey.of(item))) {
        distinct.add(item);
      }
    }
    return distinct;
  }
}

package dev.holdfast.domain.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one loop binds for the item in hand. */
record LoopBinding(String itemVar, @Nullable Object item, int index, int length) {
  private static final List<String> FIXED = List.of("item", "index", "length", "isFirst", "isLast");

  List<String> names() {
    List<String> names = new ArrayList<>(FIXED);
    if (!FIXED.contains(itemVar)) names.add(0, itemVar);
    return names;
  }

  boolean has(String name) {
    return name.equals(itemVar) || FIXED.contains(name);
  }

  @Nullable Object get(String name) {
    if (name.equals(itemVar)) return item;
    return switch (name) {
      case "item" -> item;
      case "index" -> (long) index;
      case "length" -> (long) length;
      case "isFirst" -> index == 0;
      case "isLast" -> index == length - 1;
      case String other ->
          throw new IllegalArgumentException("expected a name of the loop, but " + other);
    };
  }
}

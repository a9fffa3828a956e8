package dev.holdfast.testkit.store;

import dev.holdfast.application.view.Cursor;
import dev.holdfast.application.view.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Cuts sorted lists into pages. */
final class Pages {
  private Pages() {}

  /**
   * @param place of a row in the order; rows with one sort value are told apart by their id
   */
  static <T> Page<T> page(
      List<T> rows,
      Function<T, Cursor> place,
      boolean descending,
      int limit,
      @Nullable String cursor) {
    Comparator<Cursor> order = Comparator.comparing(Cursor::sort).thenComparing(Cursor::id);
    if (descending) order = order.reversed();
    List<T> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(place, order));
    if (cursor != null) {
      Cursor after = Cursor.parse(cursor);
      Comparator<Cursor> same = order;
      sorted.removeIf(row -> same.compare(place.apply(row), after) <= 0);
    }
    if (sorted.size() <= limit) return new Page<>(sorted, null);
    List<T> items = List.copyOf(sorted.subList(0, limit));
    return new Page<>(items, place.apply(items.getLast()).text());
  }
}

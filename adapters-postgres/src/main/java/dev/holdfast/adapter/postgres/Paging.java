package dev.holdfast.adapter.postgres;

import dev.holdfast.application.view.Cursor;
import dev.holdfast.application.view.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists in parts: one row more than asked for tells whether there is a next part. */
public final class Paging {
  private static final int LARGEST = 200;

  private Paging() {}

  /** How many rows to read for a page. */
  public static int rows(int limit) {
    if (limit >= 1 && limit <= LARGEST) return limit + 1;
    throw new IllegalArgumentException(
        "expected a limit from 1 to %d, but it is %d".formatted(LARGEST, limit));
  }

  /** The place to go on from; null at the start of a list. */
  public static @Nullable Cursor after(@Nullable String cursor) {
    return cursor == null ? null : Cursor.parse(cursor);
  }

  /**
   * Makes a page of what was read.
   *
   * @param rows as many as {@link #rows} said, or fewer at the end of the list
   */
  public static <R, T> Page<T> page(
      List<R> rows, int limit, Function<R, T> item, Function<R, Cursor> cursor) {
    if (rows.size() <= limit) return new Page<>(rows.stream().map(item).toList(), null);
    List<R> part = rows.subList(0, limit);
    return new Page<>(part.stream().map(item).toList(), cursor.apply(part.getLast()).text());
  }
}

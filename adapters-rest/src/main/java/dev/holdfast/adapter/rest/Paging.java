package dev.holdfast.adapter.rest;

import dev.holdfast.application.view.Page;
import java.util.function.Function;

/** How lists are answered. */
public final class Paging {
  private Paging() {}

  /** {@code {items, nextCursor}}; the cursor is null at the end. */
  public static <T> Reply reply(Page<T> page, Function<? super T, JsonObject> item) {
    return Reply.ok(
        new JsonObject().put("items", page.items(), item).putAny("nextCursor", page.nextCursor()));
  }
}

package dev.holdfast.domain.run;

import dev.holdfast.domain.definition.Step;
import dev.holdfast.domain.error.ErrorCode;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.Lookup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The items of a loop. */
final class Items {
  private Items() {}

  static List<@Nullable Object> list(Held items) {
    List<@Nullable Object> list = Json.asList(items.value());
    if (list == null) throw new IllegalStateException("expected a loop to hold a list of items");
    return list;
  }

  /**
   * Missing is the empty list; the compiler has seen to it that a path with one match is a list.
   */
  static Held of(Fold fold, Scope scope, Step.ForEach loop) {
    Lookup found = Values.find(fold, scope, loop.items(), "items");
    if (!found.found()) return Held.of(Json.EMPTY_LIST);
    List<@Nullable Object> list = Json.asList(found.value());
    if (list == null) {
      throw new Raised(
          ErrorCode.ITEMS_NOT_A_LIST,
          "items: expected a list, but " + Json.kind(found.value()),
          Values.source(loop.items()));
    }
    return Sizes.held(fold, list, "items");
  }
}

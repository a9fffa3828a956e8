package dev.holdfast.domain.definition;

import dev.holdfast.domain.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Where in a definition the compiler is.
 *
 * @param stepId of the innermost step around it; null outside of steps, or when it has none
 * @param stepPath of the innermost step around it; null outside of steps
 */
record Place(String pointer, @Nullable String stepId, @Nullable String stepPath) {
  static final Place DOCUMENT = new Place("", null, null);

  Place member(String name) {
    return new Place(Json.pointer(pointer, name), stepId, stepPath);
  }

  Place element(int index) {
    return new Place(pointer + "/" + index, stepId, stepPath);
  }

  Place step(@Nullable String id, String path) {
    return new Place(pointer, id, path);
  }
}

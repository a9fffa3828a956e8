package dev.holdfast.domain.run;

import dev.holdfast.domain.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value that a fiber holds on to.
 *
 * @param bytes of its JSON text in UTF-8
 */
public record Held(@Nullable Object value, long bytes) {
  static Held of(@Nullable Object value) {
    return new Held(value, Json.utf8Size(value));
  }
}

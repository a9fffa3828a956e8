package dev.holdfast.adapter.jsonata;

import com.dashjoin.jsonata.Jsonata;
import org.jspecify.annotations.Nullable;

/** JSON's null within the library, where Java's null stands for nothing. */
final class JsonNull {
  private JsonNull() {}

  @SuppressWarnings("ReferenceEquality") // There is one object, and it is an Object.
  static boolean is(@Nullable Object value) {
    return value == Jsonata.NULL_VALUE;
  }
}

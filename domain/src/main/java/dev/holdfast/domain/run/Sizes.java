package dev.holdfast.domain.run;

import dev.holdfast.domain.error.ErrorCode;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.Limits;
import org.jspecify.annotations.Nullable;

/** Holds values to their limits, the same everywhere. */
final class Sizes {
  private Sizes() {}

  /** Refuses a value that is too large, too deep or has too long a list. */
  static Held value(@Nullable Object value, String field) {
    return value(value, field, Limits.VALUE_BYTES, Limits.DEPTH);
  }

  static Held value(@Nullable Object value, String field, long maxBytes, int maxDepth) {
    Held held = Held.of(value);
    if (held.bytes() > maxBytes) {
      throw tooLarge(field, "at most " + maxBytes + " bytes", String.valueOf(held.bytes()));
    }
    // A scalar is neither deep nor long; neither is what is too small to hold many brackets.
    if (held.bytes() > 2L * maxDepth && Json.isDeeperThan(value, maxDepth)) {
      throw tooLarge(field, "at most " + maxDepth + " levels", "more");
    }
    if (held.bytes() > Limits.LIST_LENGTH && Json.hasLongList(value)) {
      throw tooLarge(field, "lists of at most " + Limits.LIST_LENGTH + " elements", "a longer one");
    }
    return held;
  }

  /** As {@link #value}, for a value that a fiber keeps. */
  static Held held(Fold fold, @Nullable Object value, String field) {
    return keep(fold, value(value, field), field);
  }

  /** Refuses to keep a value when the fibers hold too much already. */
  static Held keep(Fold fold, Held held, String field) {
    if (fold.heldBytes() + held.bytes() > RunLimits.HELD_BYTES) {
      throw new Raised(
          ErrorCode.STATE_TOO_LARGE,
          field
              + ": expected what is in progress to take at most "
              + RunLimits.HELD_BYTES
              + " bytes, but more");
    }
    return held;
  }

  static Raised tooLarge(String field, String expected, String actual) {
    return new Raised(
        ErrorCode.VALUE_TOO_LARGE, field + ": expected " + expected + ", but " + actual);
  }
}

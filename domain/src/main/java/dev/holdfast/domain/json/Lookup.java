package dev.holdfast.domain.json;

import org.jspecify.annotations.Nullable;

/**
 * What was found at a place: a value, which may be null, or nothing.
 *
 * @param found false when the place does not exist; {@code value} is then null
 */
public record Lookup(boolean found, @Nullable Object value) {
  /** Nothing is there. */
  public static final Lookup MISSING = new Lookup(false, null);

  public Lookup {
    if (!found && value != null) {
      throw new IllegalArgumentException("expected no value where nothing was found");
    }
  }

  static Lookup of(@Nullable Object value) {
    return new Lookup(true, value);
  }
}

package dev.holdfast.adapter.postgres;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells ids from keys: no key has the shape of a UUID. */
public final class UuidText {
  private static final Pattern SHAPE =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private UuidText() {}

  /** The UUID that a text is; null when it is none. */
  public static @Nullable UUID parse(@Nullable String text) {
    return text != null && SHAPE.matcher(text).matches() ? UUID.fromString(text) : null;
  }
}

package dev.holdfast.adapter.rest;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ids in paths. What is no id names nothing, so it is 404, not 400. */
public final class PathIds {
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private PathIds() {}

  /** The UUID, or null when the text is none. */
  public static @Nullable UUID uuid(String text) {
    return UUID_TEXT.matcher(text).matches() ? UUID.fromString(text) : null;
  }

  /**
   * @param code of the 404, such as {@code RUN_NOT_FOUND}
   * @param what names the thing in the message, such as {@code run}
   * @throws RequestRefused when the text is no UUID
   */
  public static UUID require(String text, String code, String what) {
    UUID uuid = uuid(text);
    if (uuid == null) throw RequestRefused.notFound(code, "there is no such " + what);
    return uuid;
  }
}

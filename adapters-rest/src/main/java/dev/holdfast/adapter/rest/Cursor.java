package dev.holdfast.adapter.rest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a list goes on: after the item with this sort value and id. Opaque to callers.
 *
 * @param sort the item's sort value as text
 * @param id tells items with the same sort value apart
 */
public record Cursor(String sort, String id) {
  private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9_-]{1,1200}");
  private static final char SEPARATOR = '\n';

  public String text() {
    byte[] bytes = (sort + SEPARATOR + id).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Null when the text is no cursor of ours. */
  static @Nullable Cursor parse(String text) {
    if (!TEXT.matcher(text).matches() || text.length() % 4 == 1) return null;
    String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    int separator = plain.lastIndexOf(SEPARATOR);
    if (separator < 0 || plain.indexOf('\0') >= 0 || plain.indexOf('\uFFFD') >= 0) return null;
    return new Cursor(plain.substring(0, separator), plain.substring(separator + 1));
  }

  /**
   * The sort value as an instant.
   *
   * @throws RequestRefused when it is none
   */
  public Instant sortInstant() {
    Instant instant = Instants.parse(sort);
    if (instant == null) throw wrong();
    return instant;
  }

  /**
   * The id as a UUID.
   *
   * @throws RequestRefused when it is none
   */
  public UUID uuid() {
    UUID uuid = PathIds.uuid(id);
    if (uuid == null) throw wrong();
    return uuid;
  }

  static RequestRefused wrong() {
    return Query.wrong("cursor", "expected the nextCursor of an earlier answer");
  }
}

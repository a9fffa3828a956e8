package dev.holdfast.application.view;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Where a list goes on: after the item with this sort value and id. Stores make and read its text;
 * callers see it as opaque.
 *
 * @param sort the item's sort value as text
 * @param id tells items with the same sort value apart
 */
public record Cursor(String sort, String id) {
  private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9_-]{1,4000}");
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");
  private static final char SEPARATOR = '\n';

  public Cursor(Instant sort, UUID id) {
    this(sort.toString(), id.toString());
  }

  /** The text for {@link Page#nextCursor}. */
  public String text() {
    byte[] bytes = (sort + SEPARATOR + id).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * @throws CursorInvalid when the text is no cursor
   */
  public static Cursor parse(String text) {
    if (!TEXT.matcher(text).matches() || text.length() % 4 == 1) throw new CursorInvalid();
    String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    int separator = plain.lastIndexOf(SEPARATOR);
    if (separator < 0 || plain.indexOf('\0') >= 0 || plain.indexOf('\uFFFD') >= 0) {
      throw new CursorInvalid();
    }
    return new Cursor(plain.substring(0, separator), plain.substring(separator + 1));
  }

  /**
   * The sort value as an instant.
   *
   * @throws CursorInvalid when it is none that a database can hold
   */
  public Instant sortInstant() {
    try {
      Instant instant = Instant.parse(sort);
      if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) return instant;
    } catch (DateTimeException malformed) {
      throw new CursorInvalid();
    }
    throw new CursorInvalid();
  }

  /**
   * The id as a UUID.
   *
   * @throws CursorInvalid when it is none
   */
  public UUID uuid() {
    if (!UUID_TEXT.matcher(id).matches()) throw new CursorInvalid();
    return UUID.fromString(id);
  }
}

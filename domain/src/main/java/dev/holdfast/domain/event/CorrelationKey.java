package dev.holdfast.domain.event;

import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.json.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Brings the value that waits and events are matched by to its one form. Both sides use it, so the
 * number 7 and the text " 7 " meet.
 */
public sealed interface CorrelationKey {
  /**
   * @param text trimmed, 1 to {@link Limits#KEY_LENGTH} characters
   */
  record Usable(String text) implements CorrelationKey {}

  /** Nothing was given: null or a blank text. */
  record Blank() implements CorrelationKey {}

  /**
   * @param message why the value cannot be a key, as a sentence part
   */
  record Unusable(String message) implements CorrelationKey {}

  /** Texts are trimmed; numbers and booleans become their plain text. */
  static CorrelationKey of(@Nullable Object value) {
    return switch (value) {
      case null -> new Blank();
      case String text -> ofText(text.strip());
      case Number number -> ofText(Json.numberText(number));
      case Boolean truth -> new Usable(truth.toString());
      case Object other ->
          new Unusable("expected a string, number or boolean, but " + Json.kind(other));
    };
  }

  private static CorrelationKey ofText(String text) {
    if (text.isEmpty()) return new Blank();
    if (text.length() > Limits.KEY_LENGTH) {
      return new Unusable(
          "expected at most " + Limits.KEY_LENGTH + " characters, but " + text.length());
    }
    if (text.indexOf('\0') >= 0) return new Unusable("expected no NUL character, but one");
    return new Usable(text);
  }
}

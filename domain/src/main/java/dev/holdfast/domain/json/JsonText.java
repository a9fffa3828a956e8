package dev.holdfast.domain.json;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes a value as JSON text without blanks: strings as RFC 8785 has them, numbers in plain
 * digits, exactly.
 */
final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  /**
   * @param keepsOrder says of an object's JSON pointer whether its members keep their order; those
   *     of all others are sorted by UTF-16 code units
   */
  static void write(
      StringBuilder out, @Nullable Object value, String pointer, Predicate<String> keepsOrder) {
    switch (value) {
      case null -> out.append("null");
      case String text -> string(out, text);
      case Boolean truth -> out.append(truth.booleanValue());
      case Number number -> out.append(JsonNumber.text(number));
      case Map<?, ?> object -> object(out, object, pointer, keepsOrder);
      case List<?> list -> list(out, list, pointer, keepsOrder);
      case Object other -> throw Json.notJson(other, pointer);
    }
  }

  /** As {@link #write}, with all members as they stand; builds no pointers. */
  static void writeInOrder(StringBuilder out, @Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      char before = '{';
      for (Map.Entry<?, ?> member : object.entrySet()) {
        out.append(before);
        before = ',';
        string(out, (String) member.getKey());
        writeInOrder(out.append(':'), member.getValue());
      }
      out.append(object.isEmpty() ? "{}" : "}");
    } else if (value instanceof List<?> list) {
      char before = '[';
      for (Object element : list) {
        writeInOrder(out.append(before), element);
        before = ',';
      }
      out.append(list.isEmpty() ? "[]" : "]");
    } else {
      write(out, value, "", pointer -> true);
    }
  }

  private static void object(
      StringBuilder out, Map<?, ?> object, String pointer, Predicate<String> keepsOrder) {
    Map<?, ?> members =
        object.size() < 2 || keepsOrder.test(pointer) ? object : new TreeMap<>(object);
    char before = '{';
    for (Map.Entry<?, ?> member : members.entrySet()) {
      String key = (String) member.getKey();
      out.append(before);
      before = ',';
      string(out, key);
      out.append(':');
      write(out, member.getValue(), Json.pointer(pointer, key), keepsOrder);
    }
    out.append(members.isEmpty() ? "{}" : "}");
  }

  private static void list(
      StringBuilder out, List<?> list, String pointer, Predicate<String> keepsOrder) {
    char before = '[';
    int index = 0;
    for (Object element : list) {
      out.append(before);
      before = ',';
      write(out, element, pointer + "/" + index++, keepsOrder);
    }
    out.append(list.isEmpty() ? "[]" : "]");
  }

  static void string(StringBuilder out, String text) {
    out.append('"');
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x20 && c != '"' && c != '\\') continue;
      out.append(text, from, i);
      from = i + 1;
      escape(out, c);
    }
    out.append(text, from, text.length()).append('"');
  }

  private static void escape(StringBuilder out, char c) {
    char letter = shortEscape(c);
    if (letter != 0) {
      out.append('\\').append(letter);
    } else {
      out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
    }
  }

  static int escapeLength(char c) {
    return shortEscape(c) != 0 ? 2 : 6;
  }

  private static char shortEscape(char c) {
    if (c == '"' || c == '\\') return c;
    if (c == '\n') return 'n';
    if (c == '\t') return 't';
    if (c == '\r') return 'r';
    if (c == '\b') return 'b';
    if (c == '\f') return 'f';
    return 0;
  }
}

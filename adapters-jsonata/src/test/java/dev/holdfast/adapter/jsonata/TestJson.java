package dev.holdfast.adapter.jsonata;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Reads JSON into the core's vocabulary, and writes values so that equal ones look equal. */
@NullMarked
final class TestJson {
  private final String text;
  private int at;

  private TestJson(String text) {
    this.text = text;
  }

  static @Nullable Object read(String text) {
    TestJson json = new TestJson(text);
    Object value = json.value();
    json.blanks();
    if (json.at != text.length()) {
      throw new IllegalArgumentException("expected the end at " + json.at);
    }
    return value;
  }

  private void blanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private boolean take(char c) {
    blanks();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!take(c)) {
      throw new IllegalArgumentException("expected " + c + " at " + at);
    }
  }

  private @Nullable Object value() {
    blanks();
    return switch (text.charAt(at)) {
      case '{' -> object();
      case '[' -> list();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw new IllegalArgumentException("expected " + word + " at " + at);
    }
    at += word.length();
    return value;
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    expect('{');
    if (!take('}')) {
      do {
        blanks();
        String key = string();
        expect(':');
        object.put(key, value());
      } while (take(','));
      expect('}');
    }
    return Collections.unmodifiableMap(object);
  }

  private List<@Nullable Object> list() {
    List<@Nullable Object> list = new ArrayList<>();
    expect('[');
    if (!take(']')) {
      do {
        list.add(value());
      } while (take(','));
      expect(']');
    }
    return Collections.unmodifiableList(list);
  }

  private String string() {
    expect('"');
    StringBuilder string = new StringBuilder();
    while (text.charAt(at) != '"') {
      char c = text.charAt(at++);
      string.append(c == '\\' ? escaped() : c);
    }
    at++;
    return string.toString();
  }

  private char escaped() {
    char c = text.charAt(at++);
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        at += 4;
        yield (char) Integer.parseInt(text, at - 4, at, 16);
      }
      default -> c;
    };
  }

  private Number number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    BigDecimal number = new BigDecimal(text.substring(start, at));
    try {
      return number.longValueExact();
    } catch (ArithmeticException noLong) {
      return number;
    }
  }

  /** Fields sorted, numbers without their scale. */
  static String canonical(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    write(value, true, out);
    return out.toString();
  }

  /** Fields in their order. */
  static String ordered(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    write(value, false, out);
    return out.toString();
  }

  private static void write(@Nullable Object value, boolean sorted, StringBuilder out) {
    switch (value) {
      case Map<?, ?> map -> {
        List<String> keys = new ArrayList<>();
        map.keySet().forEach(key -> keys.add(String.valueOf(key)));
        if (sorted) {
          Collections.sort(keys);
        }
        out.append('{');
        for (String key : keys) {
          write(key, sorted, out);
          out.append(':');
          write(map.get(key), sorted, out);
          out.append(',');
        }
        out.append('}');
      }
      case List<?> list -> {
        out.append('[');
        for (Object item : list) {
          write(item, sorted, out);
          out.append(',');
        }
        out.append(']');
      }
      case String string -> out.append('"').append(string.replace("\"", "\\\"")).append('"');
      case BigDecimal number -> out.append(number.stripTrailingZeros().toPlainString());
      case null -> out.append("null");
      default -> out.append(value);
    }
  }
}

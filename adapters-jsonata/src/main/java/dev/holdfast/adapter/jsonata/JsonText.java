package dev.holdfast.adapter.jsonata;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes values as JSON, in the way of {@code $string}. */
final class JsonText {
  private static final MathContext FIFTEEN_DIGITS = new MathContext(15);
  private static final BigDecimal SCIENTIFIC_FROM = new BigDecimal("1e21");
  private static final BigDecimal SCIENTIFIC_BELOW = new BigDecimal("1e-6");

  private final Meter meter;
  private final boolean pretty;
  private final StringBuilder out = new StringBuilder();

  private JsonText(Meter meter, boolean pretty) {
    this.meter = meter;
    this.pretty = pretty;
  }

  /** The text of a value; a string is itself. */
  static String of(Object value, boolean pretty, Meter meter) {
    if (value instanceof String text) {
      return text;
    }
    meter.charge(meter.weigh(value) >> 6);
    JsonText text = new JsonText(meter, pretty);
    text.write(value, "\n");
    return text.out.toString();
  }

  private void write(@Nullable Object value, String newLine) {
    if (value == null || JsonNull.is(value)) {
      out.append("null");
      return;
    }
    switch (value) {
      case String text -> quote(text);
      case Number number -> out.append(number(number));
      case Boolean truth -> out.append(truth);
      case Map<?, ?> map -> object(map, newLine);
      case List<?> list -> list(list, newLine);
      case Pattern ignored -> out.append("\"\"");
      // A function has no text, as in the language's reference.
      default -> out.append(newLine.length() == 1 ? "" : "\"\"");
    }
    if (out.length() > meter.limits().text()) {
      meter.text(out.length());
    }
  }

  private void object(Map<?, ?> map, String newLine) {
    String inner = newLine + "  ";
    out.append('{');
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<?, ?> entry = entries.next();
      out.append(pretty ? inner : "");
      quote(String.valueOf(entry.getKey()));
      out.append(pretty ? ": " : ":");
      write(entry.getValue(), inner);
      out.append(entries.hasNext() ? "," : "");
    }
    out.append(pretty && !map.isEmpty() ? newLine : "").append('}');
  }

  private void list(List<?> list, String newLine) {
    String inner = newLine + "  ";
    out.append('[');
    for (int i = 0; i < list.size(); i++) {
      out.append(i > 0 ? "," : "").append(pretty ? inner : "");
      write(list.get(i), inner);
    }
    out.append(pretty && !list.isEmpty() ? newLine : "").append(']');
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(c < 16 ? '0' : '1').append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** A number with at most fifteen significant digits, as JavaScript writes it. */
  static String number(Number number) {
    if (!(number instanceof Double)) {
      return number.toString();
    }
    BigDecimal rounded = new BigDecimal(number.doubleValue()).round(FIFTEEN_DIGITS);
    BigDecimal digits = new BigDecimal(Double.toString(rounded.doubleValue())).stripTrailingZeros();
    BigDecimal size = digits.abs();
    if (digits.signum() == 0) {
      return "0";
    }
    if (size.compareTo(SCIENTIFIC_FROM) < 0 && size.compareTo(SCIENTIFIC_BELOW) >= 0) {
      return digits.toPlainString();
    }
    String mantissa = digits.unscaledValue().abs().toString();
    int exponent = mantissa.length() - 1 - digits.scale();
    String fraction = mantissa.length() == 1 ? "" : "." + mantissa.substring(1);
    return (digits.signum() < 0 ? "-" : "")
        + mantissa.charAt(0)
        + fraction
        + (exponent < 0 ? "e-" : "e+")
        + Math.abs(exponent);
  }

  /** How many bytes a string takes as JSON in UTF-8. */
  static long bytes(String text) {
    long bytes = 2;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes += c >= ' ' ? (c == '"' || c == '\\' ? 2 : 1) : 6;
      } else {
        // Half of a surrogate pair: four bytes for two characters.
        bytes += c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
      }
    }
    return bytes;
  }
}

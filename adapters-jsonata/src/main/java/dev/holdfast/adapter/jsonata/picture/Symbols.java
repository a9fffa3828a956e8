package dev.holdfast.adapter.jsonata.picture;

import java.util.Map;

/** The characters that have a meaning in the picture of a decimal number. */
record Symbols(
    String point,
    String group,
    String exponent,
    String minus,
    String percent,
    String perMille,
    Marks marks) {
  /**
   * @param zero the digit 0 of the script
   * @param digit an optional digit
   * @param separator between the pictures of positive and of negative numbers
   */
  record Marks(char zero, char digit, String separator) {}

  static Symbols of(Map<?, ?> options) {
    for (Object name : options.keySet()) {
      if (!(name instanceof String text) || !known(text)) {
        throw new PictureException("D3085", "There is no such option of $formatNumber.");
      }
    }
    return new Symbols(
        symbol(options, "decimal-separator", "."),
        symbol(options, "grouping-separator", ","),
        symbol(options, "exponent-separator", "e"),
        symbol(options, "minus-sign", "-"),
        symbol(options, "percent", "%"),
        symbol(options, "per-mille", "‰"),
        new Marks(
            symbol(options, "zero-digit", "0").charAt(0),
            symbol(options, "digit", "#").charAt(0),
            symbol(options, "pattern-separator", ";")));
  }

  private static boolean known(String name) {
    return switch (name) {
      case "decimal-separator",
          "grouping-separator",
          "exponent-separator",
          "infinity",
          "minus-sign",
          "NaN",
          "percent",
          "per-mille",
          "zero-digit",
          "digit",
          "pattern-separator" ->
          true;
      default -> false;
    };
  }

  private static String symbol(Map<?, ?> options, String name, String usual) {
    Object given = options.get(name);
    if (given == null) {
      return usual;
    }
    if (given instanceof String text && !text.isEmpty() && text.length() <= 8) {
      return text;
    }
    throw new PictureException("D3085", "An option of $formatNumber must be a short string.");
  }

  char zero() {
    return marks.zero();
  }

  String separator() {
    return marks.separator();
  }

  boolean isDigit(char c) {
    return c >= zero() && c <= zero() + 9;
  }

  boolean isOptional(char c) {
    return c == marks.digit();
  }

  boolean isActive(char c) {
    String text = String.valueOf(c);
    return isDigit(c)
        || isOptional(c)
        || text.equals(point)
        || text.equals(group)
        || text.equals(exponent);
  }

  String zeros(int count) {
    return String.valueOf(zero()).repeat(Math.max(0, count));
  }
}

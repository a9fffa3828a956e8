package dev.holdfast.adapter.jsonata.picture;

import org.jspecify.annotations.Nullable;

/** What a part of a decimal number's picture must keep to. */
record PictureRules(String picture, Symbols symbols) {

  void check(
      String active, String mantissa, String whole, String fraction, @Nullable String exponent) {
    // Where several rules are broken, the language's reference reports the last one.
    boolean percent = picture.contains(symbols.percent());
    boolean perMille = picture.contains(symbols.perMille());
    if (exponent != null) {
      exponent(exponent, percent || perMille);
    }
    refuse(
        fraction.chars().dropWhile(c -> !optional(c)).anyMatch(c -> symbols.isDigit((char) c)),
        "D3091",
        "Optional digits must stand behind the others behind the point.");
    refuse(
        whole.chars().dropWhile(c -> !symbols.isDigit((char) c)).anyMatch(c -> optional(c)),
        "D3090",
        "Optional digits must stand before the others in front of the point.");
    groups(whole);
    refuse(
        active.isEmpty() || active.chars().anyMatch(c -> !symbols.isActive((char) c)),
        "D3086",
        "A picture must have digits, and no other characters between them.");
    refuse(
        mantissa.chars().noneMatch(c -> digit((char) c)), "D3085", "A picture must have a digit.");
    refuse(percent && perMille, "D3084", "A picture may have either percent or per-mille.");
    once(symbols.perMille(), "D3083", "A picture may have one per-mille sign.");
    once(symbols.percent(), "D3082", "A picture may have one percent sign.");
    once(symbols.point(), "D3081", "A picture may have one decimal separator.");
  }

  private void exponent(String exponent, boolean scaled) {
    refuse(
        exponent.isEmpty() || !exponent.chars().allMatch(c -> symbols.isDigit((char) c)),
        "D3093",
        "The exponent of a picture must be digits.");
    refuse(scaled, "D3092", "A picture with percent or per-mille may have no exponent.");
  }

  private void groups(String whole) {
    String point = symbols.point();
    String group = symbols.group();
    refuse(
        picture.contains(group + group), "D3089", "Grouping separators must not stand together.");
    refuse(
        !picture.contains(point) && whole.endsWith(group),
        "D3088",
        "A grouping separator must not stand at the end.");
    refuse(
        picture.contains(group + point) || picture.contains(point + group),
        "D3087",
        "A grouping separator must not stand beside the decimal separator.");
  }

  private boolean digit(char c) {
    return symbols.isDigit(c) || symbols.isOptional(c);
  }

  private boolean optional(int c) {
    return symbols.isOptional((char) c);
  }

  private void once(String symbol, String code, String sentence) {
    refuse(picture.indexOf(symbol) != picture.lastIndexOf(symbol), code, sentence);
  }

  private static void refuse(boolean broken, String code, String sentence) {
    if (broken) {
      throw new PictureException(code, sentence);
    }
  }
}

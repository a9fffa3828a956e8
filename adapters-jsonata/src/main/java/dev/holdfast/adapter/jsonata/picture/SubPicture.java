package dev.holdfast.adapter.jsonata.picture;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the two parts of a decimal number's picture: for positive or for negative numbers.
 *
 * @param leastWhole digits that are always written before the point
 * @param leastFraction digits that are always written behind the point
 * @param mostFraction digits that are written at most behind the point
 * @param exponentDigits digits of the exponent, 0 for none
 * @param scalingDigits digits before the point where there is an exponent
 * @param scale powers of ten that percent and per-mille multiply with
 */
record SubPicture(
    String prefix,
    String suffix,
    Grouping wholeGrouping,
    List<Integer> fractionGroups,
    boolean hasPoint,
    int leastWhole,
    int leastFraction,
    int mostFraction,
    int exponentDigits,
    int scalingDigits,
    int scale) {

  static SubPicture parse(String picture, Symbols symbols) {
    int first = 0;
    while (first < picture.length() && !opens(picture.charAt(first), symbols)) {
      first++;
    }
    int last = picture.length();
    while (last > first && !opens(picture.charAt(last - 1), symbols)) {
      last--;
    }
    String active = picture.substring(first, last);
    int e = active.indexOf(symbols.exponent());
    String mantissa = e < 0 ? active : active.substring(0, e);
    String exponent = e < 0 ? null : active.substring(e + symbols.exponent().length());
    int point = mantissa.indexOf(symbols.point());
    String whole = point < 0 ? mantissa : mantissa.substring(0, point);
    String fraction = point < 0 ? "" : mantissa.substring(point + symbols.point().length());
    new PictureRules(picture, symbols).check(active, mantissa, whole, fraction, exponent);
    return build(
        picture.substring(0, first),
        picture.substring(last),
        new Parts(whole, fraction, exponent, point >= 0, scale(picture, symbols)),
        symbols);
  }

  private record Parts(
      String whole, String fraction, @Nullable String exponent, boolean pointed, int scale) {}

  private static SubPicture build(String prefix, String suffix, Parts parts, Symbols symbols) {
    int scaling = count(parts.whole(), symbols, false);
    int leastWhole = scaling;
    int leastFraction = count(parts.fraction(), symbols, false);
    int mostFraction = count(parts.fraction(), symbols, true);
    boolean exponent = parts.exponent() != null;
    if (leastWhole == 0 && mostFraction == 0) {
      if (exponent) {
        leastFraction = 1;
        mostFraction = 1;
      } else {
        leastWhole = 1;
      }
    }
    if (exponent && leastWhole == 0 && count(parts.whole(), symbols, true) > 0) {
      leastWhole = 1;
    }
    if (leastWhole == 0 && leastFraction == 0) {
      leastFraction = 1;
    }
    return new SubPicture(
        prefix,
        suffix,
        wholeGrouping(parts.whole(), symbols),
        fractionGroups(parts.fraction(), symbols),
        parts.pointed(),
        leastWhole,
        leastFraction,
        mostFraction,
        parts.exponent() == null ? 0 : parts.exponent().length(),
        scaling,
        parts.scale());
  }

  private static boolean opens(char c, Symbols symbols) {
    return symbols.isActive(c) && !String.valueOf(c).equals(symbols.exponent());
  }

  private static int scale(String picture, Symbols symbols) {
    if (picture.contains(symbols.percent())) {
      return 2;
    }
    return picture.contains(symbols.perMille()) ? 3 : 0;
  }

  private static int count(String part, Symbols symbols, boolean optionalToo) {
    return (int)
        part.chars()
            .filter(c -> symbols.isDigit((char) c) || (optionalToo && symbols.isOptional((char) c)))
            .count();
  }

  private static Grouping wholeGrouping(String whole, Symbols symbols) {
    List<Grouping.Mark> marks = new ArrayList<>();
    int at = whole.lastIndexOf(symbols.group());
    while (at >= 0) {
      marks.add(new Grouping.Mark(count(whole.substring(at), symbols, true), symbols.group()));
      at = whole.lastIndexOf(symbols.group(), at - 1);
    }
    return Grouping.of(marks);
  }

  private static List<Integer> fractionGroups(String fraction, Symbols symbols) {
    List<Integer> groups = new ArrayList<>();
    int at = fraction.indexOf(symbols.group());
    while (at >= 0) {
      groups.add(count(fraction.substring(0, at), symbols, true));
      at = fraction.indexOf(symbols.group(), at + 1);
    }
    return groups;
  }

  String groupFraction(String digits, Symbols symbols) {
    StringBuilder grouped = new StringBuilder(digits);
    for (int i = fractionGroups.size() - 1; i >= 0; i--) {
      if (fractionGroups.get(i) < digits.length()) {
        grouped.insert((int) fractionGroups.get(i), symbols.group());
      }
    }
    return grouped.toString();
  }
}

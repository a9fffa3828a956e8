package dev.holdfast.adapter.jsonata.picture;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The form of a decimal number, such as {@code #,##0.00;(#,##0.00)} or {@code 0.0e0}. After XPath's
 * format-number.
 */
public final class NumberPicture {
  private static final int MAX_DIGITS = 400;

  private final Symbols symbols;
  private final List<SubPicture> parts;

  private NumberPicture(Symbols symbols, List<SubPicture> parts) {
    this.symbols = symbols;
    this.parts = parts;
  }

  /**
   * @param options the symbols that differ from the usual ones, by their names in XPath
   * @throws PictureException when the picture or an option cannot be read
   */
  public static NumberPicture parse(String picture, Map<?, ?> options) {
    if (picture.length() > IntegerPicture.MAX_LENGTH) {
      throw new PictureException(
          "PICTURE_TOO_LONG", "A picture may have " + IntegerPicture.MAX_LENGTH + " characters.");
    }
    Symbols symbols = Symbols.of(options);
    List<SubPicture> parts = new ArrayList<>();
    for (String part : picture.split(java.util.regex.Pattern.quote(symbols.separator()), -1)) {
      parts.add(SubPicture.parse(part, symbols));
    }
    if (parts.size() > 2) {
      throw new PictureException("D3080", "A picture may have two parts.");
    }
    return new NumberPicture(symbols, parts);
  }

  /** Writes a number. */
  public String format(BigDecimal number) {
    if (number.precision() - number.scale() > MAX_DIGITS) {
      throw new PictureException("D3085", "The number is too large for a picture.");
    }
    boolean negative = number.signum() < 0;
    SubPicture part = parts.get(negative ? parts.size() - 1 : 0);
    String sign = negative && parts.size() == 1 ? symbols.minus() : "";
    BigDecimal size = number.abs().scaleByPowerOfTen(part.scale());
    String digits = part.exponentDigits() == 0 ? plain(size, part) : scientific(size, part);
    return sign + part.prefix() + digits + part.suffix();
  }

  private String scientific(BigDecimal size, SubPicture part) {
    int exponent = 0;
    BigDecimal mantissa = size;
    if (size.signum() != 0) {
      int digitsBefore = size.precision() - size.scale();
      exponent = digitsBefore - part.scalingDigits();
      mantissa = size.scaleByPowerOfTen(-exponent);
    }
    String digits = own(Integer.toString(Math.abs(exponent)));
    String zeros = symbols.zeros(part.exponentDigits() - digits.length());
    return plain(mantissa, part)
        + symbols.exponent()
        + (exponent < 0 ? symbols.minus() : "")
        + zeros
        + digits;
  }

  private String plain(BigDecimal size, SubPicture part) {
    BigDecimal rounded = size.setScale(part.mostFraction(), RoundingMode.HALF_EVEN);
    String text = rounded.toPlainString();
    int point = text.indexOf('.');
    String whole = point < 0 ? text : text.substring(0, point);
    String fraction = point < 0 ? "" : text.substring(point + 1);
    whole = whole.replaceFirst("^0+", "");
    while (fraction.endsWith("0")) {
      fraction = fraction.substring(0, fraction.length() - 1);
    }
    whole = "0".repeat(Math.max(0, part.leastWhole() - whole.length())) + whole;
    fraction = fraction + "0".repeat(Math.max(0, part.leastFraction() - fraction.length()));
    String grouped = part.wholeGrouping().insertInto(own(whole));
    String fractionGrouped = part.groupFraction(own(fraction), symbols);
    boolean pointed = part.hasPoint() && !fraction.isEmpty();
    return grouped + (pointed ? symbols.point() : "") + fractionGrouped;
  }

  private String own(String digits) {
    StringBuilder own = new StringBuilder();
    digits.chars().forEach(digit -> own.append((char) (digit - '0' + symbols.zero())));
    return own.toString();
  }
}

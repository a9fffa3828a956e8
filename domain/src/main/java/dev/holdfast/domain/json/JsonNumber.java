package dev.holdfast.domain.json;

import java.math.BigDecimal;
import java.math.BigInteger;

/** The one form of a number: {@code Long} where it fits, else {@code BigDecimal}. */
final class JsonNumber {
  private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  private JsonNumber() {}

  static Number normal(Number number, String pointer) {
    return switch (number) {
      case Long whole -> whole;
      case Integer whole -> (long) whole;
      case Short whole -> (long) whole;
      case Byte whole -> (long) whole;
      case BigInteger whole ->
          whole.bitLength() < 64 ? (Number) whole.longValue() : decimal(whole, pointer);
      case BigDecimal decimal -> normal(decimal, pointer);
      case Double binary -> binary(binary, pointer);
      case Float binary -> binary(Double.parseDouble(finite(binary, pointer).toString()), pointer);
      case Number other ->
          throw new NotJson(
              "expected a number of a known kind, but " + other.getClass().getSimpleName(),
              pointer);
    };
  }

  private static Number decimal(BigInteger whole, String pointer) {
    // The bit length bounds the digits before any conversion, which is quadratic, begins.
    if (whole.bitLength() > 4 * Limits.NUMBER_DIGITS) throw tooLong(pointer);
    return normal(new BigDecimal(whole), pointer);
  }

  private static Number normal(BigDecimal decimal, String pointer) {
    long before = (long) decimal.precision() - decimal.scale();
    if (decimal.signum() == 0) return 0L;
    if (before > Limits.NUMBER_DIGITS || decimal.precision() > 2 * Limits.NUMBER_DIGITS) {
      throw tooLong(pointer);
    }
    BigDecimal stripped = decimal.stripTrailingZeros();
    if (stripped.scale() > Limits.NUMBER_DIGITS) throw tooLong(pointer);
    boolean whole = stripped.scale() <= 0;
    if (whole && stripped.compareTo(LONG_MIN) >= 0 && stripped.compareTo(LONG_MAX) <= 0) {
      return stripped.longValueExact();
    }
    return stripped;
  }

  private static Number binary(double binary, String pointer) {
    finite(binary, pointer);
    long whole = (long) binary;
    if (whole == binary && Math.abs(binary) < 1L << 53) return whole;
    // The shortest text that reads back as the same double, which is what its writer meant.
    return normal(new BigDecimal(Double.toString(binary)), pointer);
  }

  private static Number finite(Number binary, String pointer) {
    if (Double.isFinite(binary.doubleValue())) return binary;
    throw new NotJson("expected a finite number, but " + binary, pointer);
  }

  private static NotJson tooLong(String pointer) {
    return new NotJson(
        "expected a number of at most "
            + Limits.NUMBER_DIGITS
            + " digits before and after the point, but more",
        pointer);
  }

  static int compare(Number left, Number right) {
    if (left instanceof Long a && right instanceof Long b) return Long.compare(a, b);
    return big(left).compareTo(big(right));
  }

  private static BigDecimal big(Number number) {
    return number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number.longValue());
  }

  static String text(Number number) {
    return number instanceof BigDecimal decimal ? decimal.toPlainString() : number.toString();
  }

  static int length(Number number) {
    if (number instanceof Long whole) return digits(whole);
    return text(number).length();
  }

  private static int digits(long whole) {
    if (whole == Long.MIN_VALUE) return 20;
    int length = whole < 0 ? 2 : 1;
    for (long rest = Math.abs(whole); rest >= 10; rest /= 10) length++;
    return length;
  }
}

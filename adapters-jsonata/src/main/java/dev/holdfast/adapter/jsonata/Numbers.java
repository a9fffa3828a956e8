package dev.holdfast.adapter.jsonata;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Numbers between the core's vocabulary ({@code Long}, {@code BigDecimal}) and the library's
 * ({@code Integer}, {@code Long}, {@code Double}). Within the library each value has one form, so
 * that equality of lists and objects does not depend on where a number came from.
 */
final class Numbers {
  /** 2^53: beyond it a double no longer tells neighbouring whole numbers apart. */
  static final double MAX_EXACT = 0x1p53;

  private static final double LONG_RANGE = 0x1p63;

  private Numbers() {}

  /** The library's form of a number of the core, or null for what the core never holds. */
  static @Nullable Number in(Number number) {
    return switch (number) {
      case Long whole -> shortest(whole);
      case Integer whole -> whole;
      case BigDecimal decimal -> in(decimal);
      case Double value when Double.isFinite(value) -> canonical(value);
      default -> null;
    };
  }

  private static Number in(BigDecimal decimal) {
    double value = decimal.doubleValue();
    // Fifteen significant digits always survive the way into a double and back.
    if (decimal.precision() <= 15
        || (Double.isFinite(value) && BigDecimal.valueOf(value).compareTo(decimal) == 0)) {
      return Double.isFinite(value) ? canonical(value) : new PreciseNumber(decimal);
    }
    return new PreciseNumber(decimal);
  }

  static Number shortest(long whole) {
    if ((int) whole == whole) {
      return (int) whole;
    }
    return whole;
  }

  /** The one form of a finite double: whole numbers are Integer or Long. */
  static Number canonical(double value) {
    if (value == Math.rint(value) && Math.abs(value) < LONG_RANGE) {
      return shortest((long) value);
    }
    return value;
  }

  /** The core's form of a number of the library; null when it is no JSON number. */
  static @Nullable Number out(Number number) {
    return switch (number) {
      case Integer whole -> (long) whole;
      case Long whole -> whole;
      case PreciseNumber precise -> precise.exact();
      case Double value when Double.isFinite(value) -> outOf(value);
      default -> null;
    };
  }

  private static Number outOf(double value) {
    Number canonical = canonical(value);
    if (canonical instanceof Double) {
      return BigDecimal.valueOf(value);
    }
    return canonical.longValue();
  }

  /** Whether a number is beyond what arithmetic and comparison keep exact. */
  static boolean tooLarge(Number number) {
    if (number instanceof Integer) {
      return false;
    }
    if (number instanceof Long whole) {
      return whole > (1L << 53) || whole < -(1L << 53);
    }
    return !(Math.abs(number.doubleValue()) <= MAX_EXACT);
  }

  /** Whether the result of arithmetic may have been rounded to a neighbour. */
  static boolean maybeRounded(Number result) {
    if (result instanceof Integer) {
      return false;
    }
    return !(Math.abs(result.doubleValue()) < MAX_EXACT);
  }
}

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

  /** 2^63: whole numbers below it are longs. */
  static final double LONG_RANGE = 0x1p63;

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
    boolean exact = survives(decimal, value);
    if (exact && Math.abs(value) <= MAX_EXACT) {
      return canonical(value);
    }
    if (Math.abs(value) < LONG_RANGE && decimal.stripTrailingZeros().scale() <= 0) {
      return shortest(decimal.longValueExact());
    }
    return exact ? (Number) value : new PreciseNumber(decimal);
  }

  /** Whether a decimal comes back from a double as it was. */
  static boolean survives(BigDecimal decimal, double value) {
    if (!Double.isFinite(value)) {
      return false;
    }
    // Fifteen significant digits always do, outside of the rim of the range.
    return (decimal.precision() <= 15 && Math.abs(decimal.scale()) < 280)
        || BigDecimal.valueOf(value).compareTo(decimal) == 0;
  }

  /** The decimal that a number of the library stands for; null when it is no usual number. */
  static @Nullable BigDecimal exact(Number number) {
    return switch (number) {
      case Integer whole -> BigDecimal.valueOf(whole);
      case Long whole -> BigDecimal.valueOf(whole);
      case PreciseNumber precise when Math.abs(precise.exact().scale()) <= 400 -> precise.exact();
      default -> {
        double value = number.doubleValue();
        yield Double.isFinite(value) ? BigDecimal.valueOf(value) : null;
      }
    };
  }

  static Number shortest(long whole) {
    if ((int) whole == whole) {
      return (int) whole;
    }
    return whole;
  }

  /** The one form of a finite double: whole numbers up to 2^53 are Integer or Long. */
  static Number canonical(double value) {
    if (value == Math.rint(value) && Math.abs(value) <= MAX_EXACT) {
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

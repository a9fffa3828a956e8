package dev.holdfast.adapter.jsonata;

import java.math.BigDecimal;

/**
 * A decimal with more digits than a double keeps, on its way through an evaluation. Arithmetic sees
 * the nearest double; whoever only passes it on gets it back as it was.
 */
final class PreciseNumber extends Number implements Comparable<PreciseNumber> {
  private static final long serialVersionUID = 1L;
  private static final int MAX_PLAIN_SCALE = 100;

  private final BigDecimal exact;

  PreciseNumber(BigDecimal exact) {
    this.exact = exact;
  }

  BigDecimal exact() {
    return exact;
  }

  @Override
  public int intValue() {
    return exact.intValue();
  }

  @Override
  public long longValue() {
    return exact.longValue();
  }

  @Override
  public float floatValue() {
    return exact.floatValue();
  }

  @Override
  public double doubleValue() {
    return exact.doubleValue();
  }

  @Override
  public int compareTo(PreciseNumber other) {
    return exact.compareTo(other.exact);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PreciseNumber number && exact.compareTo(number.exact) == 0;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(exact.doubleValue());
  }

  @Override
  public String toString() {
    return Math.abs(exact.scale()) <= MAX_PLAIN_SCALE ? exact.toPlainString() : exact.toString();
  }
}

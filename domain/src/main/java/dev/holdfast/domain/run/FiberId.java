package dev.holdfast.domain.run;

/**
 * A fiber's place in the run's tree: the numbers of the branches or items that lead to it. The root
 * fiber has none. The natural order is tree order: a fiber before those inside it, then by number.
 *
 * @param numbers one character each, so that the order of texts is tree order; every list a run can
 *     fork over is shorter than there are characters
 */
public record FiberId(String numbers) implements Comparable<FiberId> {
  public static final FiberId ROOT = new FiberId("");

  public boolean isRoot() {
    return numbers.isEmpty();
  }

  FiberId child(int number) {
    if (number > Character.MAX_VALUE) {
      throw new IllegalArgumentException("expected fewer fibers in one block, but " + number);
    }
    return new FiberId(numbers + (char) number);
  }

  /** Of any fiber but the root. */
  public FiberId parent() {
    return new FiberId(numbers.substring(0, numbers.length() - 1));
  }

  /** The branch or item number within the parent; of any fiber but the root. */
  int number() {
    return numbers.charAt(numbers.length() - 1);
  }

  boolean isInside(FiberId outer) {
    return numbers.length() > outer.numbers.length() && numbers.startsWith(outer.numbers);
  }

  boolean isDirectlyInside(FiberId outer) {
    return numbers.length() == outer.numbers.length() + 1;
  }

  @Override
  public int compareTo(FiberId other) {
    return numbers.compareTo(other.numbers);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("fiber");
    for (int i = 0; i < numbers.length(); i++) text.append('/').append((int) numbers.charAt(i));
    return text.toString();
  }
}

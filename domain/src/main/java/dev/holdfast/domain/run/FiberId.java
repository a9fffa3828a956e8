package dev.holdfast.domain.run;

import java.util.ArrayList;
import java.util.List;

/**
 * A fiber's place in the run's tree: the numbers of the branches or items that lead to it. The root
 * fiber has none. The natural order is tree order: a fiber before those inside it, then by number.
 */
public record FiberId(List<Integer> numbers) implements Comparable<FiberId> {
  public static final FiberId ROOT = new FiberId(List.of());

  public FiberId {
    numbers = List.copyOf(numbers);
  }

  public boolean isRoot() {
    return numbers.isEmpty();
  }

  FiberId child(int number) {
    List<Integer> longer = new ArrayList<>(numbers.size() + 1);
    longer.addAll(numbers);
    longer.add(number);
    return new FiberId(longer);
  }

  /** Of any fiber but the root. */
  public FiberId parent() {
    return new FiberId(numbers.subList(0, numbers.size() - 1));
  }

  /** The branch or item number within the parent; of any fiber but the root. */
  int number() {
    return numbers.getLast();
  }

  @Override
  public int compareTo(FiberId other) {
    int common = Math.min(numbers.size(), other.numbers.size());
    for (int i = 0; i < common; i++) {
      int order = Integer.compare(numbers.get(i), other.numbers.get(i));
      if (order != 0) return order;
    }
    return Integer.compare(numbers.size(), other.numbers.size());
  }
}

package dev.holdfast.testkit.parity;

import java.util.List;
import java.util.SplittableRandom;

/** Choices that a seed decides. For one thread. */
final class Chance {
  private final SplittableRandom random;

  Chance(SplittableRandom random) {
    this.random = random;
  }

  /** From 0 to {@code bound - 1}. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean percent(int percent) {
    return below(100) < percent;
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  @SafeVarargs
  final <T> T oneOf(T... choices) {
    return choices[below(choices.length)];
  }

  /** A generator of its own for a part, so that parts do not disturb each other's choices. */
  SplittableRandom split() {
    return random.split();
  }
}

package dev.holdfast.testkit;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Runs a property over many generated cases. Each case has its own seed, printed when it fails, and
 * {@code -Dseed=…} runs that case alone; {@code -Dcases=…} changes how many there are.
 */
public final class Seeds {
  private Seeds() {}

  /**
   * Runs {@code cases} cases, each with a generator of its own.
   *
   * @param name of the property; part of every seed, so that two properties see different cases
   * @throws AssertionError naming the seed, caused by the first failure
   */
  public static void forEach(String name, int cases, Consumer<SplittableRandom> property) {
    Long only = Long.getLong("seed");
    if (only != null) {
      run(name, only, property);
      return;
    }
    int count = Integer.getInteger("cases", cases);
    long first = name.hashCode() * 0x9E3779B97F4A7C15L;
    System.out.println(name + ": " + count + " cases, seeds from " + first);
    for (int i = 0; i < count; i++) run(name, first + i, property);
  }

  private static void run(String name, long seed, Consumer<SplittableRandom> property) {
    try {
      property.accept(new SplittableRandom(seed));
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError(name + " failed; run it again with -Dseed=" + seed, failure);
    }
  }
}

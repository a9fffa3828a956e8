package dev.holdfast.domain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Random cases from a seed that every failure names. */
public final class Seeds {
  private static final List<String> TEXTS =
      List.of(
          "", "a", "key", "é", "😀", "\"\\\n\u0001", "~/", "a.b", "__proto__", "vars", "0", " x ");

  private final Random random;

  private Seeds(long seed) {
    random = new Random(seed);
  }

  /** Runs a check with many seeds; the failing one stands in the error. */
  public static void each(int cases, Consumer<Seeds> check) {
    for (long seed = 1; seed <= cases; seed++) {
      try {
        check.accept(new Seeds(seed));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("failed with seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  public int below(int bound) {
    return random.nextInt(bound);
  }

  public boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  public <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  public String text() {
    return chance(70) ? oneOf(TEXTS) : Long.toString(random.nextLong(), 36);
  }

  /** A Java tree as adapters hand it in: all kinds of numbers, depth up to {@code depth}. */
  public @Nullable Object json(int depth) {
    int kind = below(depth > 0 ? 9 : 6);
    return switch (kind) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextInt(5) - 2;
      case 3 -> random.nextLong();
      case 4 -> number();
      case 5, 6 -> text();
      case 7 -> list(depth);
      case 8 -> object(depth);
      default -> throw new AssertionError(kind);
    };
  }

  private Object number() {
    return switch (below(4)) {
      case 0 -> random.nextDouble() * 1e6;
      case 1 -> new BigDecimal(random.nextInt()).movePointLeft(below(12));
      case 2 -> BigDecimal.valueOf(random.nextLong()).scaleByPowerOfTen(below(30));
      case 3 -> BigDecimal.valueOf(random.nextLong()).toBigInteger().pow(2);
      default -> throw new AssertionError();
    };
  }

  public List<@Nullable Object> list(int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = below(4); i > 0; i--) list.add(json(depth - 1));
    return list;
  }

  public Map<String, @Nullable Object> object(int depth) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = below(4); i > 0; i--) object.put(text(), json(depth - 1));
    return object;
  }
}

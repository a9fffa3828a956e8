package dev.holdfast.adapter.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Values of the core's vocabulary, made from a seed. */
final class RandomJson {
  private static final String[] TEXTS = {
    "", "a", "ü", "\uD83D\uDE00", "\"", "\\", "\n", "\u2028", "</script>", "$ref", "x".repeat(300)
  };

  private final Random random;

  RandomJson(long seed) {
    this.random = new Random(seed);
  }

  @Nullable Object value(int depth) {
    return switch (random.nextInt(depth > 5 ? 6 : 8)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong();
      case 3 -> (long) random.nextInt(-5, 5);
      case 4 -> decimal();
      case 5 -> text();
      case 6 -> list(depth);
      default -> members(depth);
    };
  }

  byte[] damaged(byte[] text) {
    byte[] damaged = text.clone();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    return damaged;
  }

  private Number decimal() {
    BigInteger digits = new BigInteger(random.nextInt(1, 200), random);
    BigDecimal decimal = new BigDecimal(digits, random.nextInt(-200, 200)).stripTrailingZeros();
    boolean whole = decimal.scale() <= 0;
    return whole && decimal.toBigInteger().bitLength() <= 63 ? decimal.longValueExact() : decimal;
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)] + TEXTS[random.nextInt(TEXTS.length)];
  }

  private List<@Nullable Object> list(int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) list.add(value(depth + 1));
    return list;
  }

  private Map<String, @Nullable Object> members(int depth) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) members.put(text(), value(depth + 1));
    return members;
  }
}

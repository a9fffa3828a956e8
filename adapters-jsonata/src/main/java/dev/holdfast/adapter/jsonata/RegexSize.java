package dev.holdfast.adapter.jsonata;

/**
 * How large a regular expression becomes when its counted repetitions are written out, which is how
 * it is compiled. Never too small; a few notations that hide brackets make it too large.
 */
final class RegexSize {
  private static final long MAX = 1L << 40;

  private final String pattern;
  private int at;

  private RegexSize(String pattern) {
    this.pattern = pattern;
  }

  static long of(String pattern) {
    RegexSize size = new RegexSize(pattern);
    long total = 0;
    // A closing bracket too many ends the reading of a group: the compiler will complain.
    while (size.at < pattern.length()) {
      total = Math.min(MAX, total + size.group());
    }
    return total;
  }

  /** Reads up to the end of a group. */
  private long group() {
    long total = 1;
    while (at < pattern.length()) {
      char c = pattern.charAt(at++);
      if (c == ')') {
        break;
      }
      long atom = atom(c);
      total = Math.min(MAX, total + atom * repetitions());
    }
    return total;
  }

  private long atom(char c) {
    return switch (c) {
      case '(' -> group();
      case '\\' -> {
        at++;
        yield 1;
      }
      case '[' -> {
        characterClass();
        yield 1;
      }
      default -> 1;
    };
  }

  private void characterClass() {
    // A bracket at the very beginning stands for itself.
    int first = pattern.startsWith("^", at) ? at + 1 : at;
    at = first;
    while (at < pattern.length() && (pattern.charAt(at) != ']' || at == first)) {
      at += pattern.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
  }

  /** The product of the counted repetitions that follow. */
  private long repetitions() {
    long product = 1;
    while (at < pattern.length() && pattern.charAt(at) == '{') {
      int end = pattern.indexOf('}', at);
      if (end < 0) {
        return product;
      }
      product = Math.min(MAX, product * largest(pattern.substring(at + 1, end)));
      at = end + 1;
      if (at < pattern.length() && pattern.charAt(at) == '?') {
        at++;
      }
    }
    return product;
  }

  private static long largest(String counts) {
    long largest = 1;
    for (String count : counts.split(",", -1)) {
      if (!count.isEmpty() && count.length() < 10 && count.chars().allMatch(Character::isDigit)) {
        largest = Math.max(largest, Long.parseLong(count));
      }
    }
    return largest;
  }
}

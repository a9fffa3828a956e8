package dev.holdfast.adapter.jsonata.picture;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whole numbers in English words, in title case. */
final class EnglishNumbers {
  private static final List<String> FEW =
      List.of(
          "Zero",
          "One",
          "Two",
          "Three",
          "Four",
          "Five",
          "Six",
          "Seven",
          "Eight",
          "Nine",
          "Ten",
          "Eleven",
          "Twelve",
          "Thirteen",
          "Fourteen",
          "Fifteen",
          "Sixteen",
          "Seventeen",
          "Eighteen",
          "Nineteen");
  private static final List<String> FEWTH =
      List.of(
          "Zeroth",
          "First",
          "Second",
          "Third",
          "Fourth",
          "Fifth",
          "Sixth",
          "Seventh",
          "Eighth",
          "Ninth",
          "Tenth",
          "Eleventh",
          "Twelfth",
          "Thirteenth",
          "Fourteenth",
          "Fifteenth",
          "Sixteenth",
          "Seventeenth",
          "Eighteenth",
          "Nineteenth");
  private static final List<String> TENS =
      List.of("Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety");
  private static final List<String> MAGNITUDES =
      List.of("Thousand", "Million", "Billion", "Trillion");
  private static final long TRILLION = 1_000_000_000_000L;

  private static final Map<String, Long> VALUES = values();

  private EnglishNumbers() {}

  private static Map<String, Long> values() {
    Map<String, Long> values = new LinkedHashMap<>();
    for (int i = 0; i < FEW.size(); i++) {
      values.put(lower(FEW.get(i)), (long) i);
      values.put(lower(FEWTH.get(i)), (long) i);
    }
    for (int i = 0; i < TENS.size(); i++) {
      values.put(lower(TENS.get(i)), (i + 2) * 10L);
      values.put(lower(ordinalOfTen(TENS.get(i))), (i + 2) * 10L);
    }
    values.put("hundred", 100L);
    values.put("hundredth", 100L);
    long magnitude = 1;
    for (String name : MAGNITUDES) {
      magnitude *= 1_000;
      values.put(lower(name), magnitude);
      values.put(lower(name) + "th", magnitude);
    }
    return Collections.unmodifiableMap(values);
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  private static String ordinalOfTen(String ten) {
    return ten.substring(0, ten.length() - 1) + "ieth";
  }

  /** A number from 0 in words; trillions are the largest, and may be many. */
  static String words(long number, boolean ordinal) {
    return words(number, false, ordinal);
  }

  private static String words(long number, boolean continued, boolean ordinal) {
    if (number < 100) {
      return (continued ? " and " : "") + belowHundred((int) number, ordinal);
    }
    String comma = continued ? ", " : "";
    if (number < 1_000) {
      return comma + FEW.get((int) (number / 100)) + " Hundred" + rest(number % 100, ordinal);
    }
    long magnitude = 1_000;
    int name = 0;
    while (magnitude < TRILLION && number >= magnitude * 1_000) {
      magnitude *= 1_000;
      name++;
    }
    return comma
        + words(number / magnitude, false, false)
        + " "
        + MAGNITUDES.get(name)
        + rest(number % magnitude, ordinal);
  }

  private static String rest(long number, boolean ordinal) {
    if (number > 0) {
      return words(number, true, ordinal);
    }
    return ordinal ? "th" : "";
  }

  private static String belowHundred(int number, boolean ordinal) {
    if (number < 20) {
      return ordinal ? FEWTH.get(number) : FEW.get(number);
    }
    String ten = TENS.get(number / 10 - 2);
    int unit = number % 10;
    if (unit > 0) {
      return ten + "-" + belowHundred(unit, ordinal);
    }
    return ordinal ? ordinalOfTen(ten) : ten;
  }

  /** The number that words stand for, in any case; null for words that are none. */
  static @Nullable Long parse(String words) {
    Deque<Long> parts = new ArrayDeque<>();
    parts.push(0L);
    for (String word : lower(words).split(",\\s|\\sand\\s|[\\s-]", -1)) {
      Long value = VALUES.get(word);
      if (value == null) {
        return null;
      }
      if (value >= 100) {
        try {
          parts.push(Math.multiplyExact(parts.pop(), value));
        } catch (ArithmeticException tooLarge) {
          return null;
        }
      } else if (parts.getFirst() >= 1_000) {
        parts.push(value);
      } else {
        parts.push(parts.pop() + value);
      }
    }
    return parts.stream().mapToLong(Long::longValue).sum();
  }

  /** Matches any such words, in any case. */
  static String regex() {
    return "(?:" + String.join("|", VALUES.keySet()) + "|and|[-, ])+";
  }
}

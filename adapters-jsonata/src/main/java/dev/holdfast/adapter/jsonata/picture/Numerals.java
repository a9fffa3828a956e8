package dev.holdfast.adapter.jsonata.picture;

import org.jspecify.annotations.Nullable;

/** Roman numbers, and numbers in letters: a, b, ... z, aa, ab. All in lower case. */
final class Numerals {
  private static final int[] VALUES = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
  private static final String[] SIGNS = {
    "m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"
  };

  /** Beyond it there would be a row of m's. */
  private static final long MAX_ROMAN = 100_000;

  private Numerals() {}

  static String roman(long number) {
    if (number > MAX_ROMAN) {
      throw new PictureException("D3130", "The number is too large to be written as Roman.");
    }
    StringBuilder roman = new StringBuilder();
    long rest = number;
    for (int i = 0; i < VALUES.length; i++) {
      while (rest >= VALUES[i]) {
        roman.append(SIGNS[i]);
        rest -= VALUES[i];
      }
    }
    return roman.toString();
  }

  /** The number of a text in lower case, or null if it has other letters. */
  static @Nullable Long parseRoman(String text) {
    long number = 0;
    int largest = 1;
    for (int i = text.length() - 1; i >= 0; i--) {
      int value = valueOf(text.charAt(i));
      if (value == 0) {
        return null;
      }
      number += value < largest ? -value : value;
      largest = Math.max(largest, value);
    }
    return number;
  }

  private static int valueOf(char sign) {
    return switch (sign) {
      case 'm' -> 1000;
      case 'd' -> 500;
      case 'c' -> 100;
      case 'l' -> 50;
      case 'x' -> 10;
      case 'v' -> 5;
      case 'i' -> 1;
      default -> 0;
    };
  }

  static String letters(long number) {
    StringBuilder letters = new StringBuilder();
    for (long rest = number; rest > 0; rest = (rest - 1) / 26) {
      letters.append((char) ('a' + (rest - 1) % 26));
    }
    return letters.reverse().toString();
  }

  /** The number of a text in lower case, or null if it is too long or has other letters. */
  static @Nullable Long parseLetters(String text) {
    if (text.length() > 10) {
      return null;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      int letter = text.charAt(i) - 'a' + 1;
      if (letter < 1 || letter > 26) {
        return null;
      }
      number = number * 26 + letter;
    }
    return number;
  }
}

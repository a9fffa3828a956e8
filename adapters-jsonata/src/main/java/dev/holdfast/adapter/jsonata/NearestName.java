package dev.holdfast.adapter.jsonata;

import java.util.Collection;
import java.util.Locale;

/** Finds what somebody may have meant. */
final class NearestName {
  private static final int MAX_LENGTH = 40;

  private NearestName() {}

  /** The end of a sentence: {@code ; did you mean $sum?}, or only a full stop. */
  static String hint(String name, Collection<String> candidates) {
    String best = "";
    int bestDistance = Math.max(2, name.length() / 3) + 1;
    for (String candidate : candidates) {
      int distance = distance(plain(name), plain(candidate));
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best.isEmpty() ? "." : "; did you mean " + best + "?";
  }

  private static String plain(String name) {
    String letters = name.startsWith("$") ? name.substring(1) : name;
    return letters.substring(0, Math.min(letters.length(), MAX_LENGTH)).toLowerCase(Locale.ROOT);
  }

  /** How many letters must be added, dropped or changed. */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int substituted = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[right.length()];
  }
}

package dev.holdfast.domain.definition;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that was probably meant. */
final class Nearest {
  private static final int LONGEST_COMPARED = 128;

  private Nearest() {}

  /** The closest of some names, the first among equals; null when none is close. */
  static @Nullable String of(String wrong, Collection<String> names) {
    if (wrong.isEmpty() || wrong.length() > LONGEST_COMPARED) return null;
    String nearest = null;
    int least = 1 + Math.clamp(wrong.length() / 3, 1, 4);
    for (String name : names) {
      int distance = distance(fold(wrong), fold(name), least);
      if (distance < least) {
        least = distance;
        nearest = name;
      }
    }
    return nearest;
  }

  private static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Insertions, deletions, replacements and swaps of neighbours; {@code enough} or more is far. */
  private static int distance(String left, String right, int enough) {
    if (Math.abs(left.length() - right.length()) >= enough) return enough;
    int[] older = new int[right.length() + 1];
    int[] old = new int[right.length() + 1];
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) old[j] = j;
    for (int i = 1; i <= left.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        boolean same = left.charAt(i - 1) == right.charAt(j - 1);
        int cost = Math.min(old[j - 1] + (same ? 0 : 1), 1 + Math.min(old[j], row[j - 1]));
        if (i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1)) {
          cost = Math.min(cost, older[j - 2] + 1);
        }
        row[j] = cost;
      }
      int[] free = older;
      older = old;
      old = row;
      row = free;
    }
    return old[right.length()];
  }
}

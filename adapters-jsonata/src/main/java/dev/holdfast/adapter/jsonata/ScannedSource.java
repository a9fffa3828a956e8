package dev.holdfast.adapter.jsonata;

import java.util.Arrays;

/**
 * A source that may be handed to the library's parser.
 *
 * @param text what to parse; every character stands where it stood in the author's text
 * @param starts where each token begins, ascending
 * @param ends where each token ends, ascending; the library knows tokens by their ends
 * @param coalesces how many {@code ??} and {@code ?:} it has: each costs the parser a deep copy
 */
record ScannedSource(String text, int[] starts, int[] ends, int coalesces) {
  /** The start of the token that ends at a position of the library; the position itself if none. */
  int startOf(int end) {
    int index = Arrays.binarySearch(ends, end);
    if (index >= 0) {
      return starts[index];
    }
    return Math.clamp(end, 0, text.length());
  }
}

package dev.holdfast.domain.retry;

import java.math.BigDecimal;

/** Spreads delays by a hash instead of a random number, so that a replay draws the same. */
final class Jitter {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private static final int NINE_DIGITS = 9;
  private static final long LOWEST = 800_000_000L;
  private static final long RANGE = 400_000_000L;

  private Jitter() {}

  /** A factor in [0.8, 1.2) with nine digits. */
  static BigDecimal factor(RetryDecision.Visit visit) {
    long hash = FNV_OFFSET;
    hash = add(hash, visit.runId());
    hash = add(hash, visit.executionPath());
    hash = (hash ^ visit.attempt()) * FNV_PRIME;
    return BigDecimal.valueOf(LOWEST + Long.remainderUnsigned(mix(hash), RANGE), NINE_DIGITS);
  }

  private static long add(long hash, String text) {
    long sum = hash;
    for (int i = 0; i < text.length(); i++) sum = (sum ^ text.charAt(i)) * FNV_PRIME;
    // A separator, so that moving a character from one text to the next changes the hash.
    return (sum ^ 0xFFFF_FFFFL) * FNV_PRIME;
  }

  /** SplitMix64's finaliser: FNV alone leaves neighbours close together. */
  private static long mix(long hash) {
    long a = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }
}

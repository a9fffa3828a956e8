package dev.holdfast.domain.retry;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a failed attempt is followed by another.
 *
 * @param maxAttempts counts the first attempt; at least 1
 * @param backoffMs delay after the first attempt, in milliseconds; 0 retries at once
 * @param backoffMultiplier at least 1
 * @param jitter spreads each delay over 0.8 to 1.2 of itself
 * @param maxDelayMs null means no ceiling
 * @param retryOn categories' texts or codes that alone decide; null means the default rule
 */
public record RetryPolicy(
    int maxAttempts,
    long backoffMs,
    BigDecimal backoffMultiplier,
    boolean jitter,
    @Nullable Long maxDelayMs,
    @Nullable List<String> retryOn) {
  public RetryPolicy {
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("expected at least one attempt, but " + maxAttempts);
    }
    if (backoffMs < 0) {
      throw new IllegalArgumentException("expected backoffMs from 0, but " + backoffMs);
    }
    if (backoffMultiplier.compareTo(BigDecimal.ONE) < 0) {
      throw new IllegalArgumentException(
          "expected backoffMultiplier from 1, but " + backoffMultiplier);
    }
    if (maxDelayMs != null && maxDelayMs < 0) {
      throw new IllegalArgumentException("expected maxDelayMs from 0, but " + maxDelayMs);
    }
    if (retryOn != null) retryOn = List.copyOf(retryOn);
  }
}

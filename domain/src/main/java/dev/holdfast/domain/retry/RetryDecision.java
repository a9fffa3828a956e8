package dev.holdfast.domain.retry;

import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.RunError;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows a failed attempt, as far as the retry policy says. */
public sealed interface RetryDecision {
  /**
   * Try again.
   *
   * @param delayMs whole milliseconds from the failure; 0 at once
   */
  record Again(long delayMs) implements RetryDecision {}

  /** The attempt was the last. */
  record GiveUp(Reason reason) implements RetryDecision {}

  /** Why there is no further attempt. */
  enum Reason {
    NO_POLICY,
    ATTEMPTS_USED,
    NOT_RETRYABLE
  }

  /** No delay is longer: a hundred years, in milliseconds. */
  long LONGEST_DELAY_MS = 36_525L * 24 * 60 * 60 * 1000;

  /**
   * Decides about an attempt that failed.
   *
   * @param policy null means one attempt
   * @param visit whose attempt it was
   * @param tries attempts since the budget was last fresh, this one included; from 1
   * @param minimumDelayMs a lower bound the callee asked for; null when none
   */
  static RetryDecision decide(
      @Nullable RetryPolicy policy,
      RunError error,
      Visit visit,
      int tries,
      @Nullable Long minimumDelayMs) {
    if (policy == null) return new GiveUp(Reason.NO_POLICY);
    if (!isRetryable(policy, error)) return new GiveUp(Reason.NOT_RETRYABLE);
    if (tries >= policy.maxAttempts()) return new GiveUp(Reason.ATTEMPTS_USED);
    long delay = delayMs(policy, visit, tries);
    long minimum = minimumDelayMs == null ? 0 : minimumDelayMs;
    return new Again(Math.min(LONGEST_DELAY_MS, Math.max(delay, minimum)));
  }

  /**
   * One attempt of one visit; what the jitter is drawn from, so that replays agree.
   *
   * @param attempt from 1; goes on over operator retries
   */
  record Visit(String runId, String executionPath, int attempt) {}

  /**
   * {@code min(maxDelayMs, backoffMs · multiplier^(tries−1) · j)}, floored to whole milliseconds.
   */
  static long delayMs(RetryPolicy policy, Visit visit, int tries) {
    // 34 digits: the same on every JVM, and an exponent of any size stays cheap.
    BigDecimal factor = policy.backoffMultiplier().pow(tries - 1, MathContext.DECIMAL128);
    BigDecimal delay = BigDecimal.valueOf(policy.backoffMs()).multiply(factor);
    if (policy.jitter()) delay = delay.multiply(Jitter.factor(visit));
    Long maximum = policy.maxDelayMs();
    long ceiling = maximum == null ? LONGEST_DELAY_MS : Math.min(maximum, LONGEST_DELAY_MS);
    if (delay.compareTo(BigDecimal.valueOf(ceiling)) >= 0) return ceiling;
    return delay.setScale(0, RoundingMode.FLOOR).longValueExact();
  }

  private static boolean isRetryable(RetryPolicy policy, RunError error) {
    List<String> retryOn = policy.retryOn();
    if (retryOn != null) {
      return retryOn.contains(error.code()) || retryOn.contains(error.category().text());
    }
    return error.retryable()
        && error.category() != ErrorCategory.VALIDATION
        && error.category() != ErrorCategory.EXPRESSION;
  }
}

package dev.holdfast.domain.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.Seeds;
import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.retry.RetryDecision.Again;
import dev.holdfast.domain.retry.RetryDecision.GiveUp;
import dev.holdfast.domain.retry.RetryDecision.Reason;
import dev.holdfast.domain.retry.RetryDecision.Visit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryDecisionTest {
  private static final Visit VISIT = new Visit("run-1", "root.steps[0]", 1);

  @Test
  void no_policy_means_one_attempt() {
    assertThat(RetryDecision.decide(null, error(ErrorCategory.TRANSIENT, true), VISIT, 1, null))
        .isEqualTo(new GiveUp(Reason.NO_POLICY));
  }

  @Test
  void the_last_attempt_counts_the_first() {
    RetryPolicy policy = policy(3, 100, "2", false, null, null);
    RunError error = error(ErrorCategory.TRANSIENT, true);
    assertThat(RetryDecision.decide(policy, error, VISIT, 2, null)).isEqualTo(new Again(200));
    assertThat(RetryDecision.decide(policy, error, VISIT, 3, null))
        .isEqualTo(new GiveUp(Reason.ATTEMPTS_USED));
  }

  @Test
  void delays_grow_by_the_multiplier_up_to_the_maximum() {
    RetryPolicy policy = policy(9, 100, "2", false, 350L, null);
    assertThat(delays(policy, 4)).containsExactly(100L, 200L, 350L, 350L);
    assertThat(delays(policy(9, 100, "1", false, null, null), 3)).containsExactly(100L, 100L, 100L);
    assertThat(delays(policy(9, 0, "2", true, null, null), 2)).containsExactly(0L, 0L);
  }

  @Test
  void delays_are_floored_to_whole_milliseconds() {
    assertThat(delays(policy(9, 10, "1.26", false, null, null), 3)).containsExactly(10L, 12L, 15L);
  }

  @Test
  void a_delay_beyond_all_bounds_is_a_hundred_years() {
    RetryPolicy policy = policy(100_000, Long.MAX_VALUE, "1000000", true, null, null);
    assertThat(RetryDecision.delayMs(policy, VISIT, 99_999))
        .isEqualTo(RetryDecision.LONGEST_DELAY_MS);
  }

  @Test
  void jitter_stays_in_its_range_spreads_and_repeats() {
    RetryPolicy policy = policy(9, 1_000_000, "1", true, null, null);
    List<Long> seen = new ArrayList<>();
    Seeds.each(
        5_000,
        seeds -> {
          Visit visit =
              new Visit(seeds.text() + seeds.below(1_000_000), "root", seeds.below(9) + 1);
          long delay = RetryDecision.delayMs(policy, visit, 1);
          assertThat(delay).isBetween(800_000L, 1_199_999L);
          assertThat(RetryDecision.delayMs(policy, visit, 1)).isEqualTo(delay);
          seen.add(delay);
        });
    for (long low = 800_000; low < 1_200_000; low += 50_000) {
      long from = low;
      assertThat(seen.stream().filter(delay -> delay >= from && delay < from + 50_000).count())
          .isBetween(450L, 800L);
    }
  }

  @Test
  void jitter_never_changes_between_releases() {
    assertThat(Jitter.factor(VISIT)).isEqualTo(new BigDecimal("0.990297678"));
    assertThat(Jitter.factor(new Visit("run-1", "root.steps[0]", 2)))
        .isEqualTo(new BigDecimal("1.069746836"));
    assertThat(Jitter.factor(new Visit("", "", 1))).isEqualTo(new BigDecimal("0.990449383"));
  }

  @Test
  void the_maximum_holds_after_jitter() {
    assertThat(RetryDecision.delayMs(policy(9, 1000, "2", true, 800L, null), VISIT, 1))
        .isEqualTo(800);
  }

  @Test
  void the_callee_can_ask_for_a_longer_delay_but_not_a_shorter() {
    RetryPolicy policy = policy(3, 100, "2", false, 150L, null);
    RunError error = error(ErrorCategory.TRANSIENT, true);
    assertThat(RetryDecision.decide(policy, error, VISIT, 1, 5_000L)).isEqualTo(new Again(5_000));
    assertThat(RetryDecision.decide(policy, error, VISIT, 1, 99L)).isEqualTo(new Again(100));
  }

  @Test
  void without_retry_on_all_is_retried_but_what_would_fail_again() {
    RetryPolicy policy = policy(3, 0, "2", false, null, null);
    for (ErrorCategory category : ErrorCategory.values()) {
      boolean expected =
          category != ErrorCategory.VALIDATION && category != ErrorCategory.EXPRESSION;
      assertThat(RetryDecision.decide(policy, error(category, true), VISIT, 1, null))
          .isEqualTo(expected ? new Again(0) : new GiveUp(Reason.NOT_RETRYABLE));
      assertThat(RetryDecision.decide(policy, error(category, false), VISIT, 1, null))
          .isEqualTo(new GiveUp(Reason.NOT_RETRYABLE));
    }
  }

  @Test
  void retry_on_alone_decides() {
    RetryPolicy byCategory = policy(3, 0, "2", false, null, List.of("ValidationError"));
    RetryPolicy byCode = policy(3, 0, "2", false, null, List.of("SOME_CODE"));
    RunError validation = error(ErrorCategory.VALIDATION, false);
    RunError transientError = error(ErrorCategory.TRANSIENT, true);
    assertThat(RetryDecision.decide(byCategory, validation, VISIT, 1, null))
        .isEqualTo(new Again(0));
    assertThat(RetryDecision.decide(byCategory, transientError, VISIT, 1, null))
        .isEqualTo(new GiveUp(Reason.NOT_RETRYABLE));
    assertThat(RetryDecision.decide(byCode, validation, VISIT, 1, null)).isEqualTo(new Again(0));
  }

  @Test
  void a_policy_outside_its_ranges_cannot_exist() {
    assertThatThrownBy(() -> policy(0, 0, "2", false, null, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> policy(1, -1, "2", false, null, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> policy(1, 0, "0.99", false, null, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> policy(1, 0, "1", false, -1L, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(policy(1, 0, "1", false, 0L, List.of()).maxAttempts()).isEqualTo(1);
  }

  private static List<Long> delays(RetryPolicy policy, int count) {
    List<Long> delays = new ArrayList<>();
    for (int tries = 1; tries <= count; tries++) {
      delays.add(RetryDecision.delayMs(policy, VISIT, tries));
    }
    return delays;
  }

  private static RunError error(ErrorCategory category, boolean retryable) {
    return new RunError(
        category, "SOME_CODE", "It failed.", null, null, null, retryable, Json.EMPTY_OBJECT);
  }

  private static RetryPolicy policy(
      int attempts,
      long backoffMs,
      String multiplier,
      boolean jitter,
      @Nullable Long maxDelayMs,
      @Nullable List<String> retryOn) {
    return new RetryPolicy(
        attempts, backoffMs, new BigDecimal(multiplier), jitter, maxDelayMs, retryOn);
  }
}

package dev.holdfast.domain.definition;

import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.retry.RetryPolicy;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles {@code retry}. */
final class RetryFields {
  private static final BigDecimal MULTIPLIER = BigDecimal.TWO;

  private RetryFields() {}

  /** The policy; null when there is none, or a wrong and reported one. */
  static @Nullable RetryPolicy of(Fields owner, String name, Report report) {
    Fields fields = owner.object(name);
    if (fields == null) return null;
    Long attempts = fields.requiredWhole("maxAttempts", 1, DefinitionLimits.ATTEMPTS);
    Long backoff = fields.requiredWhole("backoffMs", 0, DefinitionLimits.MILLIS);
    BigDecimal multiplier = multiplier(fields);
    Boolean jitter = fields.truth("jitter");
    Long maximum = fields.whole("maxDelayMs", 0, DefinitionLimits.MILLIS);
    List<String> retryOn = ErrorNames.of(fields, "retryOn", report);
    fields.end();
    if (attempts == null || backoff == null) return null;
    return new RetryPolicy(
        attempts.intValue(), backoff, multiplier, jitter == null || jitter, maximum, retryOn);
  }

  private static BigDecimal multiplier(Fields fields) {
    if (!fields.has("backoffMultiplier")) return MULTIPLIER;
    if (!(fields.raw("backoffMultiplier") instanceof Number number)) {
      fields.wrongType("backoffMultiplier", "a number");
      return MULTIPLIER;
    }
    if (Json.compareNumbers(number, 1L) < 0
        || Json.compareNumbers(number, (long) DefinitionLimits.MULTIPLIER) > 0) {
      fields.wrongValue("backoffMultiplier", "a number from 1 to " + DefinitionLimits.MULTIPLIER);
      return MULTIPLIER;
    }
    return number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number.longValue());
  }
}

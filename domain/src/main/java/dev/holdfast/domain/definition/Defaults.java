package dev.holdfast.domain.definition;

import dev.holdfast.domain.retry.RetryPolicy;
import org.jspecify.annotations.Nullable;

/** What the definition says for all its action calls. */
record Defaults(@Nullable RetryPolicy retry, @Nullable Long timeoutMs) {
  static Defaults of(Fields document, Report report) {
    Fields fields = document.object("defaults");
    if (fields == null) return new Defaults(null, null);
    RetryPolicy retry = RetryFields.of(fields, "retry", report);
    Long timeoutMs = fields.whole("timeoutMs", 1, DefinitionLimits.MILLIS);
    fields.end();
    return new Defaults(retry, timeoutMs);
  }
}

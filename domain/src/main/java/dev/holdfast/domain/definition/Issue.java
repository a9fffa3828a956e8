package dev.holdfast.domain.definition;

import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with a definition.
 *
 * @param code stable; see {@code docs/reference}
 * @param pointer JSON pointer into the definition; the empty string is the document
 */
public record Issue(
    Severity severity,
    String code,
    String message,
    String pointer,
    @Nullable String stepId,
    @Nullable String stepPath,
    @Nullable String suggestion) {
  /** Errors block publishing; warnings do not. */
  public enum Severity {
    ERROR,
    WARNING
  }
}

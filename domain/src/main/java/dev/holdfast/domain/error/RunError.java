package dev.holdfast.domain.error;

import dev.holdfast.domain.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one error type. It survives every boundary (HTTP, mailbox, activity) with all its parts.
 *
 * @param code stable, upper case with underscores
 * @param message a sentence for people; never a secret, never a stack trace
 * @param stepPath static path of the step that raised it, or {@code output}; null before a step is
 *     known
 * @param executionPath path of the visit, iteration indexes included; null before it is known
 * @param at when it was raised; null before the core has stamped it
 * @param retryable false when no retry policy without {@code retryOn} may try again
 * @param details JSON values in the core's vocabulary; empty when there are none
 */
public record RunError(
    ErrorCategory category,
    String code,
    String message,
    @Nullable String stepPath,
    @Nullable String executionPath,
    @Nullable Instant at,
    boolean retryable,
    Map<String, @Nullable Object> details) {
  /** An error of the core without details. */
  public static RunError of(ErrorCode code, String message) {
    return of(code, message, Json.EMPTY_OBJECT);
  }

  /** An error of the core. Place and time are not known yet; see {@link #raisedAt}. */
  public static RunError of(ErrorCode code, String message, Map<String, @Nullable Object> details) {
    return new RunError(
        code.category(), code.name(), message, null, null, null, code.retryable(), details);
  }

  /** The same error with the place and time it was raised at, where it has none yet. */
  public RunError raisedAt(String stepPath, String executionPath, Instant at) {
    return new RunError(
        category,
        code,
        message,
        this.stepPath == null ? stepPath : this.stepPath,
        this.executionPath == null ? executionPath : this.executionPath,
        this.at == null ? at : this.at,
        retryable,
        details);
  }

  /** The same error with one more member in its details. */
  public RunError withDetail(String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(details);
    more.put(name, value);
    return new RunError(
        category, code, message, stepPath, executionPath, at, retryable, Json.object(more));
  }

  /**
   * The error as expressions and the API see it: its parts, and {@code name}, {@code nodePath} and
   * {@code data} as other names for {@code category}, {@code stepPath} and {@code details}. What is
   * not known yet is null.
   */
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("category", category.text());
    json.put("code", code);
    json.put("message", message);
    json.put("stepPath", stepPath);
    json.put("executionPath", executionPath);
    json.put("at", at == null ? null : Json.instant(at));
    json.put("retryable", retryable);
    json.put("details", details);
    json.put("name", category.text());
    json.put("nodePath", stepPath);
    json.put("data", details);
    return Json.object(json);
  }
}

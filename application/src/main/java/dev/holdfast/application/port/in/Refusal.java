package dev.holdfast.application.port.in;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a caller's wish cannot be.
 *
 * @param code stable; listed in {@code docs/reference}
 * @param places what is wrong where, when there are several or a place can be named
 * @param details further JSON members of the problem
 */
public record Refusal(
    Kind kind,
    String code,
    String message,
    List<Place> places,
    Map<String, @Nullable Object> details) {
  public Refusal(Kind kind, String code, String message) {
    this(kind, code, message, List.of(), Map.of());
  }

  /** The families of refusals; each has one HTTP status. */
  public enum Kind {
    MALFORMED,
    UNAUTHENTICATED,
    FORBIDDEN,
    NOT_FOUND,
    CONFLICT,
    TOO_LARGE,
    INVALID,
    RATE_LIMITED,
    UNAVAILABLE
  }

  /**
   * @param pointer JSON pointer into the body
   */
  public record Place(String pointer, String code, String message) {}
}

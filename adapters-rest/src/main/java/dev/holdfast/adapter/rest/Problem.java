package dev.holdfast.adapter.rest;

import dev.holdfast.application.port.in.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A problem detail (RFC 9457): the one shape of everything that goes wrong.
 *
 * @param code stable
 * @param members further members, such as the list of errors
 * @param headers of the answer, such as {@code Retry-After}
 */
public record Problem(
    int status,
    String code,
    String detail,
    Map<String, @Nullable Object> members,
    Map<String, String> headers) {
  static final String MEDIA_TYPE = "application/problem+json";

  /** How long a caller waits before it asks again, when nothing better is known. */
  private static final String RETRY_AFTER_SECONDS = "2";

  Problem(int status, String code, String detail) {
    this(status, code, detail, Map.of(), Map.of());
  }

  /** The one mapping of a refusal to HTTP. */
  static Problem of(Refusal refusal) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    if (!refusal.places().isEmpty()) members.put("errors", places(refusal.places()));
    members.putAll(refusal.details());
    return new Problem(
        status(refusal.kind()), refusal.code(), refusal.message(), members, headers(refusal));
  }

  static Problem storeUnavailable() {
    return of(
        new Refusal(
            Refusal.Kind.UNAVAILABLE,
            "STORE_UNAVAILABLE",
            "the database cannot be reached; try again, under the same key where one was given"));
  }

  /** The members as they are written. */
  Map<String, @Nullable Object> json(String traceId) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("type", "about:blank");
    json.put("title", HttpStatuses.reason(status));
    json.put("status", (long) status);
    json.put("code", code);
    json.put("detail", detail);
    json.put("traceId", traceId);
    members.forEach(json::putIfAbsent);
    return json;
  }

  private static int status(Refusal.Kind kind) {
    return switch (kind) {
      case MALFORMED -> 400;
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case TOO_LARGE -> 413;
      case INVALID -> 422;
      case RATE_LIMITED -> 429;
      case UNAVAILABLE -> 503;
    };
  }

  private static Map<String, String> headers(Refusal refusal) {
    return switch (refusal.kind()) {
      case UNAUTHENTICATED -> Map.of("WWW-Authenticate", "Bearer realm=\"holdfast\"");
      case RATE_LIMITED, UNAVAILABLE -> Map.of("Retry-After", retryAfter(refusal));
      case MALFORMED, FORBIDDEN, NOT_FOUND, CONFLICT, TOO_LARGE, INVALID -> Map.of();
    };
  }

  /** A refusal that knows better says so in {@code retryAfterSeconds}. */
  private static String retryAfter(Refusal refusal) {
    Object seconds = refusal.details().get("retryAfterSeconds");
    return seconds instanceof Long known ? Long.toString(Math.max(1, known)) : RETRY_AFTER_SECONDS;
  }

  private static List<Map<String, @Nullable Object>> places(List<Refusal.Place> places) {
    List<Map<String, @Nullable Object>> errors = new ArrayList<>();
    for (Refusal.Place place : places) {
      Map<String, @Nullable Object> error = new LinkedHashMap<>();
      error.put("pointer", place.pointer());
      error.put("code", place.code());
      error.put("message", place.message());
      errors.add(error);
    }
    return errors;
  }
}

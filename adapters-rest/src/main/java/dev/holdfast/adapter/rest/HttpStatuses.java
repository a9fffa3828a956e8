package dev.holdfast.adapter.rest;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/** Names of HTTP statuses. */
final class HttpStatuses {
  private HttpStatuses() {}

  static String reason(int status) {
    HttpStatus known = HttpStatus.resolve(status);
    return known == null ? "Status " + status : known.getReasonPhrase();
  }

  /** The code of a problem that has no better one, such as {@code METHOD_NOT_ALLOWED}. */
  static String code(int status) {
    HttpStatus known = HttpStatus.resolve(status);
    return known == null ? "HTTP_" + status : known.name().toUpperCase(Locale.ROOT);
  }
}

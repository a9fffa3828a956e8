package dev.holdfast.adapter.actions.http;

import dev.holdfast.adapter.actions.http.HttpInput.ResponseType;
import dev.holdfast.application.port.out.Action.Answer;
import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.RunError;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;

/** What an HTTP answer means to a run. */
final class HttpAnswers {
  static final int DETAIL_CHARACTERS_MAX = 4096;

  private final JsonText json;

  HttpAnswers(JsonText json) {
    this.json = json;
  }

  /**
   * @param headers by lower-case names
   * @param now to turn a {@code Retry-After} date into a delay
   */
  Answer answer(
      int status,
      Map<String, @Nullable Object> headers,
      byte[] body,
      ResponseType type,
      Instant now) {
    if (status < 200 || status > 299) return failed(status, headers, body, now);
    Map<String, @Nullable Object> output = new LinkedHashMap<>();
    output.put("status", (long) status);
    output.put("headers", headers);
    try {
      output.put("body", value(headers, body, type));
    } catch (JsonText.JsonInvalid e) {
      return failure(
          ErrorCategory.ACTION,
          "HTTP_RESPONSE_INVALID",
          "expected the answer to be JSON, but " + e.getMessage(),
          false,
          details(status, headers, body),
          null);
    }
    return new Answer.Done(output);
  }

  static Answer failure(
      ErrorCategory category,
      String code,
      String message,
      boolean retryable,
      Map<String, @Nullable Object> details,
      @Nullable Duration minimumDelay) {
    return new Answer.Failed(
        new RunError(category, code, message, null, null, null, retryable, details), minimumDelay);
  }

  private static Answer failed(
      int status, Map<String, @Nullable Object> headers, byte[] body, Instant now) {
    boolean passing = status == 408 || status == 425 || status == 429 || status >= 500;
    return failure(
        passing ? ErrorCategory.TRANSIENT : ErrorCategory.ACTION,
        "HTTP_" + status,
        "expected a 2xx answer, but the service said " + status,
        passing,
        details(status, headers, body),
        passing ? retryAfter(headers.get("retry-after"), now) : null);
  }

  private static Map<String, @Nullable Object> details(
      int status, Map<String, @Nullable Object> headers, byte[] body) {
    Map<String, @Nullable Object> details = new LinkedHashMap<>();
    details.put("status", (long) status);
    String text = text(body, charset(contentType(headers)));
    details.put(
        "body",
        text.length() > DETAIL_CHARACTERS_MAX ? text.substring(0, DETAIL_CHARACTERS_MAX) : text);
    return details;
  }

  private @Nullable Object value(
      Map<String, @Nullable Object> headers, byte[] body, ResponseType type) {
    ContentType contentType = contentType(headers);
    return switch (type) {
      case JSON -> json(body, contentType);
      case TEXT -> text(body, charset(contentType));
      case BASE64 -> Base64.getEncoder().encodeToString(body);
      case AUTO -> {
        String mime = contentType == null ? "" : contentType.getMimeType().toLowerCase(Locale.ROOT);
        if (body.length == 0) yield null;
        if (mime.equals("application/json") || mime.endsWith("+json"))
          yield json(body, contentType);
        boolean textual =
            mime.startsWith("text/") || mime.endsWith("xml") || mime.endsWith("urlencoded");
        yield textual ? text(body, charset(contentType)) : Base64.getEncoder().encodeToString(body);
      }
    };
  }

  private @Nullable Object json(byte[] body, @Nullable ContentType contentType) {
    return json.parse(withoutNul(text(body, charset(contentType))));
  }

  /** NUL cannot be stored as text: it is shown as U+FFFD, also where JSON escapes it. */
  private static String withoutNul(String text) {
    if (!text.contains("\\u0000")) return text;
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      boolean escape = text.charAt(i) == '\\' && i + 1 < text.length();
      if (escape && text.startsWith("\\u0000", i)) {
        out.append('\uFFFD');
        i += 5;
      } else if (escape) {
        out.append(text, i, i + 2);
        i++;
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  private static String text(byte[] body, Charset charset) {
    return new String(body, charset).replace('\0', '\uFFFD');
  }

  private static @Nullable ContentType contentType(Map<String, @Nullable Object> headers) {
    return headers.get("content-type") instanceof String text
        ? ContentType.parseLenient(text)
        : null;
  }

  private static Charset charset(@Nullable ContentType contentType) {
    return contentType == null || contentType.getCharset() == null
        ? StandardCharsets.UTF_8
        : contentType.getCharset();
  }

  /** RFC 9110, 10.2.3: seconds or a date. Anything else asks for nothing. */
  static @Nullable Duration retryAfter(@Nullable Object header, Instant now) {
    if (!(header instanceof String text)) return null;
    if (text.matches("[0-9]{1,9}")) return Duration.ofSeconds(Long.parseLong(text));
    try {
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return until.isAfter(now) ? Duration.between(now, until) : null;
    } catch (DateTimeException notADate) {
      return null;
    }
  }
}

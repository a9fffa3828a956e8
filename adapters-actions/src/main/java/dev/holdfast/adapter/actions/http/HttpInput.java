package dev.holdfast.adapter.actions.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The checked input of one {@code http.request}.
 *
 * @param uri with the query merged in
 * @param headers by the names the author wrote
 * @param body text to send; null sends none
 * @param bodyIsJson the body was an object or a list
 */
record HttpInput(
    String method,
    URI uri,
    Map<String, String> headers,
    @Nullable String body,
    boolean bodyIsJson,
    long timeoutMs,
    ResponseType responseType) {
  static final long TIMEOUT_MAX_MS = 300_000;

  /** How the answer's body becomes a value. */
  enum ResponseType {
    AUTO,
    JSON,
    TEXT,
    BASE64
  }

  /** Turns JSON values into text; given by the adapter for JSON. */
  interface JsonWriter {
    String write(@Nullable Object json);
  }

  /**
   * @throws IllegalArgumentException with a sentence for the author, when the input cannot be sent
   */
  static HttpInput of(Map<String, @Nullable Object> input, long defaultTimeoutMs, JsonWriter json) {
    Object body = input.get("body");
    boolean structured = body instanceof Map || body instanceof List;
    return new HttpInput(
        text(input.get("method"), "GET").toUpperCase(Locale.ROOT),
        uri(text(input.get("url"), ""), input.get("query")),
        headers(input.get("headers")),
        body == null ? null : body instanceof String s ? s : json.write(body),
        structured,
        input.get("timeoutMs") instanceof Number n
            ? Math.min(n.longValue(), TIMEOUT_MAX_MS)
            : defaultTimeoutMs,
        ResponseType.valueOf(text(input.get("responseType"), "auto").toUpperCase(Locale.ROOT)));
  }

  private static String text(@Nullable Object value, String otherwise) {
    return value instanceof String text ? text : otherwise;
  }

  private static URI uri(String url, @Nullable Object query) {
    String separator = url.contains("?") ? "&" : "?";
    String pairs = query instanceof Map<?, ?> members ? pairs(members) : "";
    try {
      URI uri = new URI(pairs.isEmpty() ? url : url + separator + pairs);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (!scheme.equals("http") && !scheme.equals("https")) {
        throw new IllegalArgumentException("expected url to begin with http:// or https://");
      }
      if (uri.getHost() == null) throw new IllegalArgumentException("expected url to name a host");
      if (uri.getUserInfo() != null) {
        throw new IllegalArgumentException("expected no user name in url, use a header instead");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("expected url to be a URL, but " + e.getReason(), e);
    }
  }

  private static String pairs(Map<?, ?> members) {
    StringBuilder text = new StringBuilder();
    members.forEach((name, value) -> {
      List<?> values =
          value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
      for (Object one : values) {
        if (!text.isEmpty()) text.append('&');
        text.append(encoded(name)).append('=').append(encoded(one));
      }
    });
    return text.toString();
  }

  private static String encoded(@Nullable Object value) {
    String plain =
        value instanceof java.math.BigDecimal number
            ? number.toPlainString()
            : String.valueOf(value);
    return URLEncoder.encode(plain, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Map<String, String> headers(@Nullable Object given) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (given instanceof Map<?, ?> members) {
      members.forEach((name, value) -> {
        if (value != null) headers.put(headerName(String.valueOf(name)), headerValue(value));
      });
    }
    return headers;
  }

  private static String headerName(String name) {
    // RFC 9110, 5.6.2: a token.
    if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}")) {
      throw new IllegalArgumentException("expected header names to be HTTP tokens");
    }
    if (List.of("host", "content-length", "transfer-encoding", "connection", "upgrade")
        .contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("expected no header " + name + ", it is set by the call");
    }
    return name;
  }

  private static String headerValue(Object value) {
    String text = String.valueOf(value);
    if (text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
      throw new IllegalArgumentException("expected header values without control characters");
    }
    return text;
  }
}

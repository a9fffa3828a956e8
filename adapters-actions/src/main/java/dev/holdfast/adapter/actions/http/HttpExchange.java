package dev.holdfast.adapter.actions.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.jspecify.annotations.Nullable;

/** One logical call: the request, and the redirects it leads to. */
final class HttpExchange {
  static final int REDIRECTS_MAX = 5;
  static final int RESPONSE_BYTES_MAX = 1024 * 1024;

  /** Never sent to another origin: what fetch and curl drop, and what carries our own key. */
  private static final List<String> CREDENTIALS =
      List.of("authorization", "cookie", "proxy-authorization", "x-api-key", "idempotency-key");

  private final HttpClient client;
  private final Deadline deadline;

  HttpExchange(HttpClient client, Deadline deadline) {
    this.client = client;
    this.deadline = deadline;
  }

  /**
   * @param headers by lower-case names; several of one name joined with commas
   */
  record Response(int status, Map<String, @Nullable Object> headers, byte[] body) {}

  /** The answer is longer than {@link #RESPONSE_BYTES_MAX}. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** More redirects than {@link #REDIRECTS_MAX}, or one that leads nowhere. */
  static final class BadRedirect extends IOException {
    private static final long serialVersionUID = 1L;

    BadRedirect(String message) {
      super(message);
    }
  }

  Response send(HttpInput input, Map<String, String> headers) throws IOException {
    String method = input.method();
    String body = input.body();
    URI uri = input.uri();
    Map<String, String> sent = new LinkedHashMap<>(headers);
    for (int hop = 0; ; hop++) {
      Response response = once(method, uri, sent, body, input.bodyIsJson());
      URI next = target(uri, response);
      if (next == null) return response;
      if (hop == REDIRECTS_MAX) throw new BadRedirect("more than " + REDIRECTS_MAX + " redirects");
      // RFC 9110, 15.4: 303 always becomes GET, and so does a POST answered with 301 or 302.
      boolean toGet =
          response.status() == 303 || (response.status() < 303 && method.equals("POST"));
      if (toGet && !method.equals("HEAD")) {
        method = "GET";
        body = null;
      }
      if (!sameOrigin(uri, next)) {
        sent.keySet().removeIf(name -> CREDENTIALS.contains(name.toLowerCase(Locale.ROOT)));
        if (!headers.keySet().equals(sent.keySet())) sent = keepHarmless(sent);
      }
      uri = next;
    }
  }

  /** Once credentials were dropped, headers the author made up may carry them under other names. */
  private static Map<String, String> keepHarmless(Map<String, String> headers) {
    Map<String, String> kept = new LinkedHashMap<>();
    headers.forEach((name, value) -> {
      String lower = name.toLowerCase(Locale.ROOT);
      if (!lower.contains("token") && !lower.contains("secret") && !lower.contains("key")) {
        kept.put(name, value);
      }
    });
    return kept;
  }

  private Response once(
      String method, URI uri, Map<String, String> headers, @Nullable String body, boolean json)
      throws IOException {
    HttpUriRequestBase request = new HttpUriRequestBase(method, uri);
    headers.forEach(request::setHeader);
    if (body != null) request.setEntity(entity(body, headers, json));
    deadline.guards(request);
    return client.execute(request, HttpExchange::read);
  }

  private static HttpEntity entity(String body, Map<String, String> headers, boolean json) {
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
        return new StringEntity(body, ContentType.parseLenient(header.getValue()));
      }
    }
    return new StringEntity(
        body,
        json
            ? ContentType.APPLICATION_JSON
            : ContentType.TEXT_PLAIN.withCharset(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static Response read(ClassicHttpResponse response) throws IOException {
    Map<String, @Nullable Object> headers = new LinkedHashMap<>();
    for (Header header : response.getHeaders()) {
      String value = header.getValue() == null ? "" : header.getValue();
      headers.merge(
          header.getName().toLowerCase(Locale.ROOT), value, (had, more) -> had + ", " + more);
    }
    HttpEntity entity = response.getEntity();
    byte[] body = new byte[0];
    if (entity != null) {
      try (InputStream content = entity.getContent()) {
        body = content.readNBytes(RESPONSE_BYTES_MAX + 1);
      }
    }
    if (body.length > RESPONSE_BYTES_MAX) throw new TooLarge();
    return new Response(response.getCode(), headers, body);
  }

  private static @Nullable URI target(URI from, Response response) throws BadRedirect {
    boolean redirect =
        switch (response.status()) {
          case 301, 302, 303, 307, 308 -> true;
          default -> false;
        };
    if (!redirect || !(response.headers().get("location") instanceof String location)) return null;
    try {
      URI next = from.resolve(location);
      String scheme = String.valueOf(next.getScheme()).toLowerCase(Locale.ROOT);
      boolean web = scheme.equals("http") || scheme.equals("https");
      if (!web || next.getHost() == null)
        throw new BadRedirect("a redirect that is no web address");
      return next;
    } catch (IllegalArgumentException e) {
      throw new BadRedirect("a redirect that is no address");
    }
  }

  private static boolean sameOrigin(URI a, URI b) {
    return a.getScheme().equalsIgnoreCase(b.getScheme())
        && a.getHost().equalsIgnoreCase(b.getHost())
        && port(a) == port(b);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) return uri.getPort();
    return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }
}

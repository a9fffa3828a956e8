package dev.holdfast.adapter.rest;

import dev.holdfast.application.port.in.Refusal;
import dev.holdfast.application.port.out.JsonText;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Reads a request's body, whole, within its limits of size and time, and parses it. */
final class BodyParser {
  /** For the whole body: a caller that drips bytes does not keep a connection for ever. */
  private static final Duration LONGEST_READ = Duration.ofSeconds(30);

  private final JsonText text;
  private final Duration longestRead;

  BodyParser(JsonText text) {
    this(text, LONGEST_READ);
  }

  BodyParser(JsonText text, Duration longestRead) {
    this.text = text;
    this.longestRead = longestRead;
  }

  Body read(HttpServletRequest request, int limit, boolean optional) {
    byte[] bytes = bytes(request, limit);
    if (bytes.length == 0 && optional) return new Body(Map.of(), bytes);
    if (bytes.length > 0) checkMediaType(request);
    try {
      return new Body(text.parse(bytes), bytes);
    } catch (JsonText.JsonInvalid invalid) {
      throw invalidJson(invalid);
    }
  }

  private byte[] bytes(HttpServletRequest request, int limit) {
    if (request.getContentLengthLong() > limit) throw tooLarge(limit);
    long end = System.nanoTime() + longestRead.toNanos();
    int expected = (int) Math.max(0, request.getContentLengthLong());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.max(256, expected));
    byte[] part = new byte[8192];
    try (InputStream in = request.getInputStream()) {
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        bytes.write(part, 0, read);
        if (bytes.size() > limit) throw tooLarge(limit);
        if (System.nanoTime() - end > 0) throw tooSlow();
      }
    } catch (SocketTimeoutException slow) {
      throw tooSlow();
    } catch (IOException broken) {
      throw new RequestRefused(
          new Refusal(
              Refusal.Kind.MALFORMED, "INVALID_REQUEST", "the body could not be read to its end"));
    }
    return bytes.toByteArray();
  }

  private static void checkMediaType(HttpServletRequest request) {
    String encoding = request.getHeader("Content-Encoding");
    boolean plain = encoding == null || encoding.equalsIgnoreCase("identity");
    if (!plain || !isJson(request.getContentType())) {
      throw new RequestRefused(
          new Problem(
              415,
              "UNSUPPORTED_MEDIA_TYPE",
              "expected a body of Content-Type application/json in UTF-8, not encoded further",
              Map.of(),
              Map.of("Accept", "application/json", "Accept-Encoding", "identity")));
    }
  }

  private static boolean isJson(@Nullable String contentType) {
    if (contentType == null) return false;
    if (contentType.equals(MediaType.APPLICATION_JSON_VALUE)) return true;
    try {
      MediaType type = MediaType.parseMediaType(contentType);
      boolean json =
          type.getType().equals("application")
              && (type.getSubtype().equals("json") || type.getSubtype().endsWith("+json"));
      return json
          && (type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8));
    } catch (InvalidMediaTypeException malformed) {
      return false;
    }
  }

  private static RequestRefused invalidJson(JsonText.JsonInvalid invalid) {
    String message = invalid.getMessage() == null ? "expected JSON" : invalid.getMessage();
    Refusal.Place place = new Refusal.Place(invalid.pointer(), "INVALID_JSON", message);
    return new RequestRefused(
        new Refusal(Refusal.Kind.MALFORMED, "INVALID_JSON", message, List.of(place), Map.of()));
  }

  private static RequestRefused tooLarge(int limit) {
    return new RequestRefused(
        new Refusal(
            Refusal.Kind.TOO_LARGE,
            "BODY_TOO_LARGE",
            "expected a body of at most %d bytes".formatted(limit)));
  }

  private static RequestRefused tooSlow() {
    return new RequestRefused(
        new Problem(
            408,
            "REQUEST_TIMEOUT",
            "the body did not arrive in time",
            Map.of(),
            Map.of("Connection", "close")));
  }
}

package dev.holdfast.adapter.actions.http;

import dev.holdfast.application.port.out.Action.Descriptor;
import dev.holdfast.application.port.out.Action.KeyOwner;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How {@code http.request} describes itself. */
final class HttpRequestSchemas {
  private HttpRequestSchemas() {}

  static final Descriptor DESCRIPTOR =
      new Descriptor(
          "http.request",
          1,
          "HTTP request",
          "Web",
          "Calls an HTTP service. 2xx succeeds; 408, 425, 429, 5xx, timeouts and lost connections are"
              + " TransientError; other statuses are ActionError and not retried.",
          input(),
          output(),
          true,
          null,
          KeyOwner.ENGINE,
          Duration.ofSeconds(60),
          List.of(
              members(
                  "method", "POST",
                  "url", "https://api.example.com/orders",
                  "body", members("orderId", "A-1"))));

  private static Map<String, @Nullable Object> input() {
    return object(
        List.of("url"),
        members(
            "method", members("type", "string", "pattern", "^[A-Za-z]{1,16}$"),
            "url", members("type", "string", "minLength", 1L, "maxLength", 8192L),
            "query", members("type", "object"),
            "headers", members("type", "object"),
            "body", members("type", List.of("object", "array", "string", "null")),
            "timeoutMs",
                members("type", "integer", "minimum", 1L, "maximum", HttpInput.TIMEOUT_MAX_MS),
            "responseType", members("enum", List.of("auto", "json", "text", "base64"))));
  }

  private static Map<String, @Nullable Object> output() {
    return object(
        List.of("status", "headers", "body"),
        members(
            "status", members("type", "integer"),
            "headers", members("type", "object"),
            "body", members()));
  }

  private static Map<String, @Nullable Object> object(
      List<String> required, Map<String, @Nullable Object> properties) {
    return members(
        "type",
        "object",
        "required",
        required,
        "properties",
        properties,
        "additionalProperties",
        false);
  }

  private static Map<String, @Nullable Object> members(Object... namesAndValues) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return members;
  }
}

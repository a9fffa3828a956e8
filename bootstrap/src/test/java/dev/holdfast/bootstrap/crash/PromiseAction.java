package dev.holdfast.bootstrap.crash;

import dev.holdfast.application.port.out.Action;
import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code crash.promise}: hands its callback token to an address, and answers later. */
final class PromiseAction implements Action {
  @Override
  public Descriptor descriptor() {
    return new Descriptor(
        "crash.promise",
        1,
        "Promise",
        "Test",
        "Answers later.",
        Map.of("type", "object"),
        null,
        true,
        null,
        KeyOwner.ENGINE,
        Duration.ofSeconds(60),
        List.of());
  }

  @Override
  public @Nullable String ownKey(Map<String, @Nullable Object> input) {
    return null;
  }

  @Override
  public Answer call(Call call) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("call", call.input().get("call"));
    body.put("token", call.callbackToken());
    try {
      URI address = URI.create(String.valueOf(call.input().get("url")));
      HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      connection.setRequestProperty("Idempotency-Key", call.idempotencyKey());
      try (OutputStream out = connection.getOutputStream()) {
        out.write(Json.text(body).getBytes(StandardCharsets.UTF_8));
      }
      if (connection.getResponseCode() == 200) return new Answer.Pending();
      throw new IOException("answered " + connection.getResponseCode());
    } catch (IOException e) {
      return new Answer.Failed(
          new RunError(
              ErrorCategory.TRANSIENT,
              "NOT_HANDED_OVER",
              String.valueOf(e),
              null,
              null,
              null,
              true,
              Json.EMPTY_OBJECT),
          null);
    }
  }
}

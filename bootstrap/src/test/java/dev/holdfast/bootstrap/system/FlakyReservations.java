package dev.holdfast.bootstrap.system;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The service of the first workflow: fails twice for each idempotency key, then reserves. */
final class FlakyReservations implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Integer> attempts = new ConcurrentHashMap<>();

  FlakyReservations() {
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/reserve",
        exchange -> {
          String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
          int attempt = attempts.merge(String.valueOf(key), 1, Integer::sum);
          exchange.getRequestBody().readAllBytes();
          byte[] answer = "{\"reservation\": \"R-1\"}".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(attempt < 3 ? 503 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How often it was called, by idempotency key. */
  Map<String, Integer> attempts() {
    return Map.copyOf(attempts);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

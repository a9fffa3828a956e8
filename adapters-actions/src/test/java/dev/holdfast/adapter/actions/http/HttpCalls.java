package dev.holdfast.adapter.actions.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.application.port.out.Action;
import dev.holdfast.application.port.out.Action.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A real HTTP service on loopback, and the action calling it. */
final class HttpCalls {
  static final String KEY = "0123456789abcdef";
  static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  static final String IN_90_SECONDS = "Sun, 1 Mar 2026 10:01:30 GMT";

  private final AtomicReference<@Nullable Seen> seen = new AtomicReference<>();
  private final HttpRequestAction open =
      new HttpRequestAction(new JacksonJsonText(), () -> NOW, true);
  private @Nullable HttpServer server;

  /** What the service saw last. */
  record Seen(HttpExchange exchange, String body) {
    @Nullable String header(String name) {
      return exchange.getRequestHeaders().getFirst(name);
    }

    String query() {
      return exchange.getRequestURI().getRawQuery();
    }
  }

  void start() throws IOException {
    HttpServer started =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    started.start();
    server = started;
  }

  void stopServer() {
    server().stop(0);
  }

  void stop() throws IOException {
    stopServer();
    open.close();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server().getAddress().getPort() + path;
  }

  /** The same service under a name that is another origin. */
  String otherOrigin(String path) {
    return "http://localhost:" + server().getAddress().getPort() + path;
  }

  Seen seen() {
    return Objects.requireNonNull(seen.get());
  }

  void answer(String path, int status, Map<String, String> headers, String type, String body) {
    server()
        .createContext(
            path,
            exchange -> {
              seen.set(
                  new Seen(exchange, new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
              headers.forEach(exchange.getResponseHeaders()::add);
              exchange.getResponseHeaders().add("Content-Type", type);
              byte[] bytes = body.getBytes(UTF_8);
              exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
              exchange.getResponseBody().write(bytes);
              exchange.close();
            });
  }

  void hold(String path, CountDownLatch release) {
    server()
        .createContext(
            path,
            exchange -> {
              try {
                assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              exchange.close();
            });
  }

  Map<?, ?> done(Map<String, @Nullable Object> input) {
    Answer answer = open.call(call(input));
    assertThat(answer).isInstanceOf(Answer.Done.class);
    return (Map<?, ?>) Objects.requireNonNull(((Answer.Done) answer).output());
  }

  Answer.Failed failed(Map<String, @Nullable Object> input) {
    return failed(open, input);
  }

  Answer.Failed failedWhenStrict(Map<String, @Nullable Object> input) throws IOException {
    try (HttpRequestAction strict =
        new HttpRequestAction(new JacksonJsonText(), () -> NOW, false)) {
      return failed(strict, input);
    }
  }

  private static Answer.Failed failed(
      HttpRequestAction action, Map<String, @Nullable Object> input) {
    Answer answer = action.call(call(input));
    assertThat(answer).isInstanceOf(Answer.Failed.class);
    return (Answer.Failed) answer;
  }

  private static Action.Call call(Map<String, @Nullable Object> input) {
    return new Action.Call(
        "default",
        new UUID(1, 2),
        "root.steps[0]",
        1,
        KEY,
        input,
        NOW.plusSeconds(60),
        "key:test",
        TRACE,
        () -> "token",
        (level, message, fields) -> {});
  }

  private HttpServer server() {
    return Objects.requireNonNull(server);
  }
}

package dev.holdfast.bootstrap.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.domain.json.Json;
import dev.holdfast.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The world that runs act on: it remembers every call, and under which key. {@code /slow/N} answers
 * after N milliseconds, {@code /flaky/N} fails the first N times a key is used, {@code /fail}
 * always fails.
 */
public final class Effects implements AutoCloseable {
  /**
   * One request.
   *
   * @param call its name, from the body's member {@code call}
   */
  public record Call(String key, String call) {}

  private final HttpServer server;
  private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();
  private final Map<String, Integer> tries = new ConcurrentHashMap<>();
  private volatile Consumer<String> tokens = _ -> {};

  public Effects() {
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String key = String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
      Map<String, @Nullable Object> body =
          Json.objectOf(new JacksonJsonText().parse(exchange.getRequestBody().readAllBytes()));
      calls.add(new Call(key, String.valueOf(body.get("call"))));
      if (body.get("token") instanceof String token) tokens.accept(token);
      String[] path = exchange.getRequestURI().getPath().substring(1).split("/");
      int number = path.length > 1 ? Integer.parseInt(path[1]) : 0;
      int used = tries.merge(key, 1, Integer::sum);
      if (path[0].equals("slow")) pause(number);
      boolean failed = path[0].equals("fail") || path[0].equals("flaky") && used <= number;
      byte[] answer = "{\"ok\": true}".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(failed ? 503 : 200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static void pause(long millis) {
    try {
      // Nobody counts this latch down: a caller is kept waiting, as a slow service does.
      if (new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)) throw new AssertionError();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Who gets the callback tokens that come along. */
  public void onToken(Consumer<String> listener) {
    tokens = listener;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public List<Call> calls() {
    return new ArrayList<>(calls);
  }

  public void awaitCalls(int count) {
    Await.until(count + " calls came", Duration.ofSeconds(60), () -> calls.size() >= count);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

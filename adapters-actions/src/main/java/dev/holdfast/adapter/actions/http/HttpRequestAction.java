package dev.holdfast.adapter.actions.http;

import static dev.holdfast.adapter.actions.http.HttpAnswers.failure;

import dev.holdfast.application.port.out.Action;
import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.application.port.out.TimeSource;
import dev.holdfast.domain.error.ErrorCategory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** {@code http.request} version 1: one HTTP call of a run. Thread-safe; close it at shutdown. */
public final class HttpRequestAction implements Action, AutoCloseable {
  static final String KEY_HEADER = "Idempotency-Key";

  private static final long CONNECT_TIMEOUT_MS = 10_000;
  private static final int CONNECTIONS_MAX = 500;
  private static final int CONNECTIONS_PER_HOST_MAX = 100;

  private final CloseableHttpClient client;
  private final ScheduledExecutorService alarms;
  private final JsonText json;
  private final HttpAnswers answers;
  private final TimeSource time;

  /**
   * @param allowPrivate whether addresses inside the installation's own network may be called
   */
  public HttpRequestAction(JsonText json, TimeSource time, boolean allowPrivate) {
    this.json = json;
    this.time = time;
    this.answers = new HttpAnswers(json);
    this.alarms =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("http-deadlines").factory());
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new AddressGuard(allowPrivate))
                    .setMaxConnTotal(CONNECTIONS_MAX)
                    .setMaxConnPerRoute(CONNECTIONS_PER_HOST_MAX)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.ofMilliseconds(CONNECT_TIMEOUT_MS))
                            .setSocketTimeout(Timeout.ofMilliseconds(HttpInput.TIMEOUT_MAX_MS))
                            .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setRedirectsEnabled(false)
                    .setAuthenticationEnabled(false)
                    .build())
            .disableRedirectHandling()
            .setRetryStrategy(new ClosedConnections())
            .disableCookieManagement()
            .disableAuthCaching()
            .setUserAgent("holdfast")
            .build();
  }

  @Override
  public Descriptor descriptor() {
    return HttpRequestSchemas.DESCRIPTOR;
  }

  @Override
  public @Nullable String ownKey(Map<String, @Nullable Object> input) {
    return null;
  }

  @Override
  public Answer call(Call call) {
    HttpInput input;
    long leftMs = Math.max(1, Duration.between(time.now(), call.deadline()).toMillis());
    try {
      input = HttpInput.of(call.input(), leftMs, json::write);
    } catch (IllegalArgumentException e) {
      return failure(
          ErrorCategory.VALIDATION,
          "INPUT_INVALID",
          String.valueOf(e.getMessage()),
          false,
          Map.of(),
          null);
    }
    try (Deadline deadline = new Deadline(alarms, input.timeoutMs())) {
      return send(input, headers(call, input), deadline);
    }
  }

  private Answer send(HttpInput input, Map<String, String> headers, Deadline deadline) {
    String host = input.uri().getHost();
    try {
      HttpExchange.Response response = new HttpExchange(client, deadline).send(input, headers);
      return answers.answer(
          response.status(), response.headers(), response.body(), input.responseType(), time.now());
    } catch (AddressGuard.AddressRefused e) {
      return action("HTTP_ADDRESS_REFUSED", String.valueOf(e.getMessage()));
    } catch (HttpExchange.TooLarge e) {
      return action(
          "HTTP_RESPONSE_TOO_LARGE",
          "expected an answer of at most " + HttpExchange.RESPONSE_BYTES_MAX + " bytes");
    } catch (HttpExchange.BadRedirect e) {
      return action("HTTP_REDIRECT_REFUSED", "expected an answer, but got " + e.getMessage());
    } catch (InterruptedIOException e) {
      return timeoutOrInterrupt(host, deadline);
    } catch (IOException e) {
      return deadline.passed() ? timeoutOrInterrupt(host, deadline) : unreachable(host, e);
    }
  }

  private static Answer timeoutOrInterrupt(String host, Deadline deadline) {
    String message =
        deadline.passed() || !Thread.currentThread().isInterrupted()
            ? "expected an answer of " + host + " in time, but there was none"
            : "the call to " + host + " was cancelled";
    return failure(ErrorCategory.TRANSIENT, "HTTP_TIMEOUT", message, true, Map.of(), null);
  }

  private static Answer unreachable(String host, IOException e) {
    return failure(
        ErrorCategory.TRANSIENT,
        "HTTP_UNREACHABLE",
        "expected " + host + " to answer, but: " + e.getClass().getSimpleName(),
        true,
        Map.of(),
        null);
  }

  private static Answer action(String code, String message) {
    return failure(ErrorCategory.ACTION, code, message, false, Map.of(), null);
  }

  /** The author's headers win over ours, but for the key, which must be the call's own. */
  private static Map<String, String> headers(Call call, HttpInput input) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("traceparent", "00-" + call.traceId() + "-" + spanId(call) + "-01");
    headers.put("Accept", "application/json, */*;q=0.8");
    input
        .headers()
        .forEach((name, value) -> {
          headers.keySet().removeIf(name::equalsIgnoreCase);
          headers.put(name, value);
        });
    headers.keySet().removeIf(KEY_HEADER::equalsIgnoreCase);
    headers.put(KEY_HEADER, call.idempotencyKey());
    return headers;
  }

  /** From the key, so that a repeated call sends the same bytes. */
  private static String spanId(Call call) {
    UUID hash = UUID.nameUUIDFromBytes(call.idempotencyKey().getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%016x", hash.getMostSignificantBits());
  }

  @Override
  public void close() throws IOException {
    alarms.shutdownNow();
    client.close();
  }
}

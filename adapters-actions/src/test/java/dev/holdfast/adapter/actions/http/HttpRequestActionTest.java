package dev.holdfast.adapter.actions.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.port.out.Action.Answer;
import dev.holdfast.domain.error.ErrorCategory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRequestActionTest {
  private final HttpCalls http = new HttpCalls();

  @BeforeEach
  void start() throws IOException {
    http.start();
  }

  @AfterEach
  void stop() throws IOException {
    http.stop();
  }

  @Test
  void a_2xx_answer_succeeds_with_status_headers_and_parsed_body() {
    http.answer("/ok", 201, Map.of("X-One", "1"), "application/json", "{\"total\": 12.50}");
    Map<?, ?> output = http.done(Map.of("url", http.url("/ok")));
    assertThat(output.get("status")).isEqualTo(201L);
    assertThat(((Map<?, ?>) output.get("headers")).get("x-one")).isEqualTo("1");
    assertThat(((Map<?, ?>) output.get("body")).get("total")).hasToString("12.5");
  }

  @Test
  void a_structured_body_is_sent_as_json_and_a_text_body_as_it_is() {
    http.answer("/in", 200, Map.of(), "text/plain", "ok");
    http.done(Map.of("method", "POST", "url", http.url("/in"), "body", Map.of("id", 7L)));
    assertThat(http.seen().body()).isEqualTo("{\"id\":7}");
    assertThat(http.seen().header("Content-Type")).startsWith("application/json");
    http.done(Map.of("method", "PUT", "url", http.url("/in"), "body", "<a/>"));
    assertThat(http.seen().body()).isEqualTo("<a/>");
    assertThat(http.seen().header("Content-Type")).startsWith("text/plain");
  }

  @Test
  void the_idempotency_key_and_trace_are_sent_and_a_repeat_sends_the_same() {
    http.answer("/in", 200, Map.of(), "text/plain", "ok");
    http.done(Map.of("url", http.url("/in")));
    HttpCalls.Seen first = http.seen();
    http.done(Map.of("url", http.url("/in")));
    assertThat(first.header("Idempotency-Key")).isEqualTo(HttpCalls.KEY);
    assertThat(first.header("traceparent"))
        .matches("00-" + HttpCalls.TRACE + "-[0-9a-f]{16}-01")
        .isEqualTo(http.seen().header("traceparent"));
  }

  @Test
  void an_author_cannot_send_another_idempotency_key() {
    http.answer("/in", 200, Map.of(), "text/plain", "ok");
    http.done(Map.of("url", http.url("/in"), "headers", Map.of("idempotency-key", "mine")));
    assertThat(http.seen().header("Idempotency-Key")).isEqualTo(HttpCalls.KEY);
  }

  @Test
  void query_members_join_the_address() {
    http.answer("/q", 200, Map.of(), "text/plain", "ok");
    http.done(Map.of("url", http.url("/q?a=1"), "query", Map.of("b", List.of("x y", "ä&"))));
    assertThat(http.seen().query()).isEqualTo("a=1&b=x%20y&b=%C3%A4%26");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 503, 599})
  void passing_failures_are_transient(int status) {
    http.answer("/f", status, Map.of(), "text/plain", "later");
    Answer.Failed failed = http.failed(Map.of("url", http.url("/f")));
    assertThat(failed.error().category()).isEqualTo(ErrorCategory.TRANSIENT);
    assertThat(failed.error().code()).isEqualTo("HTTP_" + status);
    assertThat(failed.error().retryable()).isTrue();
    assertThat(failed.error().details()).containsEntry("body", "later");
  }

  @ParameterizedTest
  @ValueSource(ints = {304, 400, 401, 404, 407, 409, 422, 499})
  void other_statuses_are_action_errors_that_are_not_retried(int status) {
    http.answer("/f", status, Map.of(), "text/plain", status == 304 ? "" : "no");
    Answer.Failed failed = http.failed(Map.of("url", http.url("/f")));
    assertThat(failed.error().category()).isEqualTo(ErrorCategory.ACTION);
    assertThat(failed.error().code()).isEqualTo("HTTP_" + status);
    assertThat(failed.error().retryable()).isFalse();
  }

  @Test
  void retry_after_is_a_lower_bound_in_seconds_or_as_a_date() {
    http.answer("/s", 503, Map.of("Retry-After", "7"), "text/plain", "");
    assertThat(http.failed(Map.of("url", http.url("/s"))).minimumDelay())
        .isEqualTo(Duration.ofSeconds(7));
    http.answer("/d", 429, Map.of("Retry-After", HttpCalls.IN_90_SECONDS), "text/plain", "");
    assertThat(http.failed(Map.of("url", http.url("/d"))).minimumDelay())
        .isEqualTo(Duration.ofSeconds(90));
    http.answer("/x", 429, Map.of("Retry-After", "soon"), "text/plain", "");
    assertThat(http.failed(Map.of("url", http.url("/x"))).minimumDelay()).isNull();
  }

  @Test
  void the_body_of_a_failure_is_cut_to_its_first_characters() {
    http.answer("/f", 500, Map.of(), "text/plain", "x".repeat(10_000));
    assertThat((String) http.failed(Map.of("url", http.url("/f"))).error().details().get("body"))
        .hasSize(HttpAnswers.DETAIL_CHARACTERS_MAX);
  }

  @Test
  void an_answer_at_the_limit_is_taken_and_one_byte_more_is_refused() {
    http.answer("/max", 200, Map.of(), "text/plain", "x".repeat(HttpExchange.RESPONSE_BYTES_MAX));
    assertThat((String) http.done(Map.of("url", http.url("/max"))).get("body"))
        .hasSize(HttpExchange.RESPONSE_BYTES_MAX);
    http.answer(
        "/more", 200, Map.of(), "text/plain", "x".repeat(HttpExchange.RESPONSE_BYTES_MAX + 1));
    assertThat(http.failed(Map.of("url", http.url("/more"))).error().code())
        .isEqualTo("HTTP_RESPONSE_TOO_LARGE");
  }

  @Test
  void five_redirects_are_followed_and_the_sixth_is_refused() {
    for (int i = 0; i < 6; i++) {
      http.answer("/r" + i, 302, Map.of("Location", http.url("/r" + (i + 1))), "text/plain", "");
    }
    http.answer("/r6", 200, Map.of(), "text/plain", "end");
    assertThat(http.done(Map.of("url", http.url("/r1"))).get("body")).isEqualTo("end");
    assertThat(http.failed(Map.of("url", http.url("/r0"))).error().code())
        .isEqualTo("HTTP_REDIRECT_REFUSED");
  }

  @Test
  void credentials_stay_with_their_origin() {
    http.answer("/away", 307, Map.of("Location", http.otherOrigin("/there")), "text/plain", "");
    http.answer("/there", 200, Map.of(), "text/plain", "ok");
    http.done(
        Map.of(
            "url", http.url("/away"),
            "headers", Map.of("Authorization", "Bearer x", "X-My-Token", "y", "X-Plain", "z")));
    assertThat(http.seen().header("Authorization")).isNull();
    assertThat(http.seen().header("X-My-Token")).isNull();
    assertThat(http.seen().header("Idempotency-Key")).isNull();
    assertThat(http.seen().header("X-Plain")).isEqualTo("z");
  }

  @Test
  void a_redirect_to_something_that_is_no_web_address_is_refused() {
    http.answer("/file", 302, Map.of("Location", "file:///etc/passwd"), "text/plain", "");
    assertThat(http.failed(Map.of("url", http.url("/file"))).error().code())
        .isEqualTo("HTTP_REDIRECT_REFUSED");
  }

  @Test
  void a_service_that_answers_too_late_times_out() {
    CountDownLatch release = new CountDownLatch(1);
    http.hold("/slow", release);
    Answer.Failed failed = http.failed(Map.of("url", http.url("/slow"), "timeoutMs", 50L));
    release.countDown();
    assertThat(failed.error().code()).isEqualTo("HTTP_TIMEOUT");
    assertThat(failed.error().category()).isEqualTo(ErrorCategory.TRANSIENT);
  }

  @Test
  void nobody_listening_is_unreachable() throws IOException {
    String url = http.url("/gone");
    http.stopServer();
    assertThat(http.failed(Map.of("url", url)).error().code()).isEqualTo("HTTP_UNREACHABLE");
  }

  @Test
  void a_kept_connection_that_the_service_has_closed_is_no_failure() throws Exception {
    try (ClosingService service = new ClosingService(true)) {
      for (int call = 0; call < 3; call++) {
        http.done(Map.of("method", "POST", "url", service.url(), "body", Map.of("n", "1")));
        service.awaitClosed();
      }
      assertThat(service.requests()).isEqualTo(3);
    }
  }

  @Test
  void a_request_that_lost_its_key_by_a_redirect_is_sent_again_only_if_its_method_allows_it()
      throws Exception {
    try (ClosingService service = new ClosingService(true)) {
      http.answer("/away", 307, Map.of("Location", service.url()), "text/plain", "");
      for (int call = 0; call < 2; call++) {
        http.done(Map.of("method", "GET", "url", http.url("/away")));
        service.awaitClosed();
      }
      Answer.Failed failed = http.failed(Map.of("method", "POST", "url", http.url("/away")));
      assertThat(failed.error().code()).isEqualTo("HTTP_UNREACHABLE");
      assertThat(service.requests()).isEqualTo(2);
    }
  }

  @Test
  void a_new_connection_that_is_closed_without_an_answer_is_a_failure_at_once() throws Exception {
    try (ClosingService service = new ClosingService(false)) {
      Answer.Failed failed = http.failed(Map.of("method", "POST", "url", service.url()));
      assertThat(failed.error().code()).isEqualTo("HTTP_UNREACHABLE");
      service.awaitClosed();
      assertThat(service.requests()).isEqualTo(1);
    }
  }

  @Test
  void a_service_that_goes_with_its_kept_connections_is_unreachable() throws Exception {
    String url;
    try (ClosingService service = new ClosingService(true)) {
      url = service.url();
      http.done(Map.of("method", "POST", "url", url));
      service.awaitClosed();
    }
    assertThat(http.failed(Map.of("method", "POST", "url", url)).error().code())
        .isEqualTo("HTTP_UNREACHABLE");
  }

  @Test
  void loopback_is_refused_unless_the_installation_allows_it() throws IOException {
    http.answer("/in", 200, Map.of(), "text/plain", "secret");
    assertThat(http.failedWhenStrict(Map.of("url", http.url("/in"))).error().code())
        .isEqualTo("HTTP_ADDRESS_REFUSED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://a.example/",
        "file:///etc/passwd",
        "//a.example",
        "http://",
        "a b",
        "http://u:p@a.example/"
      })
  void an_address_that_is_no_web_address_is_invalid_input(String url) {
    assertThat(http.failed(Map.of("url", url)).error().code()).isEqualTo("INPUT_INVALID");
  }

  @Test
  void a_header_with_a_line_break_is_invalid_input() {
    assertThat(
            http.failed(Map.of("url", http.url("/"), "headers", Map.of("X", "a\r\nY: b")))
                .error()
                .code())
        .isEqualTo("INPUT_INVALID");
  }

  @Test
  void nul_in_an_answer_is_shown_as_the_replacement_character() {
    http.answer(
        "/nul", 200, Map.of(), "application/json", "{\"a\":\"x\\u0000y\",\"b\":\"\\\\u0000\"}");
    Map<?, ?> body = (Map<?, ?>) http.done(Map.of("url", http.url("/nul"))).get("body");
    assertThat(body.get("a")).isEqualTo("x\uFFFDy");
    assertThat(body.get("b")).isEqualTo("\\u0000");
  }

  @Test
  void bytes_come_as_base64_and_broken_json_is_an_error() {
    http.answer("/bin", 200, Map.of(), "image/png", "abc");
    assertThat(http.done(Map.of("url", http.url("/bin"))).get("body")).isEqualTo("YWJj");
    http.answer("/bad", 200, Map.of(), "application/json", "{");
    assertThat(http.failed(Map.of("url", http.url("/bad"))).error().code())
        .isEqualTo("HTTP_RESPONSE_INVALID");
  }
}

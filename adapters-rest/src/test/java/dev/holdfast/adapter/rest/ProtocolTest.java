package dev.holdfast.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.rest.Client.Answer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Everything that can be wrong with a request before a use case sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocolTest {
  private static final String PATH = "/api/workflow-definitions";
  private RestService service;
  private Client admin;

  @BeforeAll
  void start() {
    service = RestService.start();
    admin = service.admin();
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void no_credential_or_a_bad_one_is_401() {
    for (Client nobody :
        List.of(admin.with(""), admin.with("x"), admin.with("hf_" + "a".repeat(26)))) {
      Answer refused = nobody.get(PATH).problem(401, "UNAUTHENTICATED");
      assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
    }
    admin.with("").get(PATH, "Authorization", "Basic YTpi").problem(401, "UNAUTHENTICATED");
    admin.with("").get(PATH, "Authorization", "Bearer ").problem(401, "UNAUTHENTICATED");
    admin.with("").get("/nothing/here").problem(401, "UNAUTHENTICATED");
    admin.with("").get(PATH, "Authorization", "bearer  " + service.adminKey).ok(200);
  }

  @Test
  void an_odd_spelling_of_a_path_opens_nothing() {
    for (String path :
        List.of(
            "/%61pi/workflow-definitions",
            "/docs/../api/workflow-definitions",
            "/docs/%2e%2e/api/workflow-definitions",
            "//api/workflow-definitions",
            "/api;x=1/workflow-definitions",
            "/docs;/../api/workflow-definitions",
            "/actuator/../api/workflow-definitions",
            "/API/workflow-definitions")) {
      String answer =
          RawSocket.exchange(
              service.port(),
              "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertThat(answer).as(path).matches("(?s)HTTP/1.1 4(00|01|04) .*");
      assertThat(answer).contains("application/problem+json");
    }
  }

  @Test
  void nothing_there_is_404() {
    admin.get("/api/nothing").problem(404, "ROUTE_NOT_FOUND");
    admin.get("/").problem(404, "ROUTE_NOT_FOUND");
    admin.get("/error").problem(404, "ROUTE_NOT_FOUND");
    admin.get(PATH + "/").problem(404, "ROUTE_NOT_FOUND");
    admin.post(PATH + "/x/draft/other", "{}").problem(404, "ROUTE_NOT_FOUND");
  }

  @Test
  void another_method_is_405_with_those_that_are_allowed() {
    Answer refused = admin.delete(PATH).problem(405, "METHOD_NOT_ALLOWED");
    assertThat(refused.header("Allow").split(", ")).contains("GET", "POST");
    admin.json("PATCH", PATH, "{}").problem(405, "METHOD_NOT_ALLOWED");
    assertThat(admin.send("TRACE", PATH, BodyPublishers.noBody()).status()).isEqualTo(405);
    Answer options = admin.send("OPTIONS", PATH, BodyPublishers.noBody());
    assertThat(options.status()).isEqualTo(200);
    assertThat(options.header("Allow")).contains("GET").contains("POST");
  }

  @Test
  void head_answers_as_get_without_a_body() {
    Answer head = admin.send("HEAD", PATH, BodyPublishers.noBody());
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.header("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void what_the_caller_cannot_read_is_406() {
    admin.get(PATH, "Accept", "text/html").problem(406, "NOT_ACCEPTABLE");
    admin.get(PATH, "Accept", "nonsense").problem(406, "NOT_ACCEPTABLE");
    admin.get(PATH, "Accept", "application/json;q=0").problem(406, "NOT_ACCEPTABLE");
    for (String accept :
        List.of("*/*", "application/*", "text/html, application/json;q=0.1", "application/json")) {
      admin.get(PATH, "Accept", accept).ok(200);
    }
  }

  @Test
  void a_body_of_another_type_is_415() {
    for (String type :
        List.of(
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/json; charset=utf-16",
            "nonsense",
            "")) {
      String[] headers = type.isEmpty() ? new String[0] : new String[] {"Content-Type", type};
      admin
          .send("POST", PATH, BodyPublishers.ofString("{}"), headers)
          .problem(415, "UNSUPPORTED_MEDIA_TYPE");
    }
    admin.post(PATH, "{}", "Content-Encoding", "gzip").problem(415, "UNSUPPORTED_MEDIA_TYPE");
    for (String type : List.of("application/json;charset=UTF-8", "application/merge-patch+json")) {
      admin
          .send("POST", PATH, BodyPublishers.ofString("{}"), "Content-Type", type)
          .problem(400, "INVALID_REQUEST");
    }
  }

  @Test
  void text_that_is_no_json_is_400_with_its_place() {
    for (String text :
        List.of(
            "",
            " ",
            "{",
            "{\"a\":}",
            "{} {}",
            "nul",
            "{\"a\":1,\"a\":2}",
            "{\"a\": NaN}",
            "{'a': 1}",
            "[1,]",
            "{\"definition\": \"\\ud800\\u0000\"}",
            "\uFEFF{",
            "1e999999999")) {
      admin.post(PATH, text).problem(400, "INVALID_JSON");
    }
    Answer nul =
        admin
            .post(PATH, "{\"definition\": {\"name\": \"a\\u0000b\"}}")
            .problem(400, "INVALID_JSON");
    assertThat(nul.column("/errors", "pointer")).containsExactly("/definition/name");
    byte[] latin = "{\"definition\": {\"name\": \"ä\"}}".getBytes(StandardCharsets.ISO_8859_1);
    admin.bytes("POST", PATH, latin).problem(400, "INVALID_JSON");
    admin.post(PATH, "[".repeat(65) + "]".repeat(65)).problem(400, "INVALID_JSON");
    admin.post(PATH, "[".repeat(500_000)).problem(400, "INVALID_JSON");
  }

  @Test
  void lone_surrogates_do_no_harm() {
    Answer made = admin.post(PATH, "{\"definition\": {\"name\": \"a\\ud800b\"}}");
    assertThat(made.status()).isIn(201, 400);
    if (made.status() == 201) {
      String id = made.string("/workflowId");
      assertThat(admin.get(PATH + "/" + id + "/draft").ok(200).string("/definition/name"))
          .isEqualTo("a\uFFFDb");
    }
  }

  @Test
  void all_that_is_wrong_with_a_body_is_named_at_once() {
    admin
        .put(PATH + "/x/draft", "{\"definition\": 5, \"expectedDraftVersion\": \"1\", \"a/b\": 1}")
        .problem(400, "INVALID_REQUEST")
        .pointing("/definition", "/expectedDraftVersion", "/a~1b");
    admin
        .put(PATH + "/x/draft", "{}")
        .problem(400, "INVALID_REQUEST")
        .pointing("/definition", "/expectedDraftVersion");
    for (String version : List.of("0", "-1", "1.5", "1e40", "99999999999", "null", "true")) {
      admin
          .put(PATH + "/x/draft", "{\"definition\": {}, \"expectedDraftVersion\": " + version + "}")
          .problem(400, "INVALID_REQUEST")
          .pointing("/expectedDraftVersion");
    }
    for (String body : List.of("[]", "5", "null", "\"x\"")) {
      admin.post(PATH, body).problem(400, "INVALID_REQUEST").pointing("");
    }
  }

  @Test
  void a_body_up_to_one_mebibyte_is_read_and_not_one_byte_more() {
    int rest = (1 << 20) - "{\"definition\": {\"name\": \"\"}}".length();
    admin.post(PATH, "{\"definition\": {\"name\": \"" + "a".repeat(rest) + "\"}}").ok(201);
    String larger = "{\"definition\": {\"name\": \"" + "a".repeat(rest + 1) + "\"}}";
    admin.post(PATH, larger).problem(413, "BODY_TOO_LARGE");
    admin.post(PATH, "a".repeat(8 << 20)).problem(413, "BODY_TOO_LARGE");
  }

  @Test
  void a_chunked_body_has_the_same_limit() {
    byte[] large = " ".repeat(3 << 20).getBytes(StandardCharsets.UTF_8);
    admin
        .send(
            "POST",
            PATH,
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)),
            "Content-Type",
            "application/json")
        .problem(413, "BODY_TOO_LARGE");
  }

  @Test
  void query_parameters_that_nobody_knows_are_named() {
    admin
        .get(PATH + "?nope=1&limit=2&other")
        .problem(400, "INVALID_REQUEST")
        .pointing("?nope", "?other");
    admin.get(PATH + "/x/draft?limit=1").problem(400, "INVALID_REQUEST").pointing("?limit");
    admin.post(PATH + "?dry=1", "{}").problem(400, "INVALID_REQUEST").pointing("?dry");
    admin.get(PATH + "?search=a%00b").problem(400, "INVALID_REQUEST").pointing("?search");
    admin.get(PATH + "?").ok(200);
  }

  @Test
  void what_tomcat_refuses_by_itself_is_a_problem_too() {
    for (String request :
        List.of(
            "GET /api/a|b HTTP/1.1\r\nHost: localhost",
            "GET /api/%zz HTTP/1.1\r\nHost: localhost",
            "GET "
                + PATH
                + "?search=% HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + service.adminKey,
            "GET /api/%00 HTTP/1.1\r\nHost: localhost",
            "GET / HTTP/1.1\r\nHost: localhost\r\nX-Large: " + "a".repeat(20_000))) {
      String answer = RawSocket.exchange(service.port(), request + "\r\nConnection: close\r\n\r\n");
      assertThat(answer).as(request.substring(0, 30)).matches("(?s)HTTP/1.1 4\\d\\d .*");
      assertThat(answer).doesNotContain("<html").doesNotContain("Exception");
    }
  }

  @Test
  void a_body_that_breaks_off_harms_nobody() {
    String answer =
        RawSocket.exchange(
            service.port(),
            "POST "
                + PATH
                + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + service.adminKey
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked"
                + "\r\nConnection: close\r\n\r\nzz\r\n");
    assertThat(answer).matches("(?s)HTTP/1.1 400 .*");
    admin.get(PATH).ok(200);
  }

  @Test
  void the_callers_trace_goes_through() {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    Answer known = admin.get(PATH, "traceparent", "00-" + trace + "-b7ad6b7169203331-01");
    assertThat(known.header("X-Trace-Id")).isEqualTo(trace);
    for (String bad :
        List.of(
            "x", "00-" + "0".repeat(32) + "-b7ad6b7169203331-01", "00-" + trace + "-short-01")) {
      assertThat(admin.get(PATH, "traceparent", bad).header("X-Trace-Id"))
          .matches("[0-9a-f]{32}")
          .isNotEqualTo(trace);
    }
  }

  @Test
  void answers_carry_headers_that_keep_browsers_from_guessing() {
    Answer answer = admin.get(PATH, "Origin", "https://elsewhere.example");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
    assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
  }

  @Test
  void a_database_that_is_away_is_503_for_everything() {
    try (RestService own = RestService.start()) {
      Client client = own.admin();
      client.get(PATH).ok(200);
      own.ports.database.goAway();
      Answer known = client.get(PATH).problem(503, "STORE_UNAVAILABLE");
      assertThat(known.header("Retry-After")).matches("[1-9][0-9]*");
      client.post(PATH, Documents.create("{}")).problem(503, "STORE_UNAVAILABLE");
      // Nobody knows this key yet, so it cannot be checked.
      client.with("hf_" + "b".repeat(26)).get(PATH).problem(503, "STORE_UNAVAILABLE");
      own.ports.database.comeBack();
      client.get(PATH).ok(200);
    }
  }

  @Test
  void our_own_mistake_is_500_and_tells_nothing() {
    try (RestService own = RestService.start(FaultyRoutes.class)) {
      for (String path : List.of("/api/faulty/exception", "/api/faulty/error")) {
        Answer answer = own.admin().get(path).problem(500, "INTERNAL_ERROR");
        assertThat(answer.asText()).doesNotContain("secret of the house").doesNotContain("at dev");
      }
    }
  }
}

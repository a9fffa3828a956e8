package dev.holdfast.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.rest.Client.Answer;
import dev.holdfast.adapter.rest.Routes.Route;
import dev.holdfast.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whatever is sent, the answer is never our failure, and a problem says what is wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuzzTest {
  private static final int BODIES_PER_ROUTE = 2_000;
  private static final int QUERIES_PER_ROUTE = 300;
  private RestService service;
  private Client admin;

  @BeforeAll
  void start() {
    service = RestService.start();
    admin = service.admin();
    admin
        .post("/api/workflow-definitions", Documents.create("fuzz", Documents.sound("Fuzz")))
        .ok(201);
    admin.post("/api/workflow-definitions/fuzz/draft/publish", "").ok(200);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void random_bodies_never_break_a_route() {
    for (Route route : Routes.all(service)) {
      if (route.endpoint().body().isEmpty()) continue;
      Seeds.forEach(
          "bodies of " + route,
          BODIES_PER_ROUTE,
          random -> {
            byte[] body = RandomJson.body(random);
            check(route, body, admin.bytes(route.method(), path(route, random), body));
          });
    }
  }

  @Test
  void random_queries_never_break_a_route() {
    for (Route route : Routes.all(service)) {
      if (!route.method().equals("GET")) continue;
      Seeds.forEach(
          "queries of " + route,
          QUERIES_PER_ROUTE,
          random -> {
            String query = RandomJson.query(random, route.endpoint());
            check(
                route,
                query.getBytes(StandardCharsets.UTF_8),
                admin.get(path(route, random) + "?" + query));
          });
    }
  }

  private static String path(Route route, SplittableRandom random) {
    List<String> ids =
        List.of(
            "fuzz",
            "1",
            "draft",
            "00000000-0000-7000-8000-000000000001",
            "%F0%9F%92%A9",
            "a%2Fb",
            "%25",
            "..%5c",
            "x".repeat(300),
            "%C0%80",
            "'--");
    return route.at(ids.get(random.nextInt(ids.size())));
  }

  private static void check(Route route, byte[] sent, Answer answer) {
    assertThat(answer.status())
        .as("%s with %s: %s", route, new String(sent, StandardCharsets.UTF_8), answer.asText())
        .isBetween(200, 499);
    if (answer.status() >= 400) {
      assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(answer.json()).containsKeys("code", "detail", "traceId");
    }
  }
}

package dev.holdfast.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.port.in.Refusal;
import dev.holdfast.application.port.in.Refusal.Kind;
import dev.holdfast.application.port.in.Refusal.Place;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {
  @ParameterizedTest
  @CsvSource({
    "MALFORMED,400",
    "UNAUTHENTICATED,401",
    "FORBIDDEN,403",
    "NOT_FOUND,404",
    "CONFLICT,409",
    "TOO_LARGE,413",
    "INVALID,422",
    "RATE_LIMITED,429",
    "UNAVAILABLE,503"
  })
  void each_kind_of_refusal_has_its_status(Kind kind, int status) {
    assertThat(Problem.of(new Refusal(kind, "A_CODE", "a message")).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"RATE_LIMITED", "UNAVAILABLE"})
  void what_will_pass_says_when_to_come_back(Kind kind) {
    assertThat(Problem.of(new Refusal(kind, "A_CODE", "a message")).headers())
        .containsEntry("Retry-After", "2");
    Refusal known = new Refusal(kind, "C", "m", List.of(), Map.of("retryAfterSeconds", 30L));
    assertThat(Problem.of(known).headers()).containsEntry("Retry-After", "30");
  }

  @Test
  void a_problem_is_written_with_its_places_and_details() {
    Refusal refusal =
        new Refusal(
            Kind.CONFLICT,
            "A_CODE",
            "a message",
            List.of(new Place("/a", "B", "c")),
            Map.of("details", Map.of("runId", "x"), "status", "cannot be overwritten"));
    assertThat(Problem.of(refusal).json("t"))
        .containsEntry("type", "about:blank")
        .containsEntry("title", "Conflict")
        .containsEntry("status", 409L)
        .containsEntry("code", "A_CODE")
        .containsEntry("detail", "a message")
        .containsEntry("traceId", "t")
        .containsEntry("details", Map.of("runId", "x"))
        .containsEntry("errors", List.of(Map.of("pointer", "/a", "code", "B", "message", "c")));
  }
}

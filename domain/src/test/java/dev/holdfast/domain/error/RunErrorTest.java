package dev.holdfast.domain.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.json.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunErrorTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901Z");

  @Test
  void an_error_of_the_core_has_the_category_of_its_code() {
    for (ErrorCode code : ErrorCode.values()) {
      RunError error = RunError.of(code, "It failed.");
      assertThat(error.category()).isEqualTo(code.category());
      assertThat(error.code()).isEqualTo(code.name());
      assertThat(error.retryable()).isEqualTo(code.retryable());
    }
  }

  @Test
  void it_shows_its_parts_and_their_other_names() {
    RunError error =
        RunError.of(ErrorCode.LOOP_LIMIT, "Too many.")
            .withDetail("count", 5L)
            .raisedAt("root.steps[0]", "root.steps[0]", AT);
    assertThat(Json.text(error.toJson()))
        .isEqualTo(
            "{\"category\":\"ActionError\",\"code\":\"LOOP_LIMIT\",\"message\":\"Too many.\","
                + "\"stepPath\":\"root.steps[0]\",\"executionPath\":\"root.steps[0]\","
                + "\"at\":\"2026-01-02T03:04:05.678Z\",\"retryable\":false,"
                + "\"details\":{\"count\":5},\"name\":\"ActionError\","
                + "\"nodePath\":\"root.steps[0]\",\"data\":{\"count\":5}}");
  }

  @Test
  void the_first_place_and_time_stay() {
    RunError error = RunError.of(ErrorCode.CHILD_FAILED, "x").raisedAt("inner", "inner[0]", AT);
    assertThat(error.raisedAt("outer", "outer", AT.plusSeconds(1))).isEqualTo(error);
  }

  @Test
  void every_category_is_found_by_its_text() {
    for (ErrorCategory category : ErrorCategory.values()) {
      assertThat(ErrorCategory.byText(category.text())).isSameAs(category);
    }
    assertThat(ErrorCategory.byText("NoError")).isNull();
  }
}

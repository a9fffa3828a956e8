package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedToolsTest {
  @Test
  void await_asks_until_the_condition_holds() {
    AtomicInteger asked = new AtomicInteger();
    Await.until("it was asked often enough", () -> asked.incrementAndGet() == 5);
    assertThat(asked).hasValue(5);
  }

  @Test
  void await_gives_up_with_a_story() {
    assertThatThrownBy(() -> Await.until("pigs fly", Duration.ofMillis(20), () -> false))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("pigs fly")
        .hasMessageContaining("PT0.02S");
  }

  @Test
  void a_settable_clock_stands_still_and_keeps_microseconds() {
    SettableTime time = new SettableTime(Instant.parse("2030-01-01T00:00:00.123456789Z"));
    assertThat(time.now()).isEqualTo(Instant.parse("2030-01-01T00:00:00.123456Z"));
    assertThat(time.advance(Duration.ofNanos(1_999))).isEqualTo(time.now());
    assertThat(time.now()).isEqualTo(Instant.parse("2030-01-01T00:00:00.123457Z"));
    time.set(Instant.EPOCH);
    assertThat(time.now()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void a_property_sees_the_same_cases_every_time_and_a_failure_names_its_seed() {
    assertThat(numbers()).hasSize(20).isEqualTo(numbers()).doesNotHaveDuplicates();
    assertThatThrownBy(() ->
            Seeds.forEach(
                "never",
                3,
                random -> {
                  throw new IllegalStateException("no");
                }))
        .hasMessageContaining("-Dseed=")
        .hasRootCauseMessage("no");
  }

  private static List<Long> numbers() {
    List<Long> numbers = new ArrayList<>();
    Seeds.forEach("numbers", 20, random -> numbers.add(random.nextLong()));
    return numbers;
  }
}

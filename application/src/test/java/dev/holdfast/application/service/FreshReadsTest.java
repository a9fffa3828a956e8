package dev.holdfast.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FreshReadsTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));
  private final AtomicInteger store = new AtomicInteger(1);
  private final AtomicInteger reads = new AtomicInteger();
  private final FreshReads<String, Integer> fresh =
      new FreshReads<>(2, Duration.ofSeconds(2), value -> value > 0, now::get);

  private int read() {
    return fresh.get("a", this::ask);
  }

  private int ask() {
    reads.incrementAndGet();
    return store.get();
  }

  @Test
  void an_answer_is_used_again_until_it_is_too_old() {
    assertThat(read()).isEqualTo(1);
    store.set(2);
    advance(Duration.ofMillis(1_999));
    assertThat(read()).isEqualTo(1);
    advance(Duration.ofMillis(1));
    assertThat(read()).isEqualTo(2);
    assertThat(reads).hasValue(2);
  }

  @Test
  void a_change_made_here_is_seen_at_once() {
    read();
    store.set(2);
    fresh.changed();
    assertThat(read()).isEqualTo(2);
  }

  @Test
  void an_answer_that_a_change_overtook_is_not_kept() {
    int overtaken =
        fresh.get(
            "a",
            () -> {
              int before = ask();
              store.set(2);
              fresh.changed();
              return before;
            });
    assertThat(overtaken).isEqualTo(1);
    assertThat(read()).isEqualTo(2);
  }

  @Test
  void an_answer_not_worth_keeping_is_asked_for_again() {
    store.set(0);
    assertThat(read()).isZero();
    store.set(1);
    assertThat(read()).isEqualTo(1);
  }

  @Test
  void a_clock_that_goes_back_makes_answers_old() {
    read();
    store.set(2);
    advance(Duration.ofSeconds(-1));
    assertThat(read()).isEqualTo(2);
  }

  @Test
  void the_answer_used_longest_ago_makes_room() {
    read();
    fresh.get("b", this::ask);
    read();
    fresh.get("c", this::ask);
    assertThat(reads).hasValue(3);
    read();
    assertThat(reads).hasValue(3);
    fresh.get("b", this::ask);
    assertThat(reads).hasValue(4);
  }

  private void advance(Duration by) {
    now.updateAndGet(before -> before.plus(by));
  }
}

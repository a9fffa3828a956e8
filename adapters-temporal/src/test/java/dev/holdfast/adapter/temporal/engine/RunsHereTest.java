package dev.holdfast.adapter.temporal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.port.out.NewRun;
import dev.holdfast.application.port.out.RunIntake;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Semantics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunsHereTest {
  private static final Instant T = Instant.parse("2026-03-01T00:00:00Z");
  private static final UUID RUN = new UUID(1, 1);

  private long nanos = Long.MAX_VALUE - 5;
  private final RunsHere here = new RunsHere(() -> nanos);
  private final RunState state = state(RUN);

  private static RunState state(UUID runId) {
    RunStart start =
        new RunStart(
            runId,
            "default",
            new UUID(2, 2),
            1,
            Map.of(),
            Map.of(),
            null,
            null,
            false,
            new Semantics(1, "any"));
    return RunIntake.beforeStart(
        new NewRun(
            start, "key", "hash", null, null, "api", runId, null, 0, 0, "somebody", "trace", T));
  }

  private void after(Duration time) {
    nanos += time.toNanos();
  }

  @Test
  void a_run_that_was_carried_on_is_here_for_a_second() {
    here.carriedOn(state);
    assertThat(here.held(RUN)).isSameAs(state);
    after(Duration.ofSeconds(1));
    assertThat(here.held(RUN)).isSameAs(state);
    after(Duration.ofNanos(1));
    assertThat(here.held(RUN)).isNull();
  }

  @Test
  void each_turn_begins_the_second_again() {
    here.carriedOn(state);
    after(Duration.ofMillis(900));
    here.carriedOn(state);
    after(Duration.ofMillis(900));
    assertThat(here.held(RUN)).isSameAs(state);
  }

  @Test
  void a_start_counts_for_a_quarter_of_a_second_where_workers_are() {
    here.accepted(state);
    assertThat(here.held(RUN)).isNull();
    here.begin();
    here.accepted(state);
    after(Duration.ofMillis(250));
    assertThat(here.held(RUN)).isSameAs(state);
    after(Duration.ofNanos(1));
    assertThat(here.held(RUN)).isNull();
  }

  @Test
  void a_run_that_was_never_seen_is_not_here() {
    here.carriedOn(state);
    assertThat(here.held(new UUID(1, 2))).isNull();
  }
}

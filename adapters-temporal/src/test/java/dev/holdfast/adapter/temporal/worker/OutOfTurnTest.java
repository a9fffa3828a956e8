package dev.holdfast.adapter.temporal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OutOfTurnTest {
  private final UUID run = UUID.randomUUID();
  private final List<UUID> told = new ArrayList<>();
  private final OutOfTurn outOfTurn = new OutOfTurn(told::add);

  @Test
  void a_run_with_many_calls_is_told_of_once() {
    long[] began = new long[500];
    for (int i = 0; i < began.length; i++) began[i] = System.nanoTime();
    for (long since : began) outOfTurn.tell(run, since);
    assertThat(told).containsExactly(run);
  }

  @Test
  void a_call_that_began_after_the_telling_has_its_run_told_of_again() {
    outOfTurn.tell(run, System.nanoTime());
    outOfTurn.tell(run, System.nanoTime());
    assertThat(told).containsExactly(run, run);
  }

  @Test
  void each_run_is_told_of() {
    UUID other = UUID.randomUUID();
    long began = System.nanoTime();
    outOfTurn.tell(run, began);
    outOfTurn.tell(other, began);
    assertThat(told).containsExactly(run, other);
  }

  @Test
  void what_could_not_be_told_is_tried_for_the_next_call() {
    OutOfTurn failing =
        new OutOfTurn(runId -> {
          told.add(runId);
          if (told.size() == 1) throw new IllegalStateException("Temporal is away");
        });
    long began = System.nanoTime();
    for (int i = 0; i < 3; i++) failing.tell(run, began);
    assertThat(told).containsExactly(run, run);
  }

  @Test
  void runs_are_forgotten_one_day() {
    long began = System.nanoTime();
    outOfTurn.tell(run, began);
    for (int i = 0; i < 1_000; i++) outOfTurn.tell(UUID.randomUUID(), began);
    outOfTurn.tell(run, began);
    assertThat(told).hasSize(1_002);
  }
}

package dev.holdfast.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.edition.OuterEngine.Standing;
import dev.holdfast.application.port.out.EngineClosings;
import dev.holdfast.application.port.out.RunEngine.CancelResult;
import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.application.service.EngineReconciler.Comparison;
import dev.holdfast.application.service.EngineReconciler.Finding;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EngineReconcilerTest {
  private final ComparedEngine world = new ComparedEngine();
  private final EngineReconciler reconciler = world.reconciler();

  private Comparison compare() {
    return reconciler.compare(Duration.ofMinutes(2), 100);
  }

  private void assertShown(UUID runId, Finding finding) {
    assertThat(compare().differing()).containsOnly(java.util.Map.entry(runId, finding));
    assertThat(reconciler.differing()).containsEntry(runId, finding);
    assertThat(world.closed).isEmpty();
  }

  @Test
  void a_run_that_lives_on_both_sides_is_fine() {
    world.run(new Standing.Alive(1, null));
    assertThat(compare()).isEqualTo(new Comparison(1, 0, java.util.Map.of()));
  }

  @Test
  void a_start_that_is_pending_is_left_to_the_engine() {
    world.pending(world.run(new Standing.Unknown()));
    assertThat(compare().differing()).isEmpty();
  }

  @Test
  void a_run_that_the_engine_does_not_know_any_more_is_shown_and_not_guessed_about() {
    assertShown(world.run(new Standing.Unknown()), Finding.MISSING);
  }

  @Test
  void a_step_that_failed_three_times_may_still_go_well_and_the_fourth_is_stuck() {
    world.run(new Standing.Alive(3, null));
    assertThat(compare().differing()).isEmpty();
    assertShown(world.run(new Standing.Alive(4, null)), Finding.STUCK);
  }

  @Test
  void what_no_worker_takes_up_for_more_than_a_minute_is_shown() {
    world.run(new Standing.Alive(1, Duration.ofSeconds(60)));
    assertThat(compare().differing()).isEmpty();
    assertShown(world.run(new Standing.Alive(1, Duration.ofSeconds(61))), Finding.UNCLAIMED);
  }

  @Test
  void a_run_that_ended_there_without_saying_so_is_shown() {
    assertShown(world.run(new Standing.Completed()), Finding.UNTOLD);
  }

  @Test
  void what_has_healed_is_not_shown_any_more() {
    UUID runId = world.run(new Standing.Alive(9, null));
    UUID other = world.run(new Standing.Completed());
    assertThat(compare().differing()).hasSize(2);
    world.standings.put(runId, new Standing.Alive(1, null));
    world.end(other);
    assertThat(compare().differing()).isEmpty();
  }

  @Test
  void a_run_that_was_terminated_is_ended_with_its_children_and_its_parent_told() {
    UUID runId = world.run(new Standing.Ended(EngineClosings.Ended.TERMINATED));
    UUID child = UUID.randomUUID();
    UUID parent = UUID.randomUUID();
    world.children.add(child);
    world.parent = parent;
    assertThat(compare()).isEqualTo(new Comparison(1, 1, java.util.Map.of()));
    assertThat(world.closed).containsEntry(runId, EngineClosings.Ended.TERMINATED);
    assertThat(world.cancelled).containsExactly(child);
    assertThat(world.told).containsExactly(parent);
    assertThat(world.changes).contains(runId);
    assertThat(reconciler.repaired()).isEqualTo(1);
  }

  @Test
  void children_that_cannot_be_reached_are_not_passed_over_in_silence() {
    world.run(new Standing.Ended(EngineClosings.Ended.LIMIT));
    world.children.add(UUID.randomUUID());
    world.cancel = CancelResult.NOT_REACHED;
    assertThatThrownBy(this::compare)
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("children");
    world.cancel = CancelResult.STORED;
    world.cancelled.clear();
    assertThat(compare().repaired()).isZero();
    assertThat(world.cancelled).isEqualTo(world.children);
    world.cancelled.clear();
    compare();
    assertThat(world.cancelled).isEmpty();
  }

  @Test
  void what_an_engine_that_keeps_nothing_has_forgotten_is_ended_unless_it_is_still_to_start() {
    UUID lost = world.run(new Standing.Forgotten());
    UUID pending = world.run(new Standing.Forgotten());
    world.pending(pending);

    assertThat(world.reconciler().compare(Duration.ZERO, 10).repaired()).isEqualTo(1);
    assertThat(world.closed).containsOnlyKeys(lost).containsValue(EngineClosings.Ended.LOST);
  }
}

package dev.holdfast.testkit.run;

import static dev.holdfast.testkit.run.Steps.await;
import static dev.holdfast.testkit.run.Steps.call;
import static dev.holdfast.testkit.run.Steps.child;
import static dev.holdfast.testkit.run.Steps.log;
import static dev.holdfast.testkit.run.Steps.parallel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.RunLimits;
import dev.holdfast.domain.run.RunStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was asked for and is not wanted any more. */
class TakenBackTest {
  @Test
  void what_a_fold_asks_for_and_takes_back_is_never_begun() {
    Play play =
        Play.steps(
                parallel(
                    "any",
                    List.of(call()),
                    List.of(await("e")),
                    List.of(child()),
                    List.of(log("won"))))
            .start();
    assertThat(play.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(play.effects()).isEmpty();
    // They did begin, as far as the run is concerned.
    assertThat(play.lines())
        .contains("ChildStarted [0].branches[c].[0]", "WaitCanceled [0].branches[b].[0]");
  }

  @Test
  void what_an_earlier_fold_asked_for_is_taken_back_by_effects() {
    Play play =
        Play.steps(
                parallel(
                    "any",
                    List.of(call()),
                    List.of(await("e")),
                    List.of(child()),
                    List.of(call(), log("won"))))
            .start();
    play.answer("root.steps[0].branches[d].steps[0]", null);
    assertThat(play.effects())
        .extracting(Object::getClass)
        .containsExactly(
            Effect.CancelCall.class, Effect.CloseEventWait.class, Effect.CancelChild.class);
  }

  @Test
  void a_repeat_that_is_taken_back_still_cancels_what_had_begun_before_the_loss() {
    Play play = Play.steps(parallel("all", List.of(call()), List.of(child()))).start();
    for (int loss = 1; loss < RunLimits.LOSSES; loss++) play.loseWorker();
    assertThat(play.status()).isEqualTo(RunStatus.RUNNING);
    play.loseWorker();
    assertThat(play.status()).isEqualTo(RunStatus.FAILED);
    assertThat(play.effects()).hasAtLeastOneElementOfType(Effect.CancelChild.class);
  }
}

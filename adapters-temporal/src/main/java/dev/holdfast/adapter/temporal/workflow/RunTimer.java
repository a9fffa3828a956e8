package dev.holdfast.adapter.temporal.workflow;

import dev.holdfast.domain.run.Input;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The one timer of a run's workflow. It may ring too early, and is then set again: each timer costs
 * events of the history, so one is given up only for an earlier one. For workflow code.
 */
final class RunTimer {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final RunClock clock;
  private final Inbox inbox;
  private final int generation;
  private @Nullable Instant armedFor;
  private @Nullable CancellationScope scope;
  private boolean rang;
  private long ticks;

  RunTimer(RunClock clock, Inbox inbox, int generation) {
    this.clock = clock;
    this.inbox = inbox;
    this.generation = generation;
  }

  boolean hasRung() {
    return rang;
  }

  /** Ticks when something is due, else sees to it that it will. */
  void attend(@Nullable Instant due) {
    rang = false;
    if (due == null || !clock.isOwn()) return;
    if (clock.isDue(due)) {
      tick(due);
    } else if (armedFor == null || due.isBefore(armedFor)) {
      arm(due);
    }
  }

  /** Puts a tick at {@code due}, or now when that is over. */
  void tick(Instant due) {
    Instant now = clock.now();
    Instant at = due.isAfter(now) ? due : now;
    inbox.add(new Input.TimersDue("timer:" + generation + ":" + ticks++, at));
  }

  private void arm(Instant due) {
    if (scope != null) scope.cancel();
    armedFor = due;
    Duration left = Duration.between(clock.now(), due).plus(SHORTEST);
    scope = Workflow.newCancellationScope(() -> ring(Workflow.newTimer(left), due));
    scope.run();
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  private void ring(Promise<Void> timer, Instant due) {
    timer.handle((nothing, cancelled) -> {
      if (cancelled == null && due.equals(armedFor)) {
        armedFor = null;
        rang = true;
      }
      return null;
    });
  }
}

package dev.holdfast.adapter.temporal.workflow;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;

/** What time it is for a run's workflow. For workflow code. */
final class RunClock {
  /** What a timer of the server may be early by. */
  private static final Duration GRAIN = Duration.ofMillis(1);

  private final boolean own;
  private Instant folded;

  /**
   * @param own false goes by the inputs alone
   */
  RunClock(boolean own, Instant folded) {
    this.own = own;
    this.folded = folded;
  }

  boolean isOwn() {
    return own;
  }

  /** Logical time has come so far. */
  void foldedAt(Instant now) {
    folded = now;
  }

  /** Never before the last fold: the server's clock may be behind the database's. */
  Instant now() {
    if (!own) return folded;
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    return now.isAfter(folded) ? now : folded;
  }

  boolean isDue(Instant due) {
    return !due.isAfter(now().plus(GRAIN));
  }
}

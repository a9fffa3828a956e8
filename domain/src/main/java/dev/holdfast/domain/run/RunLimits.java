package dev.holdfast.domain.run;

import java.time.Duration;

/** How much a run may do, and how much of it in one fold. */
public final class RunLimits {
  /** Visits before a fold answers {@code more}. */
  public static final int FOLD_VISITS = 1_000;

  /** Evaluation steps before a fold answers {@code more}. */
  public static final long FOLD_EVALUATION_STEPS = 50_000;

  /** Visits of a whole run. */
  public static final long RUN_VISITS = 1_000_000;

  /** Further visits that {@code finally} blocks and the error handler get after that. */
  public static final long GRACE_VISITS = 10_000;

  public static final int CALLS_IN_FLIGHT = 500;

  public static final int CHILDREN_IN_FLIGHT = 500;

  /** Event ids that a run remembers as used. */
  public static final int USED_EVENTS = 10_000;

  /** The loss of a worker that fails the attempt. */
  public static final int LOSSES = 20;

  /** Bytes of JSON that fibers hold besides the run's data: inputs of calls, items, events. */
  public static final long HELD_BYTES = 4 * 1024 * 1024;

  /** Ids of commands that a run remembers, and as many of offers. */
  public static final int RECENT_INPUTS = 64;

  /** What {@code finally} blocks get after a cancel. */
  public static final Duration CANCEL_GRACE = Duration.ofMinutes(5);

  private RunLimits() {}
}

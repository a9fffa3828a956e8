package dev.holdfast.adapter.temporal.workflow;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long the server waits for what of a call. A loss is to be noticed while the call still has
 * time, so that it is a loss and not a timeout.
 *
 * @param pickUp until a worker takes the call
 * @param silence of the worker that has it
 * @param most with one worker; the interpreter's own timer comes first
 */
record CallLimits(Duration pickUp, Duration silence, Duration most) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** Where nothing is known of the time that is left. */
  private static final Duration LONG = Duration.ofDays(1);

  /**
   * @param left until the call's deadline; null when that is not by the server's clock
   * @param heartbeat after which a silent worker counts as lost, where there is as much time
   */
  static CallLimits of(@Nullable Duration left, Duration heartbeat) {
    if (left == null) return new CallLimits(LONG, heartbeat, LONG);
    Duration most = left.multipliedBy(3).dividedBy(4);
    Duration early = most.compareTo(SHORTEST) < 0 ? SHORTEST : most;
    Duration silence = early.compareTo(heartbeat) < 0 ? early : heartbeat;
    return new CallLimits(early, silence, left.isNegative() ? GRACE : left.plus(GRACE));
  }
}

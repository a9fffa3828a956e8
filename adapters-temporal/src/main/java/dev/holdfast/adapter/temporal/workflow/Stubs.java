package dev.holdfast.adapter.temporal.workflow;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.ActivityStub;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** How a run's workflow has things done. For workflow code. */
final class Stubs {
  /** What the interpreter allows a call. */
  static final int CALL_LOSSES = 20;

  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final Duration PATIENT = Duration.ofSeconds(30);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private Stubs() {}

  /** In the workflow task itself, for what usually takes milliseconds. */
  static ActivityStub local() {
    return Workflow.newUntypedLocalActivityStub(
        LocalActivityOptions.newBuilder()
            .setStartToCloseTimeout(SHORT)
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setInitialInterval(FIRST_PAUSE)
                    .setMaximumAttempts(2)
                    .build())
            .setDoNotIncludeArgumentsIntoMarker(true)
            .build());
  }

  /** Until it succeeds. */
  static ActivityStub untilDone() {
    return Workflow.newUntypedActivityStub(
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(PATIENT)
            .setRetryOptions(pausing().build())
            .build());
  }

  /**
   * A call of an action: repeated when its worker is lost, and for nothing else.
   *
   * @param most after which the call has timed out for the interpreter too
   */
  static ActivityStub call(Duration most, Duration heartbeat) {
    return Workflow.newUntypedActivityStub(
        ActivityOptions.newBuilder()
            .setScheduleToCloseTimeout(most)
            .setHeartbeatTimeout(heartbeat)
            .setCancellationType(ActivityCancellationType.TRY_CANCEL)
            .setRetryOptions(pausing().setMaximumAttempts(CALL_LOSSES).build())
            .build());
  }

  private static RetryOptions.Builder pausing() {
    return RetryOptions.newBuilder()
        .setInitialInterval(FIRST_PAUSE)
        .setMaximumInterval(LONGEST_PAUSE);
  }
}

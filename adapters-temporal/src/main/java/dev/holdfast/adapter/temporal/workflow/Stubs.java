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
  /** Before a call whose worker fails by our own fault counts as lost. */
  private static final int CALL_TRIES = 20;

  /** As the server names them; the one in this process repeats such calls all the same. */
  private static final String[] TIMEOUTS = {
    "TemporalTimeout:Heartbeat", "TemporalTimeout:StartToClose"
  };

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

  /** In the workflow task itself, for what is too large to be sent to another worker. */
  static ActivityStub localForMuch() {
    return Workflow.newUntypedLocalActivityStub(
        LocalActivityOptions.newBuilder()
            .setStartToCloseTimeout(PATIENT)
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
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
   * A call of an action. The server repeats it when our own code fails in a worker, and hands
   * everything else to the run: what has become of a call is for the interpreter to say.
   */
  static ActivityStub call(CallLimits limits) {
    return Workflow.newUntypedActivityStub(
        ActivityOptions.newBuilder()
            .setScheduleToStartTimeout(limits.pickUp())
            .setStartToCloseTimeout(limits.most())
            .setHeartbeatTimeout(limits.silence())
            .setCancellationType(ActivityCancellationType.TRY_CANCEL)
            .setRetryOptions(
                pausing().setMaximumAttempts(CALL_TRIES).setDoNotRetry(TIMEOUTS).build())
            .build());
  }

  private static RetryOptions.Builder pausing() {
    return RetryOptions.newBuilder()
        .setInitialInterval(FIRST_PAUSE)
        .setMaximumInterval(LONGEST_PAUSE);
  }
}

package dev.holdfast.adapter.temporal.wire;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TimeoutFailure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of a call without an answer, as its workflow hears of it. */
public final class Loss {
  private static final String TYPE = "WORKER_LOST";

  private Loss() {}

  /**
   * A worker says that it is about to be lost. Not to be tried again by the server: that would be
   * under the time that is left, and the interpreter allows a call all its time again.
   */
  public static ApplicationFailure known(Instant at) {
    byte[] when = at.toString().getBytes(StandardCharsets.UTF_8);
    return ApplicationFailure.newNonRetryableFailure("the worker is lost", TYPE, (Object) when);
  }

  /** When the call was lost, where the worker itself said so. */
  public static @Nullable Instant at(RuntimeException failure) {
    return failure.getCause() instanceof ApplicationFailure said && said.getType().equals(TYPE)
        ? Instant.parse(new String(said.getDetails().get(byte[].class), StandardCharsets.UTF_8))
        : null;
  }

  /**
   * Whether the call had a worker for all its time, and more: its deadline is over, which its run
   * finds out by itself.
   */
  public static boolean isOverdue(RuntimeException failure) {
    return failure instanceof ActivityFailure
        && failure.getCause() instanceof TimeoutFailure timeout
        && switch (timeout.getTimeoutType()) {
          case TIMEOUT_TYPE_START_TO_CLOSE -> true;
          case TIMEOUT_TYPE_SCHEDULE_TO_CLOSE,
              TIMEOUT_TYPE_SCHEDULE_TO_START,
              TIMEOUT_TYPE_HEARTBEAT,
              TIMEOUT_TYPE_UNSPECIFIED,
              UNRECOGNIZED ->
              false;
        };
  }
}

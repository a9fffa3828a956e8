package dev.holdfast.domain.run;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of the folded input, for whoever sent it. */
public sealed interface Verdict {
  /**
   * @param waitId the wait that took it, where one did
   */
  record Applied(@Nullable UUID waitId) implements Verdict {}

  /** It changed nothing, and never will. */
  record Refused(Reason reason, String message) implements Verdict {}

  /** Why an input changed nothing. */
  enum Reason {
    /** The same input id was folded before. */
    REPEATED,
    /** The call, wait or child it answers is closed. */
    CLOSED,
    /** It came at or after the deadline. */
    TOO_LATE,
    /** A wait had the name and key, but a filter did not hold. */
    FILTER_FALSE,
    /** Another wait of this run took the event. */
    TAKEN_BY_OTHER,
    /** No wait of this run has the name and key. */
    NO_SUCH_WAIT,
    /** The command needs a live run. */
    RUN_NOT_ACTIVE,
    /** The command needs a failed run. */
    RUN_NOT_FAILED,
    RUN_IS_CHILD,
    WAIT_AMBIGUOUS,
    WAIT_NOT_FOUND,
    NO_EVENT_WAIT,
    /** A repair or an output cannot be written where it should be. */
    VALUE_REFUSED
  }
}

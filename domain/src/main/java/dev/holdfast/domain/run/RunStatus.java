package dev.holdfast.domain.run;

/** Where a run stands. */
public enum RunStatus {
  /** A fiber is runnable or a call is in flight. */
  RUNNING,
  /** Nothing to do until something outside happens. */
  WAITING,
  SUCCEEDED,
  FAILED,
  CANCELED;

  public boolean ended() {
    return switch (this) {
      case RUNNING, WAITING -> false;
      case SUCCEEDED, FAILED, CANCELED -> true;
    };
  }
}

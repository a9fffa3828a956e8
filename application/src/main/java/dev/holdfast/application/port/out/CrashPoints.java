package dev.holdfast.application.port.out;

/** Named places at which tests let the process die. In production nothing happens there. */
public interface CrashPoints {
  CrashPoints NONE = point -> {};

  /** Passes a place. */
  void pass(Point point);

  /** The places, in the order a call passes them. */
  enum Point {
    BEFORE_COMMIT,
    /** After the statement, before its commit, where a commit is a statement of its own. */
    IN_COMMIT,
    AFTER_COMMIT,
    BEFORE_CALL,
    AFTER_CALL,
    BEFORE_CHILD,
    AFTER_CHILD,
    AFTER_CLAIM
  }
}

package dev.holdfast.adapter.temporal.wire;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What a run's workflow has workers do. What travels is bytes of our own. */
@ActivityInterface
public interface RunActivities {
  String CALL = "call";
  String OPEN = "open";
  String TELL = "tell";
  String START_CHILD = "startChild";
  String CANCEL_CHILD = "cancelChild";
  String TELL_PARENT = "tellParent";

  /**
   * Calls an action. Whatever the action says is an answer; only a lost worker is a failure.
   *
   * @param order a {@link CallOrder}
   * @return a {@code CallFinished}
   */
  @ActivityMethod(name = CALL)
  byte[] call(byte[] order);

  /**
   * Makes waits findable and looks back.
   *
   * @param opening see {@link OpeningBytes}
   */
  @ActivityMethod(name = OPEN)
  byte[] open(byte[] opening);

  /**
   * Tells the database.
   *
   * @param write a {@link WriteBytes}
   */
  @ActivityMethod(name = TELL)
  void tell(byte[] write);

  /**
   * Starts a child by the ordinary door.
   *
   * @param order a {@link ChildOrder}
   * @return a {@code ChildRefused}; empty when it runs
   */
  @ActivityMethod(name = START_CHILD)
  byte[] startChild(byte[] order);

  /**
   * Asks a child to cancel, which may not have begun yet.
   *
   * @param order a {@link CancelOrder}
   */
  @ActivityMethod(name = CANCEL_CHILD)
  void cancelChild(byte[] order);

  /**
   * Tells a parent of its child's end, unless it has ended itself.
   *
   * @param order a {@link ParentOrder}
   */
  @ActivityMethod(name = TELL_PARENT)
  void tellParent(byte[] order);
}

package dev.holdfast.adapter.postgres;

import dev.holdfast.application.view.Delivery;
import dev.holdfast.application.view.WaitView;
import dev.holdfast.domain.run.OpenWait;
import dev.holdfast.domain.run.RunStatus;
import java.util.List;

/** The small numbers that stand for words in the tables; see {@code V1__runs.sql}. */
public final class RowCodes {
  private static final List<RunStatus> RUN_STATUS =
      List.of(
          RunStatus.RUNNING,
          RunStatus.WAITING,
          RunStatus.SUCCEEDED,
          RunStatus.FAILED,
          RunStatus.CANCELED);
  private static final List<OpenWait.Type> WAIT_TYPE =
      List.of(
          OpenWait.Type.EVENT,
          OpenWait.Type.TIME,
          OpenWait.Type.RETRY,
          OpenWait.Type.CHILD,
          OpenWait.Type.CALLBACK);
  private static final List<WaitView.Status> WAIT_STATUS =
      List.of(
          WaitView.Status.WAITING,
          WaitView.Status.RESOLVED,
          WaitView.Status.TIMED_OUT,
          WaitView.Status.CANCELED);
  private static final List<Delivery.State> DELIVERY_STATE =
      List.of(
          Delivery.State.PENDING,
          Delivery.State.SENT,
          Delivery.State.USED,
          Delivery.State.STARTED,
          Delivery.State.REFUSED);

  private RowCodes() {}

  public static RunStatus runStatus(int code) {
    return RUN_STATUS.get(code);
  }

  public static int code(RunStatus status) {
    return RUN_STATUS.indexOf(status);
  }

  public static int code(OpenWait.Type type) {
    return WAIT_TYPE.indexOf(type);
  }

  public static int code(Delivery.State state) {
    return DELIVERY_STATE.indexOf(state);
  }

  public static OpenWait.Type waitType(int code) {
    return WAIT_TYPE.get(code);
  }

  public static WaitView.Status waitStatus(int code) {
    return WAIT_STATUS.get(code);
  }

  public static Delivery.State deliveryState(int code) {
    return DELIVERY_STATE.get(code);
  }
}

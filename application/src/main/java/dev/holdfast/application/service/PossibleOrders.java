package dev.holdfast.application.service;

import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.application.port.out.RunEngine.Operation;
import dev.holdfast.application.view.RunView;
import dev.holdfast.domain.run.OpenWait;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What operators can order of a run: what its state allows, and its engine can do. */
final class PossibleOrders {
  private PossibleOrders() {}

  static List<String> of(RunView run, RunEngine engine) {
    List<String> names = new ArrayList<>();
    for (Operation operation : allowed(run)) {
      if (engine.supports(run.engine(), operation)) names.add(name(operation));
    }
    return names;
  }

  private static Set<Operation> allowed(RunView run) {
    return switch (run.status()) {
      case RUNNING -> EnumSet.of(Operation.CANCEL);
      case WAITING ->
          run.waits().stream().anyMatch(PossibleOrders::isResumable)
              ? EnumSet.of(Operation.CANCEL, Operation.RESUME)
              : EnumSet.of(Operation.CANCEL);
      case FAILED -> afterFailure(run);
      case SUCCEEDED, CANCELED -> EnumSet.of(Operation.REPLAY);
    };
  }

  private static Set<Operation> afterFailure(RunView run) {
    Set<Operation> allowed = EnumSet.of(Operation.REPLAY);
    if (run.attached()) return allowed;
    allowed.add(Operation.RETRY);
    boolean byEventTimeout = run.error() != null && run.error().code().equals("WAIT_TIMEOUT");
    if (byEventTimeout) allowed.add(Operation.REQUEUE_EVENT_WAIT);
    return allowed;
  }

  /** Nobody but the child can say what came of it. */
  private static boolean isResumable(OpenWait wait) {
    return wait.type() != OpenWait.Type.CHILD;
  }

  /** As the API's paths have it. */
  private static String name(Operation operation) {
    return switch (operation) {
      case CANCEL -> "cancel";
      case RESUME -> "resume";
      case RETRY -> "retry";
      case REQUEUE_EVENT_WAIT -> "requeue-event-wait";
      case REPLAY -> "replay";
    };
  }
}

package dev.holdfast.application.driver;

import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.Refusal;
import dev.holdfast.application.port.in.StartRun;
import dev.holdfast.application.port.out.RunStore.ChildToStart;
import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.run.Effect;
import java.util.List;
import java.util.Map;

/** Starts children through the same door as any run. */
public final class ChildStarts {
  private ChildStarts() {}

  /** What became of a child's start. */
  public sealed interface Tried {
    /** It runs, or did already. */
    record Started() implements Tried {}

    /** What is in the way passes by itself: try again a little later. */
    record TryAgain() implements Tried {}

    /** Refused for good. */
    record Refused(RunError error) implements Tried {}
  }

  public static Tried start(StartRun starts, ChildToStart child) {
    return switch (starts.start(caller(child), request(child))) {
      case Outcome.Ok<StartRun.Started> _ -> new Tried.Started();
      case Outcome.Refused<StartRun.Started>(Refusal refusal) -> refused(refusal);
    };
  }

  private static Tried refused(Refusal refusal) {
    return switch (refusal.kind()) {
      case RATE_LIMITED, UNAVAILABLE -> new Tried.TryAgain();
      case MALFORMED, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, TOO_LARGE, INVALID ->
          new Tried.Refused(
              new RunError(
                  ErrorCategory.CHILD_RUN,
                  refusal.code(),
                  refusal.message(),
                  null,
                  null,
                  null,
                  true,
                  refusal.details()));
    };
  }

  private static Caller caller(ChildToStart child) {
    return new Caller(
        child.tenantId(),
        child.parent().principal(),
        Permission.closure(List.of(Permission.WORKFLOW_EXECUTE)),
        false,
        child.parent().traceId());
  }

  private static StartRun.Request request(ChildToStart child) {
    Effect.StartChild effect = child.effect();
    return new StartRun.Request(
        effect.workflow(),
        effect.version(),
        effect.payload(),
        Map.of(),
        new StartRun.Origin.ByParent(
            effect.childRunId(),
            child.parentRunId(),
            child.parent().rootRunId(),
            child.parent().depth() + 1,
            child.parent().causalDepth(),
            !effect.detached()));
  }
}

package dev.holdfast.adapter.quartz;

import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.Refusal;
import dev.holdfast.application.port.in.StartRun;
import dev.holdfast.application.port.out.CrashPoints.Point;
import dev.holdfast.application.port.out.RunStore.ChildToStart;
import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.run.Effect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts children through the same door as any run. */
final class Children {
  private static final long FIRST_PAUSE = Duration.ofMillis(100).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofSeconds(5).toNanos();
  private static final Logger LOG = LoggerFactory.getLogger(Children.class);

  private final Node node;

  Children(Node node) {
    this.node = node;
  }

  /**
   * Starts a child on this thread; patient with what passes by itself.
   *
   * @param refused told a refusal for good
   */
  void start(ChildToStart child, BooleanSupplier wanted, Consumer<RunError> refused) {
    node.ports().crashPoints().pass(Point.BEFORE_CHILD);
    long pause = FIRST_PAUSE;
    while (wanted.getAsBoolean() && !tried(child, refused)) {
      LockSupport.parkNanos(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
    node.ports().crashPoints().pass(Point.AFTER_CHILD);
  }

  /** Takes up detached children that were noted and not started. */
  void startNoted(Duration age, int limit) {
    for (ChildToStart child : node.ports().store().childrenToStart(age, limit)) {
      tried(child, error -> {});
    }
  }

  private boolean tried(ChildToStart child, Consumer<RunError> refused) {
    try {
      boolean done =
          switch (node.uses().starts().start(caller(child), request(child))) {
            case Outcome.Ok<StartRun.Started> ok -> true;
            case Outcome.Refused<StartRun.Started> no -> refused(no.refusal(), refused);
          };
      if (done && child.effect().detached()) {
        node.ports().store().childStarted(child.effect().childRunId());
      }
      return done;
    } catch (StoreUnavailable e) {
      LOG.warn("run {}: a child's start waits for the database", child.parentRunId());
      return false;
    } catch (RuntimeException e) {
      // A fault of ours: the parent waits for it to be mended.
      LOG.error("run {}: a child could not be started", child.parentRunId(), e);
      return false;
    }
  }

  private static boolean refused(Refusal refusal, Consumer<RunError> told) {
    boolean passes =
        switch (refusal.kind()) {
          case RATE_LIMITED, UNAVAILABLE -> true;
          case MALFORMED, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, TOO_LARGE, INVALID ->
              false;
        };
    if (passes) return false;
    told.accept(
        new RunError(
            ErrorCategory.CHILD_RUN,
            refusal.code(),
            refusal.message(),
            null,
            null,
            null,
            true,
            refusal.details()));
    return true;
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

package dev.holdfast.adapter.quartz;

import dev.holdfast.application.driver.ChildStarts;
import dev.holdfast.application.port.out.CrashPoints.Point;
import dev.holdfast.application.port.out.RunStore.ChildToStart;
import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.domain.error.RunError;
import java.time.Duration;
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
          switch (ChildStarts.start(node.uses().starts(), child)) {
            case ChildStarts.Tried.Started _ -> true;
            case ChildStarts.Tried.TryAgain _ -> false;
            case ChildStarts.Tried.Refused(RunError error) -> {
              refused.accept(error);
              yield true;
            }
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
}

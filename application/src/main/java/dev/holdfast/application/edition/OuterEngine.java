package dev.holdfast.application.edition;

import dev.holdfast.application.port.out.EngineClosings;
import dev.holdfast.application.port.out.EventRouter;
import dev.holdfast.application.port.out.HeldRuns;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.domain.run.RunState;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An engine that keeps its runs outside the database. Thread-safe. */
public interface OuterEngine extends AutoCloseable {
  RunEngine runs();

  /**
   * Routes like {@code inner}, and hands what it stored for this engine's runs over before
   * answering, when the engine can be reached.
   */
  EventRouter routing(EventRouter inner);

  /**
   * Begins to work, and keeps trying while what it needs is away.
   *
   * @param works carries out what runs ask for; false only accepts and hands over
   * @param sweeps hands over what was left lying
   */
  void begin(boolean works, boolean sweeps);

  /** Runs that this process carries on and will tell of itself. */
  default HeldRuns held() {
    return HeldRuns.NONE;
  }

  /** Hands over what has lain longer than {@code age}. For schedulers, and for tests. */
  void sweep(Duration age);

  /** Whether it can be reached now, and does what it shall. */
  Health health();

  /**
   * How the engine itself sees a run. Never changes anything.
   *
   * @throws dev.holdfast.application.port.out.StoreUnavailable when it cannot be reached
   */
  Standing standing(UUID runId);

  /** Tells an attached child's parent of its end, when no code of the child's can. */
  void tellParent(UUID parentRunId, RunState child);

  /** Stops in good order: lets what is under way finish for {@code patience}, then ends it. */
  void stop(Duration patience);

  /** Stops at once, as if the process had died. */
  @Override
  void close();

  /**
   * @param reachable false makes the node not ready; reads go on
   * @param working the workers run, or shall not
   * @param code what operators should know, upper case with underscores; null when all is well
   * @param message the same for people; never a secret, never a stack trace
   */
  record Health(
      boolean reachable, boolean working, @Nullable String code, @Nullable String message) {}

  /** A run as the engine sees it. */
  sealed interface Standing {
    /** It has no such run: never started, or forgotten long after its end. */
    record Unknown() implements Standing {}

    /** It has no such run, and never will again: it keeps nothing over a restart. */
    record Forgotten() implements Standing {}

    /**
     * @param attempts how often the step it is at was tried without success
     * @param unclaimed how long no worker has taken it up; null when one has
     */
    record Alive(int attempts, @Nullable Duration unclaimed) implements Standing {}

    /** Its own code ended it: what it told stands, or comes. */
    record Completed() implements Standing {}

    /** Ended without any code of its own running. */
    record Ended(EngineClosings.Ended how) implements Standing {}
  }
}

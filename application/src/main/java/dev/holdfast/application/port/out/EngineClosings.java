package dev.holdfast.application.port.out;

import dev.holdfast.domain.run.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Compares rows with an engine that keeps its runs elsewhere, and ends those that it ended without
 * any code of ours running. Thread-safe.
 *
 * @see StoreUnavailable thrown by every method when the database is away
 */
public interface EngineClosings {
  /**
   * Runs of the engine that were not told of for longer than {@code age}, and have not ended or
   * were {@link #close closed} and not {@link #settled}.
   */
  List<UUID> untouched(String engine, Duration age, int limit);

  /**
   * Ends a run's row for good: closes its waits, refuses its mail, writes the last journal entry.
   * Nothing that the engine may still tell changes it. Does nothing to a run that has ended.
   *
   * @return false when it had ended
   */
  boolean close(UUID runId, Ended how, Instant at);

  /** What others must be told of a run that was closed; null when there is nothing any more. */
  @Nullable Closed closed(UUID runId);

  /** Everybody was told of a run that was closed. */
  void settled(UUID runId);

  /** How the engine ended a run. */
  enum Ended {
    /** By hand: CANCELED with {@code ENGINE_TERMINATED}. */
    TERMINATED,
    /** It timed out or went over a limit: FAILED with {@code ENGINE_LIMIT}. */
    LIMIT,
    /** It has forgotten the run, as one does that keeps nothing: FAILED {@code ENGINE_LOST}. */
    LOST
  }

  /**
   * @param children attached children that are alive, to be cancelled
   * @param parent an attached run's parent, which waits for its end
   */
  record Closed(RunState state, List<UUID> children, @Nullable UUID parent) {}
}

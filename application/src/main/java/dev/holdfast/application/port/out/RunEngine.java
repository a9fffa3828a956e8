package dev.holdfast.application.port.out;

import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Verdict;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the states of its runs, delivers inputs to them and carries out their effects. Thread-safe.
 * Everything it acknowledges is durable.
 *
 * @see StoreUnavailable thrown by every method when the world behind it is away
 */
public interface RunEngine {
  /** What a run's {@code engine} shows, such as {@code quartz}. */
  String name();

  /**
   * Whether runs of an engine can ever be asked for this, whatever their state.
   *
   * @param engine a run's {@code engine}; false for one that is not part of this installation
   */
  boolean supports(String engine, Operation operation);

  /** Starts a run. Idempotent by run id and by start key. */
  StartResult start(NewRun run);

  /** Stores a cancel request with its audit row; the fold follows. Idempotent. */
  CancelResult cancel(OperatorOrder order, boolean force);

  /** Stores a command with its audit row, waits until it is folded, and answers the verdict. */
  CommandResult command(OperatorOrder order, Input.Command command);

  /**
   * Delivers the promised answer of an action.
   *
   * @param answer never {@code Pending}
   */
  CallbackResult callback(String token, CallAnswer answer);

  /** What an operator can ask for. */
  enum Operation {
    CANCEL,
    RESUME,
    RETRY,
    REQUEUE_EVENT_WAIT,
    REPLAY
  }

  /**
   * @param orderId makes a repeated order one order
   */
  record OperatorOrder(
      String tenantId, UUID runId, String orderId, String principal, String reason) {}

  sealed interface StartResult {
    record Created(UUID runId) implements StartResult {}

    /** A run with this id or start key was there. */
    record Existing(UUID runId, @Nullable String requestHash) implements StartResult {}
  }

  /** What became of a cancel request. */
  enum CancelResult {
    STORED,
    NOT_FOUND,
    ENDED,
    /** The engine that keeps the run did not take it in time: nothing was stored. */
    NOT_REACHED
  }

  sealed interface CommandResult {
    record Folded(Verdict verdict) implements CommandResult {}

    record NotFound() implements CommandResult {}

    /**
     * The run's engine cannot do that, whatever the run's state; nothing was stored.
     *
     * @param engine the one that the run is on
     */
    record Unsupported(String engine) implements CommandResult {}
  }

  sealed interface CallbackResult {
    record Delivered(UUID runId, Verdict verdict) implements CallbackResult {}

    record UnknownToken() implements CallbackResult {}
  }
}

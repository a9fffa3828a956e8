package dev.holdfast.domain.run;

import dev.holdfast.domain.definition.AssignPath;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that reaches a run from outside the reducer. {@code id} is unique within the run: a
 * repeated one is ignored. {@code at} is stamped where the fact entered, to the microsecond.
 */
public sealed interface Input {
  String id();

  Instant at();

  record Started(String id, Instant at, RunStart start) implements Input {}

  /** An action answered, or failed, or promised to answer by callback. */
  record CallFinished(String id, Instant at, UUID callId, int attempt, CallAnswer answer)
      implements Input {}

  /** A promised answer came. {@code answer} is never {@code Pending}. */
  record CallbackReceived(String id, Instant at, UUID callId, CallAnswer answer) implements Input {}

  /** The look-back of an opening wait: what had been stored, oldest first. Arms the wait. */
  record LookedBack(String id, Instant at, UUID waitId, List<Event> events) implements Input {}

  /**
   * An event whose name and key some wait of this run has or had. The reducer alone decides. A wait
   * that is not armed takes nothing: give its {@link LookedBack} before an event stored after it.
   */
  record EventOffered(String id, Instant at, Event event) implements Input {}

  record ChildFinished(String id, Instant at, UUID childRunId, ChildResult result)
      implements Input {}

  /** A child's start was refused for good; {@code error} carries the refusal's code. */
  record ChildRefused(String id, Instant at, UUID childRunId, RunError error) implements Input {}

  /** A tick: folding it fires what is due at {@code at}. */
  record TimersDue(String id, Instant at) implements Input {}

  record CancelRequested(String id, Instant at, String reason, boolean force) implements Input {}

  /** An operator's order; see {@link Command}. */
  record OperatorCommand(String id, Instant at, String reason, Command command) implements Input {}

  /** The driver comes back after {@code more}. */
  record Continue(String id, Instant at) implements Input {}

  /**
   * The node that carried out this run's effects is gone. Every call in flight counts a loss and is
   * asked for again, with all its time, however late the loss is noticed; so is every look-back and
   * child start without an answer. Leaves no journal entry unless a call has been lost for the
   * twentieth time.
   */
  record WorkerLost(String id, Instant at) implements Input {}

  /**
   * The worker that had one call is gone, and the run with all else goes on. Only this call counts
   * a loss and is asked for again, as after {@link WorkerLost}; does nothing when nobody waits for
   * it any more.
   */
  record CallLost(String id, Instant at, UUID callId) implements Input {}

  /** What an operator can order. */
  sealed interface Command {
    /**
     * Ends an open wait by hand.
     *
     * @param waitId null when only one wait is open
     * @param timeout true ends it as if its time were up, {@code output} is then ignored
     */
    record Resume(@Nullable UUID waitId, @Nullable Object output, boolean timeout)
        implements Command {}

    /** Goes on from where a failed run failed, after repairing its data. */
    record Retry(List<Repair> repairs) implements Command {}

    /** {@link Retry} for a run that failed by an event wait's timeout. */
    record RequeueEventWait() implements Command {}

    /** One repaired value. */
    record Repair(AssignPath path, @Nullable Object value) {}
  }

  /**
   * How a child run ended.
   *
   * @param status an ended one
   */
  record ChildResult(
      RunStatus status,
      @Nullable Object output,
      @Nullable RunError error,
      Map<String, @Nullable Object> payload,
      Map<String, @Nullable Object> vars,
      Map<String, @Nullable Object> meta) {}
}

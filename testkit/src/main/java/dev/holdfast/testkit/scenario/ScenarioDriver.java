package dev.holdfast.testkit.scenario;

import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An engine as scenarios drive it. Every method but {@link #jump} returns when all runs are at
 * rest: nothing left to compute, every call handed to the actions, every child begun. All actions
 * are the script's: {@code test.call} 1 and what {@link ScriptedActions} lists besides.
 *
 * <p>Its clock stands at {@link dev.holdfast.testkit.SettableTime#EPOCH} until it is moved.
 */
public interface ScenarioDriver extends AutoCloseable {
  /** Publishes the next version of a workflow. */
  void publish(String workflow, Map<String, @Nullable Object> document);

  /** From now on every start of the workflow is refused with {@code WORKFLOW_PAUSED}. */
  void pause(String workflow);

  void start(Start order);

  /** Starts a run like another, with its original payload unless another is given. */
  void replay(UUID runId, UUID newRunId, @Nullable Map<String, @Nullable Object> payload);

  /** Stores an event. Answers the runs that took it. */
  Set<UUID> submit(Event event);

  /** All calls ever handed out, in the order they were. */
  List<Call> calls();

  /** Lets an action answer, late or not. Answers whether the run took it. */
  boolean answer(UUID callId, CallAnswer answer);

  /** Brings a promised answer. Answers whether the run took it. */
  boolean callback(UUID callId, CallAnswer answer);

  /** Answers the code of the refusal, or null. */
  @Nullable String cancel(UUID runId, boolean force);

  /**
   * The code with which this engine refuses all commands but cancel and replay, because it cannot
   * carry them out; null when it can.
   */
  @Nullable String refusesCommands();

  /** Answers the code of the refusal, or null. */
  @Nullable String command(UUID runId, Input.Command command);

  /** What the last order that was refused was told; empty while none was. */
  String refusal();

  /** Loses the node that works for the runs; another one takes over. */
  void loseWorker();

  /** Moves the clock, and lets everything that falls due on the way happen at its instant. */
  void advance(Duration by);

  /** Moves the clock without waiting for anything. */
  void jump(Duration by);

  Instant now();

  boolean knows(UUID runId);

  /** Of all runs there are. */
  Set<UUID> runIds();

  RunState state(UUID runId);

  /** The complete journal. */
  List<JournalEntry> journal(UUID runId);

  /**
   * The journal that comes out when a run's inputs, recorded as the engine folded them, are folded
   * again from nothing: times included, it must be the run's journal.
   */
  List<JournalEntry> foldAgain(UUID runId);

  @Override
  void close();

  /**
   * @param version null takes the newest
   * @param event starts the run; it is stored and offered first like any other
   */
  record Start(
      UUID runId,
      String workflow,
      @Nullable Integer version,
      Map<String, @Nullable Object> payload,
      Map<String, @Nullable Object> tags,
      @Nullable Event event) {}

  record Event(
      String id,
      String name,
      List<String> keys,
      Map<String, @Nullable Object> payload,
      @Nullable String source) {}

  /**
   * @param open nobody has answered, and the run still waits
   * @param promised it will answer by callback
   */
  record Call(
      UUID callId,
      UUID runId,
      String executionPath,
      int attempt,
      String actionId,
      Map<String, @Nullable Object> input,
      String idempotencyKey,
      boolean open,
      boolean promised) {}
}

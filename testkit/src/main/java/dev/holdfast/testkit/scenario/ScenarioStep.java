package dev.holdfast.testkit.scenario;

import dev.holdfast.domain.definition.AssignPath;
import dev.holdfast.domain.run.CallAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a script. {@code run} is the name under which a script knows a run; a child's name is
 * its parent's, a slash, and the execution path of the step that called it (with {@code #2} for the
 * second attempt). {@code refused} is the code with which the engine must say no; null expects yes.
 */
public sealed interface ScenarioStep {
  /**
   * @param event the event that starts the run; it is submitted first
   */
  record Start(
      String run,
      String workflow,
      @Nullable Integer version,
      Map<String, @Nullable Object> payload,
      Map<String, @Nullable Object> tags,
      @Nullable Submit event)
      implements ScenarioStep {}

  /**
   * Answers an open call.
   *
   * @param attempt null takes the newest call of the path
   * @param late the call is closed already, and the answer must change nothing
   */
  record Answer(String run, String path, @Nullable Integer attempt, CallAnswer answer, boolean late)
      implements ScenarioStep {}

  /** Answers open calls one at a time, in the order they were handed out, until none is open. */
  record AnswerAll(String run, CallAnswer answer) implements ScenarioStep {}

  /** Brings the answer that a call promised. */
  record Callback(String run, String path, CallAnswer answer, boolean late)
      implements ScenarioStep {}

  /**
   * @param id null lets the runner make one
   * @param taken names of the runs that must take it, in any order; null does not look
   */
  record Submit(
      @Nullable String id,
      String name,
      List<String> keys,
      Map<String, @Nullable Object> payload,
      @Nullable String source,
      @Nullable List<String> taken)
      implements ScenarioStep {}

  /** Lets virtual time pass, stopping at every due instant on the way. */
  record Advance(Duration by) implements ScenarioStep {}

  /** Moves the clock alone; what fell due meanwhile may be noticed only with the next input. */
  record Jump(Duration by) implements ScenarioStep {}

  record Cancel(String run, boolean force, @Nullable String refused) implements ScenarioStep {}

  /**
   * @param waitPath execution path of the wait's step; null names none
   * @param unknownWait names a wait that never was
   */
  record Resume(
      String run,
      @Nullable String waitPath,
      boolean unknownWait,
      @Nullable Object output,
      boolean timeout,
      @Nullable String refused)
      implements ScenarioStep {}

  record Retry(String run, List<Repair> repairs, @Nullable String refused)
      implements ScenarioStep {}

  record Repair(AssignPath path, @Nullable Object value) {}

  record RequeueEventWait(String run, @Nullable String refused) implements ScenarioStep {}

  /**
   * Starts a new run like an old one.
   *
   * @param payload null takes the original one
   */
  record Replay(String run, String as, @Nullable Map<String, @Nullable Object> payload)
      implements ScenarioStep {}

  /** The node that works for the runs is lost, and another takes over. */
  record WorkerLost() implements ScenarioStep {}

  /** Publishes a workflow's next version. */
  record Publish(String workflow, Map<String, @Nullable Object> document) implements ScenarioStep {}

  /** Every start of the workflow is refused from now on. */
  record PauseWorkflow(String workflow) implements ScenarioStep {}

  record Expect(String run, Expectation expectation) implements ScenarioStep {}
}

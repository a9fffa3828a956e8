package dev.holdfast.application.port.in;

import dev.holdfast.application.view.CommandView;
import dev.holdfast.application.view.InvocationView;
import dev.holdfast.application.view.LogLineView;
import dev.holdfast.application.view.Page;
import dev.holdfast.application.view.RunFilter;
import dev.holdfast.application.view.RunView;
import dev.holdfast.application.view.StepView;
import dev.holdfast.application.view.WaitView;
import dev.holdfast.application.view.Why;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads runs and their history. */
public interface ReadRuns {
  /** How long a caller may wait for a run. */
  Duration WAIT_MAX = Duration.ofSeconds(30);

  /** The run as it is, at once. */
  Outcome<RunView> run(Caller caller, UUID runId);

  /**
   * The run when it is as wished, or as it is at the end of the wait.
   *
   * @param wait at most {@link #WAIT_MAX}
   */
  Outcome<RunView> run(Caller caller, UUID runId, Until until, Duration wait);

  Outcome<Page<RunView>> list(Caller caller, RunFilter filter, int limit, @Nullable String cursor);

  Outcome<Map<RunStatus, Long>> countByStatus(Caller caller, @Nullable String workflow);

  /** The journal, in its order. */
  Outcome<Page<JournalEntry>> timeline(
      Caller caller, UUID runId, int limit, @Nullable String cursor);

  /** One item per attempt, in the order they began. */
  Outcome<Page<StepView>> steps(Caller caller, UUID runId, int limit, @Nullable String cursor);

  /** In the order they began; answers that came late follow. */
  Outcome<Page<InvocationView>> invocations(
      Caller caller, UUID runId, int limit, @Nullable String cursor);

  /** In journal order. */
  Outcome<Page<LogLineView>> logs(Caller caller, UUID runId, int limit, @Nullable String cursor);

  Outcome<List<WaitView>> waits(Caller caller, UUID runId);

  /** Operators' orders; needs {@code admin}. */
  Outcome<List<CommandView>> audit(Caller caller, UUID runId);

  /** Why the run stands still. */
  Outcome<Why> why(Caller caller, UUID runId);

  /** What a caller waits for. */
  enum Until {
    ENDED,
    /** Waiting or ended. */
    REST
  }
}

package dev.holdfast.application.port.in;

import dev.holdfast.application.view.CommandView;
import dev.holdfast.application.view.Page;
import dev.holdfast.application.view.RunFilter;
import dev.holdfast.application.view.RunView;
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

  /** Journal entries after a sequence, in order. */
  Outcome<List<JournalEntry>> journal(Caller caller, UUID runId, long afterSeq, int limit);

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

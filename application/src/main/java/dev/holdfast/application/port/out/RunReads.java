package dev.holdfast.application.port.out;

import dev.holdfast.application.view.CommandView;
import dev.holdfast.application.view.LateResult;
import dev.holdfast.application.view.Page;
import dev.holdfast.application.view.RunFilter;
import dev.holdfast.application.view.RunView;
import dev.holdfast.application.view.WaitView;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.RunStatus;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of runs. Every query is the tenant's own. Thread-safe.
 *
 * @see StoreUnavailable thrown by every method when the database is away
 */
public interface RunReads {
  /** With payload and output; null when the tenant has no such run. */
  @Nullable RunView run(String tenantId, UUID runId);

  /** Without payload and output. Newest first unless the filter says otherwise. */
  Page<RunView> list(String tenantId, RunFilter filter, int limit, @Nullable String cursor);

  /** Runs by status, zeros included; {@code workflow} (id or key) null counts all. */
  Map<RunStatus, Long> countByStatus(String tenantId, @Nullable String workflow);

  /** The run that was started under this key; null when there is none. */
  @Nullable StartedBefore startedUnder(String tenantId, String startKey);

  /** The original start payload, never a view. */
  Map<String, @Nullable Object> startPayload(String tenantId, UUID runId);

  /** Entries with {@code seq > afterSeq}, in order; empty for an unknown run. */
  List<JournalEntry> journal(String tenantId, UUID runId, long afterSeq, int limit);

  /**
   * The ends of attempts that were noted when they were stored; in order. Two for an attempt that
   * was cancelled while it waited for its retry.
   *
   * @param attempts their keys, by {@link dev.holdfast.application.view.AttemptEnds#key}
   */
  List<JournalEntry> notedEnds(String tenantId, UUID runId, Collection<Long> attempts);

  /** Keys of the attempts that are open now; empty for an unknown run. */
  Set<Long> openAttempts(String tenantId, UUID runId);

  /** All waits, in opening order. */
  List<WaitView> waits(String tenantId, UUID runId);

  /** In arrival order. */
  List<CommandView> commands(String tenantId, UUID runId);

  /** Those with {@code number > after}, in arrival order. */
  List<LateResult> lateResults(String tenantId, UUID runId, long after, int limit);

  /**
   * @param requestHash null when the key was none of a caller's
   */
  record StartedBefore(UUID runId, @Nullable String requestHash) {}
}

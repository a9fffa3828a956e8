package dev.holdfast.adapter.postgres.reads;

import dev.holdfast.adapter.postgres.Paging;
import dev.holdfast.adapter.postgres.RowBytes;
import dev.holdfast.adapter.postgres.RowCodes;
import dev.holdfast.adapter.postgres.Sessions;
import dev.holdfast.adapter.postgres.UuidText;
import dev.holdfast.application.codec.JournalCodec;
import dev.holdfast.application.codec.StateCodec;
import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.application.port.out.RunReads;
import dev.holdfast.application.view.AttemptEnds;
import dev.holdfast.application.view.CommandView;
import dev.holdfast.application.view.Cursor;
import dev.holdfast.application.view.LateResult;
import dev.holdfast.application.view.Page;
import dev.holdfast.application.view.RunFilter;
import dev.holdfast.application.view.RunView;
import dev.holdfast.application.view.WaitView;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.OpenWait;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link RunReads} on the tables that both editions write. */
public final class PostgresRunReads implements RunReads {
  /** History rows read at a time: a row holds what one transition wrote. */
  private static final int HISTORY_ROWS = 200;

  private final Sessions sessions;
  private final JsonText json;

  public PostgresRunReads(Sessions sessions, JsonText json) {
    this.sessions = sessions;
    this.json = json;
  }

  private <T extends @Nullable Object> T with(Function<RunStatements, T> statements) {
    return sessions.with(RunStatements.class, statements);
  }

  @Override
  public @Nullable RunView run(String tenantId, UUID runId) {
    RunRow row = with(sql -> sql.run(tenantId, runId));
    if (row == null) return null;
    RunState state = state(row);
    return view(row, state.waits(), state.payload(), state.output(), state.error());
  }

  private static RunState state(RunRow row) {
    byte[] data = row.data();
    if (data != null) return StateCodec.decode(row.control(), data);
    throw new IllegalStateException("expected the data of run " + row.runId());
  }

  @Override
  public Page<RunView> list(String tenantId, RunFilter filter, int limit, @Nullable String cursor) {
    Cursor after = Paging.after(cursor);
    Instant at = after == null ? null : after.sortInstant();
    UUID id = after == null ? null : after.uuid();
    int rows = Paging.rows(limit);
    List<Integer> statuses = filter.statuses().stream().map(RowCodes::code).toList();
    UUID workflowId = UuidText.parse(filter.workflow());
    UUID runId = UuidText.parse(filter.search());
    List<RunRow> found =
        with(sql -> sql.list(tenantId, filter, statuses, workflowId, runId, at, id, rows));
    Map<UUID, List<OpenWait>> waits = openWaits(found);
    return Paging.page(
        found,
        limit,
        row -> listed(row, waits.getOrDefault(row.runId(), List.of())),
        row -> new Cursor(row.startedAt(), row.runId()));
  }

  private Map<UUID, List<OpenWait>> openWaits(List<RunRow> runs) {
    List<UUID> waiting = new ArrayList<>();
    for (RunRow run : runs) {
      if (!RowCodes.runStatus(run.status()).ended()) waiting.add(run.runId());
    }
    Map<UUID, List<OpenWait>> waits = new HashMap<>();
    if (waiting.isEmpty()) return waits;
    for (WaitRow row : with(sql -> sql.openWaits(waiting))) {
      waits.computeIfAbsent(row.runId(), _ -> new ArrayList<>()).add(row.opened());
    }
    return waits;
  }

  private RunView listed(RunRow row, List<OpenWait> waits) {
    boolean failed = RowCodes.runStatus(row.status()) == RunStatus.FAILED;
    RunError error = failed ? StateCodec.error(row.control()) : null;
    return view(row, waits, Json.EMPTY_OBJECT, null, error);
  }

  private RunView view(
      RunRow row,
      List<OpenWait> waits,
      Map<String, @Nullable Object> payload,
      @Nullable Object output,
      @Nullable RunError error) {
    return new RunView(
        row.runId(),
        row.workflowId(),
        row.workflowKey(),
        row.workflowVersion(),
        row.tenantId(),
        RowCodes.runStatus(row.status()),
        row.stateTag(),
        tags(row.tags()),
        row.engine(),
        row.nodePath(),
        row.cancelRequestedAt(),
        row.replayOf(),
        waits,
        row.triggerType(),
        row.triggerEventId(),
        row.parentRunId(),
        row.rootRunId(),
        row.attached(),
        payload,
        output,
        error,
        row.startedAt(),
        row.updatedAt(),
        row.completedAt(),
        row.stuckMessage());
  }

  private Map<String, String> tags(@Nullable String text) {
    Map<String, String> tags = new LinkedHashMap<>();
    if (text != null) {
      Json.objectOf(json.parse(text)).forEach((name, value) -> tags.put(name, "" + value));
    }
    return tags;
  }

  @Override
  public Map<RunStatus, Long> countByStatus(String tenantId, @Nullable String workflow) {
    Map<RunStatus, Long> counts = new EnumMap<>(RunStatus.class);
    for (RunStatus status : RunStatus.values()) counts.put(status, 0L);
    UUID id = UuidText.parse(workflow);
    for (RunStatements.StatusCount count : with(sql -> sql.countByStatus(tenantId, workflow, id))) {
      counts.put(RowCodes.runStatus(count.status()), count.runs());
    }
    return counts;
  }

  @Override
  public @Nullable StartedBefore startedUnder(String tenantId, String startKey) {
    return with(sql -> sql.startedUnder(tenantId, startKey));
  }

  @Override
  public Map<String, @Nullable Object> startPayload(String tenantId, UUID runId) {
    RunRow row = with(sql -> sql.run(tenantId, runId));
    if (row != null) return state(row).start().payload();
    throw new IllegalStateException("expected a run " + runId);
  }

  @Override
  public List<JournalEntry> journal(String tenantId, UUID runId, long afterSeq, int limit) {
    List<JournalEntry> journal = new ArrayList<>();
    long after = afterSeq;
    while (true) {
      long place = after;
      // Every row has an entry at least.
      int most = Math.min(HISTORY_ROWS, limit - journal.size());
      List<byte[]> rows = with(sql -> sql.entries(tenantId, runId, place, afterSeq + limit, most));
      for (byte[] row : rows) {
        for (JournalEntry entry : JournalCodec.decode(row)) {
          if (entry.seq() <= afterSeq) continue;
          if (journal.size() == limit) return journal;
          journal.add(entry);
        }
      }
      if (rows.size() < most || journal.size() == limit) return journal;
      after = journal.getLast().seq();
    }
  }

  @Override
  public List<JournalEntry> notedEnds(String tenantId, UUID runId, Collection<Long> attempts) {
    List<String> keys = attempts.stream().map(String::valueOf).toList();
    List<JournalEntry> ends = new ArrayList<>();
    for (byte[] row : with(sql -> sql.rowsOfEnds(tenantId, runId, keys))) {
      for (JournalEntry entry : JournalCodec.decode(row)) {
        if (AttemptEnds.isEnd(entry)
            && attempts.contains(AttemptEnds.key(entry.executionPath(), entry.attempt()))) {
          ends.add(entry);
        }
      }
    }
    return ends;
  }

  @Override
  public Set<Long> openAttempts(String tenantId, UUID runId) {
    RunRow row = with(sql -> sql.run(tenantId, runId));
    return row == null ? Set.of() : AttemptEnds.open(state(row));
  }

  @Override
  public List<WaitView> waits(String tenantId, UUID runId) {
    return with(sql -> sql.waits(tenantId, runId)).stream().map(WaitRow::view).toList();
  }

  @Override
  public List<CommandView> commands(String tenantId, UUID runId) {
    return with(sql -> sql.commands(tenantId, runId));
  }

  @Override
  public List<LateResult> lateResults(String tenantId, UUID runId, long after, int limit) {
    return with(sql -> sql.lateResults(tenantId, runId, after, limit)).stream()
        .map(row ->
            new LateResult(
                row.lateId(),
                row.callId(),
                row.attempt(),
                row.at(),
                row.reason(),
                RowBytes.answer(row.answer())))
        .toList();
  }
}

package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.CrashPoints;
import dev.holdfast.application.port.out.RunStore.Fold;
import dev.holdfast.application.port.out.RunStore.Opening;
import dev.holdfast.application.port.out.RunStore.Written;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Opens event waits in groups: locks the keys, looks back, folds, writes, in one transaction. An
 * event stored before the locks is found by looking back; one stored after them finds the waits.
 */
final class OpeningWork implements Grouping.Work<OpeningWork.Request> {
  private static final String FENCES =
      "select run_id, fence, seq, updated_at, owner is not null from workflow_run"
          + " where run_id = any(?)";

  private final WriteWork writes;
  private final WriteEncoder encoder;
  private final CrashPoints crashPoints;

  OpeningWork(WriteWork writes, WriteEncoder encoder, CrashPoints crashPoints) {
    this.writes = writes;
    this.encoder = encoder;
    this.crashPoints = crashPoints;
  }

  /** An opening, what folds it, who waits for it, and what was last sent for it. */
  static final class Request {
    final Opening opening;
    final Fold fold;
    final CompletableFuture<Written> answer;
    private @Nullable EncodedWrite sent;

    Request(Opening opening, Fold fold, CompletableFuture<Written> answer) {
      this.opening = opening;
      this.fold = fold;
      this.answer = answer;
    }
  }

  @Override
  public void perform(Session session, List<Request> requests, boolean repeated)
      throws SQLException {
    // What is done leaves the group for good: its run goes on, and must not be written again.
    if (repeated) settleDoubtful(session, requests);
    if (requests.isEmpty()) return;
    List<Request> open = new ArrayList<>(requests);
    open.sort(Comparator.comparing(r -> r.opening.runId(), WriteWork.BY_BYTES));
    session.begin();
    List<LookBack.Asked> asked = new ArrayList<>();
    for (Request request : open)
      asked.add(new LookBack.Asked(request.opening, Set.of(), LookBack.ALL_TOLD));
    KeyLocks.lock(session, LookBack.Asked.keys(asked));
    Map<UUID, LookBack.Found> found = LookBack.of(session, asked);
    Map<Request, EncodedWrite> folded = fold(open, found);
    List<EncodedWrite> group = new ArrayList<>(folded.values());
    crashPoints.pass(CrashPoints.Point.BEFORE_COMMIT);
    Map<UUID, Written> answers =
        group.isEmpty() ? new HashMap<>() : writes.writeAndPost(session, group);
    crashPoints.pass(CrashPoints.Point.IN_COMMIT);
    session.commit();
    crashPoints.pass(CrashPoints.Point.AFTER_COMMIT);
    WriteWork.count(session, group, answers);
    Beginnings.tell(session, group, answers, false);
    for (Request request : folded.keySet()) {
      request.answer.complete(
          answers.getOrDefault(request.opening.runId(), new Written.LeaseLost()));
    }
  }

  /** A fold that throws is a fault of ours, and of one run alone: the others go on. */
  private Map<Request, EncodedWrite> fold(List<Request> open, Map<UUID, LookBack.Found> found) {
    Map<Request, EncodedWrite> folded = new LinkedHashMap<>();
    for (Request request : open) {
      try {
        LookBack.Found own = found.getOrDefault(request.opening.runId(), new LookBack.Found());
        EncodedWrite write = encoder.encode(request.fold.fold(own.lookedBack()), own.arrivals());
        request.sent = write;
        folded.put(request, write);
      } catch (RuntimeException e) {
        request.answer.completeExceptionally(e);
      }
    }
    return folded;
  }

  /**
   * After a commit of unknown fate: what stands in the database as it was sent is done. It must not
   * be folded again, for a second look back may find more.
   */
  private static void settleDoubtful(Session session, List<Request> requests) throws SQLException {
    Map<UUID, Request> doubtful = new HashMap<>();
    for (Request request : requests) {
      if (request.sent != null) doubtful.put(request.opening.runId(), request);
    }
    if (doubtful.isEmpty()) return;
    PreparedStatement select = session.prepare(FENCES);
    select.setArray(
        1, session.connection().createArrayOf("uuid", doubtful.keySet().toArray(UUID[]::new)));
    session.counters().statements(1);
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        Request request = doubtful.get(rows.getObject(1, UUID.class));
        if (request == null || request.sent == null) continue;
        Rows.Run sent = request.sent.run();
        boolean stands =
            rows.getLong(2) == sent.fence
                && rows.getLong(3) == sent.state.seq()
                && sent.state.now().equals(EventRows.instant(rows, 4));
        if (!stands) continue;
        requests.remove(request);
        request.answer.complete(new Written.Durable(!rows.getBoolean(5), List.of()));
      }
    }
  }

  @Override
  public void refuse(Request request, Exception cause) {
    request.answer.complete(new Written.Refused(String.valueOf(cause.getMessage())));
  }

  @Override
  public void abandon(Request request) {
    request.answer.cancel(false);
  }
}

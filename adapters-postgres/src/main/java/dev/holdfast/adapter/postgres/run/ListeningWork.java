package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.RunProjections.Opened;
import dev.holdfast.application.port.out.RunProjections.Opening;
import dev.holdfast.application.port.out.RunStore;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.OpenWait;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Makes event waits of other engines' runs findable and looks back for them, under the locks of
 * their keys and in one transaction: like {@link OpeningWork}, but the fold is elsewhere.
 */
final class ListeningWork implements Grouping.Work<ListeningWork.Request> {
  private static final String INSERT =
      "insert into workflow_wait (%s, remote) select x.*, true from %s on conflict do nothing"
          .formatted(GroupStatement.WAITS.names(), GroupStatement.WAITS.sql("x"));

  /** An opening and who waits for its answer. */
  record Request(Opening opening, CompletableFuture<List<Input.LookedBack>> answer) {}

  @Override
  public void perform(Session session, List<Request> requests, boolean repeated)
      throws SQLException {
    List<LookBack.Asked> asked = new ArrayList<>();
    List<Rows.Wait> waits = new ArrayList<>();
    // One run may ask twice when an activity of its is repeated: one answer serves both.
    Map<UUID, Opening> byRun = new LinkedHashMap<>();
    List<Request> later = new ArrayList<>();
    for (Request request : requests) {
      Opening other = byRun.putIfAbsent(request.opening().runId(), request.opening());
      if (other != null && !other.equals(request.opening())) later.add(request);
    }
    for (Opening opening : byRun.values()) {
      asked.add(asked(opening));
      for (Opened one : opening.waits()) waits.add(row(opening, one.open()));
    }
    waits.sort(Comparator.comparing((Rows.Wait w) -> w.runId, WriteWork.BY_BYTES));
    session.begin();
    KeyLocks.lock(session, LookBack.Asked.keys(asked));
    PreparedStatement insert = session.prepare(INSERT);
    GroupStatement.WAITS.bind(insert, 1, waits);
    insert.executeUpdate();
    Map<UUID, LookBack.Found> found = LookBack.of(session, asked);
    session.commit();
    session.counters().statements(1);
    session.counters().commit();
    session.counters().rows(waits.size());
    for (Request request : requests) {
      if (later.contains(request)) continue;
      request
          .answer()
          .complete(Objects.requireNonNull(found.get(request.opening().runId())).lookedBack());
    }
    requests.clear();
    requests.addAll(later);
    if (!later.isEmpty()) perform(session, requests, repeated);
  }

  private static LookBack.Asked asked(Opening opening) {
    List<Effect.OpenEventWait> waits = new ArrayList<>();
    for (Opened one : opening.waits()) {
      OpenWait open = one.open();
      waits.add(
          new Effect.OpenEventWait(
              open.waitId(),
              Objects.requireNonNull(open.eventName()),
              Objects.requireNonNull(open.correlationKey()),
              open.filters(),
              one.since()));
    }
    return new LookBack.Asked(
        new RunStore.Opening(opening.runId(), opening.tenantId(), waits),
        Set.copyOf(opening.used()));
  }

  private static Rows.Wait row(Opening opening, OpenWait open) {
    return new Rows.Wait(
        opening.runId(), opening.tenantId(), open, Bytes.filters(open.filters()), null);
  }

  @Override
  public void refuse(Request request, Exception cause) {
    request.answer().completeExceptionally(cause);
  }

  @Override
  public void abandon(Request request) {
    request.answer().cancel(false);
  }
}

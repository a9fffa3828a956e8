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
  private static final Table<Opening> FENCES =
      new Table<Opening>().uuid("run_id", Opening::runId).number("fence", Opening::fence);

  // A row may stand from a report that came to nothing: it may even say that the wait has ended, by
  // an event that it found when it looked back.
  private static final String OPEN =
      """
      with x as (select * from %s), o as (select * from %s),
        d as (delete from workflow_event_delivery d using x, o, workflow_wait w, workflow_event e
          where o.run_id = x.run_id and w.run_id = x.run_id and w.wait_id = x.wait_id
            and w.status = 1 and w.told < o.fence and w.resolved_by like 'event:%%'
            and e.event_id = substr(w.resolved_by, 7) and e.tenant_id || '' = w.tenant_id
            and d.arrival = e.arrival and d.run_id = w.run_id and d.wait_id = w.wait_id
            and d.state = 2 and d.next_try_at is null)
      insert into workflow_wait (%s, remote, told)
      select x.*, true, o.fence from x join o on o.run_id = x.run_id
      on conflict (run_id, wait_id) do update set status = excluded.status,
        event_name = excluded.event_name, correlation_key = excluded.correlation_key,
        filters = excluded.filters, due_at = excluded.due_at, created_at = excluded.created_at,
        resolved_at = null, resolved_by = null, told = excluded.told
      where workflow_wait.told < excluded.told\
      """
          .formatted(GroupStatement.WAITS.sql("w"), FENCES.sql("f"), GroupStatement.WAITS.names());

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
    PreparedStatement open = session.prepare(OPEN);
    int next = GroupStatement.WAITS.bind(open, 1, waits);
    FENCES.bind(open, next, List.copyOf(byRun.values()));
    open.executeUpdate();
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
        Set.copyOf(opening.used()),
        opening.since());
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

package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.CrashPoints;
import dev.holdfast.application.port.out.EventRouter.NewEvent;
import dev.holdfast.application.port.out.EventStore.Stored;
import dev.holdfast.application.port.out.Ids;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Stores events in groups: locks their keys, stores them and reads who waits, then writes the
 * deliveries and claims the runs, all in one transaction.
 */
final class EventWork implements Grouping.Work<EventWork.Request> {
  private final Ids ids;
  private final CrashPoints crashPoints;

  EventWork(Ids ids, CrashPoints crashPoints) {
    this.ids = ids;
    this.crashPoints = crashPoints;
  }

  /** A submission, its payload as bytes, and who waits for it. */
  static final class Request {
    private final NewEvent event;
    private final byte[] payload;
    private final int node;
    private final boolean claim;
    private final CompletableFuture<Stored> answer = new CompletableFuture<>();

    Request(NewEvent event, int node, boolean claim) {
      this.event = event;
      this.payload = Bytes.json(event.payload());
      this.node = node;
      this.claim = claim;
    }

    NewEvent event() {
      return event;
    }

    byte[] payload() {
      return payload;
    }

    int node() {
      return node;
    }

    boolean claim() {
      return claim;
    }

    CompletableFuture<Stored> answer() {
      return answer;
    }
  }

  /** The same event twice in one group would meet itself. */
  private record Identity(String tenantId, String eventId) {}

  @Override
  public void perform(Session session, List<Request> requests, boolean repeated)
      throws SQLException {
    while (!requests.isEmpty()) {
      Set<Identity> seen = new HashSet<>();
      List<Request> group = new ArrayList<>(requests.size());
      List<Request> repeats = new ArrayList<>();
      for (Request request : requests) {
        Identity identity = new Identity(request.event().tenantId(), request.event().eventId());
        (seen.add(identity) ? group : repeats).add(request);
      }
      submit(session, group, repeated);
      // Should the rest fail, only the rest is tried again.
      requests.clear();
      requests.addAll(repeats);
    }
  }

  private void submit(Session session, List<Request> group, boolean repeated) throws SQLException {
    crashPoints.pass(CrashPoints.Point.BEFORE_COMMIT);
    session.begin();
    TreeSet<Long> keys = new TreeSet<>();
    for (Request request : group) {
      NewEvent event = request.event();
      for (String key : event.keys()) keys.add(KeyLocks.of(event.tenantId(), event.name(), key));
    }
    KeyLocks.lock(session, keys);
    Submissions submissions = new Submissions(group);
    submissions.store(session);
    submissions.findWaits(session);
    Handover handover = new Handover(submissions, ids);
    handover.deliver(session);
    crashPoints.pass(CrashPoints.Point.IN_COMMIT);
    session.commit();
    crashPoints.pass(CrashPoints.Point.AFTER_COMMIT);
    session.counters().commit();
    session.counters().rows(submissions.rows() + handover.rows());
    EventReceipts.readRepeats(session, submissions, repeated);
    for (Submissions.Submission submission : submissions.all()) {
      submission.request().answer().complete(submission.stored());
    }
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

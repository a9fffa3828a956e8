package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.CrashPoints;
import dev.holdfast.application.port.out.RunStore.Receiver;
import dev.holdfast.application.port.out.RunStore.Written;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Makes groups of plain writes durable: one statement, and a second one when there is mail. */
final class WriteWork implements Grouping.Work<WriteWork.Request> {
  /** As the database compares: {@link UUID#compareTo} takes the halves as signed numbers. */
  static final Comparator<UUID> BY_BYTES =
      (a, b) -> {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0
            ? high
            : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
      };

  private static final Comparator<Request> BY_RUN =
      Comparator.comparing(r -> r.write.runId(), BY_BYTES);

  private final GroupStatement statement = new GroupStatement();
  private final CrashPoints crashPoints;

  WriteWork(CrashPoints crashPoints) {
    this.crashPoints = crashPoints;
  }

  /** A write and who waits for it. */
  record Request(EncodedWrite write, CompletableFuture<Written> answer) {}

  @Override
  public void perform(Session session, List<Request> requests, boolean repeated)
      throws SQLException {
    // Rows are locked in one order everywhere, so that groups wait for each other instead of dying.
    requests.sort(BY_RUN);
    List<EncodedWrite> group = new ArrayList<>(requests.size());
    boolean posts = false;
    for (Request request : requests) {
      group.add(request.write());
      posts |= !request.write().outgoing().isEmpty();
    }
    crashPoints.pass(CrashPoints.Point.BEFORE_COMMIT);
    Map<UUID, Written> answers = posts ? withMail(session, group) : alone(session, group);
    crashPoints.pass(CrashPoints.Point.AFTER_COMMIT);
    count(session, group, answers);
    Beginnings.tell(session, group, answers, repeated);
    for (Request request : requests) {
      request
          .answer()
          .complete(answers.getOrDefault(request.write().runId(), new Written.LeaseLost()));
    }
  }

  private Map<UUID, Written> alone(Session session, List<EncodedWrite> group) throws SQLException {
    return answers(statement.execute(session, group), Map.of());
  }

  private Map<UUID, Written> withMail(Session session, List<EncodedWrite> group)
      throws SQLException {
    session.begin();
    Map<UUID, Written> answers = writeAndPost(session, group);
    crashPoints.pass(CrashPoints.Point.IN_COMMIT);
    session.commit();
    return answers;
  }

  /** Writes the group and its mail in the transaction under way. */
  Map<UUID, Written> writeAndPost(Session session, List<EncodedWrite> group) throws SQLException {
    List<GroupStatement.Result> results = statement.execute(session, group);
    Set<UUID> written = new HashSet<>();
    for (GroupStatement.Result result : results) written.add(result.runId());
    Map<UUID, List<Receiver>> receivers = Posting.post(session, group, written);
    return answers(results, receivers);
  }

  private static Map<UUID, Written> answers(
      List<GroupStatement.Result> results, Map<UUID, List<Receiver>> receivers) {
    Map<UUID, Written> answers = new HashMap<>();
    for (GroupStatement.Result result : results) {
      answers.put(
          result.runId(),
          new Written.Durable(!result.owned(), receivers.getOrDefault(result.runId(), List.of())));
    }
    return answers;
  }

  static void count(Session session, List<EncodedWrite> group, Map<UUID, Written> answers) {
    session.counters().commit();
    session.counters().transitions(answers.size());
    long rows = 0;
    for (EncodedWrite write : group) if (answers.containsKey(write.runId())) rows += write.rows();
    session.counters().rows(rows);
  }

  @Override
  public void refuse(Request request, Exception cause) {
    request.answer().complete(new Written.Refused(String.valueOf(cause.getMessage())));
  }

  @Override
  public void abandon(Request request) {
    request.answer().cancel(false);
  }
}

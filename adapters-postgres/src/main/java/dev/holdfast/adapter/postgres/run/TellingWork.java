package dev.holdfast.adapter.postgres.run;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Writes what other engines told of their runs, many in one statement. */
final class TellingWork implements Grouping.Work<TellingWork.Request> {
  private final ToldStatement statement = new ToldStatement();

  /**
   * @param answer false when something later had been told
   */
  record Request(Told told, CompletableFuture<Boolean> answer) {}

  @Override
  public void perform(Session session, List<Request> requests, boolean repeated)
      throws SQLException {
    while (!requests.isEmpty()) {
      Set<UUID> seen = new HashSet<>();
      List<Request> group = new ArrayList<>(requests.size());
      List<Request> later = new ArrayList<>();
      for (Request request : requests) {
        (seen.add(request.told().runId()) ? group : later).add(request);
      }
      // Rows are locked in one order everywhere.
      group.sort(Comparator.comparing(r -> r.told().runId(), WriteWork.BY_BYTES));
      List<Told> told = new ArrayList<>(group.size());
      for (Request request : group) told.add(request.told());
      Set<UUID> written = statement.execute(session, told);
      session.counters().commit();
      session.counters().transitions(written.size());
      for (Told one : told) {
        if (written.contains(one.runId())) session.counters().rows(one.rows());
      }
      for (Request request : group) {
        request.answer().complete(written.contains(request.told().runId()));
      }
      // Should the rest fail, only the rest is tried again.
      requests.clear();
      requests.addAll(later);
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

package dev.holdfast.adapter.postgres.reads;

import dev.holdfast.adapter.postgres.Sessions;
import dev.holdfast.application.port.out.Backlog;
import java.time.Duration;

/** {@link Backlog} by the indexes of what is due. */
public final class PostgresBacklog implements Backlog {
  private final Sessions sessions;

  public PostgresBacklog(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Due due() {
    BacklogStatements.Row row = sessions.with(BacklogStatements.class, BacklogStatements::due);
    return new Due(
        row.runs(), Duration.ofMillis(row.lagMillis()), row.stuckRuns(), row.pendingTriggers());
  }

  @Override
  public long withoutWakeUp() {
    return sessions.with(BacklogStatements.class, BacklogStatements::withoutWakeUp);
  }
}

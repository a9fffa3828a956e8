package dev.holdfast.bootstrap.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.testkit.Await;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** What the database holds in the end. */
record StoredRuns(DatabaseAddress database) {
  void awaitAllEnded(Duration patience) {
    try {
      Await.until(
          "all runs have ended",
          patience,
          () ->
              count("select count(*) from workflow_run where status < 2") == 0
                  && count("select count(*) from workflow_child_start") == 0);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ", and there are still:" + open(), e);
    }
  }

  private String open() {
    return ask(
        """
        select string_agg(format(
          E'\\n%s of %s at %s: owner %s, fence %s, mail %s, orphaned %s, wakes %s, now %s',
          run_id, workflow_key, node_path, owner, fence, mail, orphaned, wake_at, now()), '')
        from (select * from workflow_run where status < 2 order by run_id limit 20) r\
        """,
        answer -> answer.getString(1));
  }

  /** Nothing is left over, and every history is whole. */
  void checkRemains() {
    assertThat(count("select count(*) from workflow_run where stuck_since is not null")).isZero();
    assertThat(count("select count(*) from workflow_wait where status = 0")).isZero();
    assertThat(count("select count(*) from workflow_run_command where folded_at is null")).isZero();
    assertThat(count("select count(*) from workflow_event_delivery where state < 2")).isZero();
    assertThat(
            count(
                """
                select count(*) from (
                  select first_seq, lag(last_seq, 1, 0) over (
                    partition by run_id order by first_seq) as before
                  from workflow_run_history) h
                where first_seq <> before + 1\
                """))
        .as("gaps in histories")
        .isZero();
    assertThat(
            count(
                """
                select count(*) from workflow_run r where seq <> (
                  select max(last_seq) from workflow_run_history h where h.run_id = r.run_id)\
                """))
        .as("histories that do not reach their run's end")
        .isZero();
  }

  /** All are of one engine. */
  void checkEngine(String engine) {
    assertThat(count("select count(*) from workflow_run where engine <> '" + engine + "'"))
        .as("runs of other engines than " + engine)
        .isZero();
  }

  long count(String sql) {
    return ask(sql, answer -> answer.getLong(1));
  }

  private interface Reader<T> {
    T read(ResultSet answer) throws SQLException;
  }

  private <T> T ask(String sql, Reader<T> reader) {
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return reader.read(answer);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

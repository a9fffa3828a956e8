package dev.holdfast.adapter.postgres.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The plans that stay: made for any parameters while the tables are empty, as a fresh installation
 * makes them. Each must go to rows by their keys; a scan of anything grows with the installation.
 */
class PlansTest {
  private static final Pattern SCAN = Pattern.compile("Seq Scan on (workflow_\\w+)");
  private static final Pattern INDEX =
      Pattern.compile("Index (?:Only )?Scan using (\\w+) on (workflow_\\w+)");

  private final TestDatabase database = new TestDatabase();

  @AfterEach
  void close() {
    database.close();
  }

  /** The plan's lines, and the lines that tell what each index scan looks for. */
  private List<String> plan(String sql) {
    try (Connection connection = SingleConnections.to(database.address, "plans").getConnection();
        Statement statement = connection.createStatement()) {
      for (String setting : Session.BY_KEY) statement.execute(setting);
      statement.execute("set plan_cache_mode = force_generic_plan");
      List<String> nulls = new ArrayList<>();
      Matcher mark = Pattern.compile("\\?").matcher(sql);
      StringBuilder numbered = new StringBuilder();
      while (mark.find()) {
        nulls.add("null");
        mark.appendReplacement(numbered, "\\$" + nulls.size());
      }
      mark.appendTail(numbered);
      statement.execute("prepare asked as " + numbered);
      String arguments = nulls.isEmpty() ? "" : "(" + String.join(", ", nulls) + ")";
      List<String> lines = new ArrayList<>();
      try (PreparedStatement explain =
              connection.prepareStatement("explain (costs off) execute asked" + arguments);
          ResultSet rows = explain.executeQuery()) {
        while (rows.next()) lines.add(rows.getString(1));
      }
      return lines;
    } catch (SQLException e) {
      throw new AssertionError("expected a plan of " + sql, e);
    }
  }

  private void goesByKeys(String sql, String... indexes) {
    List<String> plan = plan(sql);
    String whole = String.join("\n", plan);
    assertThat(SCAN.matcher(whole).find()).as(whole).isFalse();
    Set<String> used = new LinkedHashSet<>();
    for (int i = 0; i < plan.size(); i++) {
      Matcher scan = INDEX.matcher(plan.get(i));
      if (!scan.find()) continue;
      used.add(scan.group(1));
      // Without a condition of its own, an index scan reads the whole index.
      assertThat(plan.get(i + 1)).as(whole).contains("Index Cond:");
    }
    assertThat(used).as(whole).contains(indexes);
  }

  @Test
  void the_group_statement_goes_to_rows_by_their_keys() {
    goesByKeys(
        GroupStatement.whole(),
        "workflow_run_pkey",
        "workflow_wait_pkey",
        "workflow_run_inbox_pkey",
        "workflow_run_command_pkey",
        "workflow_event_delivery_pkey");
  }

  @Test
  void a_repeated_event_is_found_by_its_id() {
    goesByKeys(EventReceipts.FIND, "workflow_event_id");
  }

  @Test
  void outgoing_mail_finds_its_receivers_by_their_ids() {
    goesByKeys(Posting.POST, "workflow_run_pkey");
  }

  @Test
  void an_event_finds_its_waits_by_name_and_key() {
    goesByKeys(Submissions.WAITS, "workflow_wait_event");
  }

  @Test
  void a_look_back_reads_only_events_of_its_key() {
    goesByKeys(LookBack.FIND, "workflow_event_key_order", "workflow_event_key_pkey");
  }

  @Test
  void deliveries_find_their_runs_by_their_ids() {
    goesByKeys(Handover.DELIVER, "workflow_run_pkey");
  }

  @Test
  void a_first_write_finds_what_it_met_by_id_or_start_key() {
    goesByKeys(Beginnings.FIND, "workflow_run_pkey", "workflow_run_start_key");
  }

  @Test
  void what_another_engine_tells_goes_to_rows_by_their_keys() {
    goesByKeys(
        ToldStatement.whole(),
        "workflow_run_pkey",
        "workflow_run_history_pkey",
        "workflow_wait_pkey",
        "workflow_engine_run_pkey",
        "workflow_event_id",
        "workflow_event_delivery_event");
  }
}

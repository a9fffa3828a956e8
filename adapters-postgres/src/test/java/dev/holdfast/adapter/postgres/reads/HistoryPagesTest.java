package dev.holdfast.adapter.postgres.reads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.CountingRows;
import dev.holdfast.adapter.postgres.CountingRows.Counts;
import dev.holdfast.adapter.postgres.Sessions;
import dev.holdfast.adapter.postgres.TestDatabase;
import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.ReadRuns;
import dev.holdfast.application.port.out.HeldRuns;
import dev.holdfast.application.service.RunQueries;
import dev.holdfast.application.service.RunWatch;
import dev.holdfast.application.view.InvocationView;
import dev.holdfast.application.view.LogLineView;
import dev.holdfast.application.view.Page;
import dev.holdfast.application.view.StepView;
import dev.holdfast.application.view.StepView.Status;
import dev.holdfast.application.view.StepViews;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.Transition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a page of a run's history costs: as much in a long run as in a short one. */
class HistoryPagesTest {
  private static final TestDatabase DATABASE = new TestDatabase();
  private static final String TENANT = "t";
  private static final UUID LONG = UUID.fromString("00000000-0000-7000-8000-000000000001");
  private static final UUID SHORT = UUID.fromString("00000000-0000-7000-8000-000000000002");
  private static final int ITEMS = 5_000;
  private static final int LIMIT = 50;
  private static final Caller CALLER =
      new Caller(TENANT, "tester", EnumSet.allOf(Permission.class), false, "0".repeat(32));

  private static List<StepView> steps = List.of();
  private static List<LogLineView> lines = List.of();

  private final CountingRows counting = new CountingRows(DATABASE.dataSource());
  private final Sessions sessions = new Sessions(counting.dataSource(), ReadMappers.ALL);
  private final ReadRuns queries =
      new RunQueries(
          new PostgresRunReads(sessions, DATABASE.json),
          new PostgresEventReads(sessions),
          HeldRuns.NONE,
          new RunWatch());

  @BeforeAll
  static void store() {
    StoredRuns stored = new StoredRuns(DATABASE);
    stored.store(StoredRuns.Facts.of(TENANT), LongRun.of(SHORT, TENANT, 100));
    List<Transition> transitions = LongRun.of(LONG, TENANT, ITEMS);
    stored.store(StoredRuns.Facts.of(TENANT), transitions);
    DATABASE.execute("analyze");
    List<JournalEntry> journal = new ArrayList<>();
    transitions.forEach(transition -> journal.addAll(transition.journal()));
    steps = StepViews.of(journal);
    lines = LogLineView.of(journal);
  }

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  private interface Reading<T> {
    Outcome<Page<T>> page(ReadRuns queries, Caller caller, UUID runId, int limit, String cursor);
  }

  private <T> Page<T> page(Reading<T> reading, UUID runId, @Nullable String cursor) {
    Outcome<Page<T>> answer = reading.page(queries, CALLER, runId, LIMIT, cursor);
    if (answer instanceof Outcome.Ok<Page<T>>(Page<T> page)) return page;
    throw new AssertionError("expected a page, but " + answer);
  }

  /** Reads a list to its end, and answers what the dearest page took. */
  private <T> Counts dearest(Reading<T> reading, UUID runId, List<T> items) {
    int statements = 0;
    int rows = 0;
    String cursor = null;
    do {
      counting.take();
      Page<T> page = page(reading, runId, cursor);
      Counts counts = counting.take();
      statements = Math.max(statements, counts.statements());
      rows = Math.max(rows, counts.rows());
      items.addAll(page.items());
      cursor = page.nextCursor();
    } while (cursor != null);
    return new Counts(statements, rows);
  }

  @Test
  void a_page_of_steps_reads_what_it_shows_however_long_the_run_is() {
    List<StepView> read = new ArrayList<>();
    Counts dearest = dearest(ReadRuns::steps, LONG, read);
    assertThat(steps).hasSize(2 * ITEMS + 4);
    assertThat(read).isEqualTo(steps);
    // The run, the journal, a little more of it, the ends noted: about two rows for each item.
    assertThat(dearest.statements()).isLessThanOrEqualTo(4);
    assertThat(dearest.rows()).isLessThanOrEqualTo(3 * LIMIT + 64);
    assertThat(dearest(ReadRuns::steps, SHORT, new ArrayList<>()).rows())
        .isGreaterThan(dearest.rows() / 2);
  }

  @Test
  void ends_at_the_other_end_of_the_run_are_on_the_first_page() {
    List<StepView> first = page(ReadRuns::steps, LONG, null).items();
    assertThat(first.getFirst().type()).isEqualTo("control.parallel");
    assertThat(first).allMatch(step -> step.status() == Status.SUCCEEDED);
    assertThat(first).allMatch(step -> step.completedAt() != null);
  }

  @Test
  void a_page_of_calls_reads_what_it_shows() {
    List<InvocationView> read = new ArrayList<>();
    Counts dearest = dearest(ReadRuns::invocations, LONG, read);
    assertThat(read).hasSize(ITEMS + 1).allMatch(call -> call.status().name().equals("SUCCEEDED"));
    assertThat(dearest.statements()).isLessThanOrEqualTo(6);
    assertThat(dearest.rows()).isLessThanOrEqualTo(6 * LIMIT + 64);
  }

  @Test
  void a_page_of_rare_lines_stops_reading_at_some_point_and_goes_on_from_there() {
    List<LogLineView> read = new ArrayList<>();
    Counts dearest = dearest(ReadRuns::logs, LONG, read);
    assertThat(read).isEqualTo(lines).hasSize(ITEMS / 100);
    assertThat(dearest.rows()).isLessThan(8_000);
    assertThat(dearest.statements()).isLessThan(50);
  }

  @Test
  void what_was_stored_without_notes_is_found_by_reading_on() {
    DATABASE.execute("delete from workflow_run_attempt_end where run_id = '" + SHORT + "'");
    List<StepView> read = new ArrayList<>();
    dearest(ReadRuns::steps, SHORT, read);
    assertThat(read).hasSize(204).allMatch(step -> step.status() == Status.SUCCEEDED);
  }

  @Test
  void a_page_of_the_timeline_reads_its_entries_and_one_more() {
    List<JournalEntry> read = new ArrayList<>();
    Counts dearest = dearest(ReadRuns::timeline, LONG, read);
    assertThat(read).hasSizeGreaterThan(4 * ITEMS);
    assertThat(dearest).isEqualTo(new Counts(2, dearest.rows()));
    assertThat(dearest.rows()).isLessThanOrEqualTo(LIMIT + 2);
  }
}

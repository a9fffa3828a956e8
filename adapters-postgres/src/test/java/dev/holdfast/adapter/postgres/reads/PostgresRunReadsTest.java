package dev.holdfast.adapter.postgres.reads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.adapter.postgres.RowBytes;
import dev.holdfast.adapter.postgres.TestDatabase;
import dev.holdfast.adapter.postgres.reads.StoredRuns.Facts;
import dev.holdfast.application.codec.JournalCodec;
import dev.holdfast.application.port.out.RunReads;
import dev.holdfast.application.view.CursorInvalid;
import dev.holdfast.application.view.LateResult;
import dev.holdfast.application.view.Page;
import dev.holdfast.application.view.RunFilter;
import dev.holdfast.application.view.RunView;
import dev.holdfast.application.view.WaitView;
import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.OpenWait;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PostgresRunReadsTest {
  private static final TestDatabase DATABASE = new TestDatabase();
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123456Z");

  private final StoredRuns stored = new StoredRuns(DATABASE);
  private final RunReads reads = new PostgresRunReads(DATABASE.sessions, DATABASE.json);
  private final String tenant = "t-" + UUID.randomUUID();

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void a_waiting_run_shows_its_data_and_waits() {
    UUID id = UUID.randomUUID();
    Facts facts = new Facts(tenant, "orders", 3, "quartz", "open", Map.of("team", "a"), null, null);
    RunState state = stored.store(id, facts, StoredRuns.waits("K-1"), T0);

    RunView run = run(id);

    assertThat(run.status()).isEqualTo(RunStatus.WAITING);
    assertThat(run.waits()).isEqualTo(state.waits());
    assertThat(run.waits().getFirst().filters()).containsExactly(StoredRuns.FILTER);
    assertThat(run.payload()).isEqualTo(Map.of("n", 1L));
    assertThat(run.tags()).isEqualTo(Map.of("team", "a"));
    assertThat(run.state()).isEqualTo("open");
    assertThat(run.workflowVersion()).isEqualTo(3);
    assertThat(run.nodePath()).isEqualTo("root.steps[0]");
    assertThat(run.startedAt()).isEqualTo(T0);
    assertThat(run.completedAt()).isNull();
    assertThat(run.error()).isNull();
    assertThat(reads.run("other", id)).isNull();
    assertThat(reads.run(tenant, UUID.randomUUID())).isNull();
  }

  @Test
  void an_ended_run_shows_its_output_or_error() {
    UUID good = UUID.randomUUID();
    UUID bad = UUID.randomUUID();
    stored.store(good, Facts.of(tenant), StoredRuns.returns(List.of(1L, "x")), T0);
    stored.store(bad, Facts.of(tenant), StoredRuns.fails("BROKEN"), T0);

    assertThat(run(good).output()).isEqualTo(List.of(1L, "x"));
    assertThat(run(good).completedAt()).isEqualTo(T0);
    assertThat(run(bad).error())
        .satisfies(error -> assertThat(error).isNotNull())
        .hasFieldOrPropertyWithValue("code", "BROKEN")
        .hasFieldOrPropertyWithValue("category", ErrorCategory.ACTION);
  }

  @Test
  void a_listed_run_is_the_run_without_payload_and_output() {
    for (var program :
        List.of(StoredRuns.waits("K"), StoredRuns.returns("big"), StoredRuns.fails("BROKEN"))) {
      UUID id = UUID.randomUUID();
      stored.store(id, Facts.of(tenant), program, T0);
      RunView whole = run(id);
      RunView listed =
          list(filter -> RunFilters.search(filter, id.toString())).stream()
              .findFirst()
              .orElseThrow();

      assertThat(listed.payload()).isEmpty();
      assertThat(listed.output()).isNull();
      assertThat(listed)
          .usingRecursiveComparison()
          .ignoringFields("payload", "output")
          .isEqualTo(whole);
    }
  }

  @Test
  void every_filter_narrows_the_list() {
    UUID parent = UUID.randomUUID();
    UUID a =
        store(
            new Facts(tenant, "orders", 1, "quartz", "open", Map.of("team", "a"), null, null),
            "K-a",
            0);
    UUID b =
        store(
            new Facts(tenant, "orders", 2, "temporal", "done", Map.of("team", "b"), parent, null),
            "K-b",
            10);
    UUID c = UUID.randomUUID();
    stored.store(
        c,
        new Facts(tenant, "refunds", 1, "quartz", null, Map.of(), null, null),
        StoredRuns.fails("E"),
        T0.plusSeconds(20));
    store(Facts.of("other"), "K-a", 0);

    assertThat(ids(f -> f)).containsExactly(c, b, a);
    assertThat(ids(f -> RunFilters.statuses(f, RunStatus.FAILED))).containsExactly(c);
    assertThat(ids(f -> RunFilters.statuses(f, RunStatus.FAILED, RunStatus.WAITING))).hasSize(3);
    assertThat(ids(f -> RunFilters.statuses(f, RunStatus.CANCELED))).isEmpty();
    assertThat(ids(f -> RunFilters.workflow(f, "orders", null))).containsExactly(b, a);
    assertThat(ids(f -> RunFilters.workflow(f, StoredRuns.workflowId("refunds").toString(), null)))
        .containsExactly(c);
    assertThat(ids(f -> RunFilters.workflow(f, "orders", 1))).containsExactly(a);
    assertThat(ids(f -> RunFilters.facts(f, "temporal", null, null, null))).containsExactly(b);
    assertThat(ids(f -> RunFilters.facts(f, null, "open", null, null))).containsExactly(a);
    assertThat(ids(f -> RunFilters.facts(f, null, null, new RunFilter.Tag("team", "b"), null)))
        .containsExactly(b);
    assertThat(ids(f -> RunFilters.facts(f, null, null, new RunFilter.Tag("b", "team"), null)))
        .isEmpty();
    assertThat(ids(f -> RunFilters.facts(f, null, null, null, parent))).containsExactly(b);
    assertThat(ids(f -> RunFilters.search(f, "K-a"))).containsExactly(a);
    assertThat(ids(f -> RunFilters.search(f, c.toString()))).containsExactly(c);
    assertThat(ids(f -> RunFilters.search(f, "K-"))).isEmpty();
    assertThat(ids(f -> RunFilters.between(f, T0.plusSeconds(10), null))).containsExactly(c, b);
    assertThat(ids(f -> RunFilters.between(f, null, T0.plusSeconds(10)))).containsExactly(a);
    assertThat(ids(f -> RunFilters.between(f, T0.plusSeconds(10), T0.plusSeconds(20))))
        .containsExactly(b);
  }

  @Test
  void a_wait_key_that_is_a_run_id_finds_both() {
    UUID a = store(Facts.of(tenant), "K", 0);
    UUID b = store(Facts.of(tenant), a.toString(), 1);

    assertThat(ids(f -> RunFilters.search(f, a.toString()))).containsExactlyInAnyOrder(a, b);
  }

  @Test
  void both_orders_can_be_paged_through() {
    List<UUID> oldestFirst = new ArrayList<>();
    // Equal starts: the id tells them apart.
    for (int n = 0; n < 11; n++) oldestFirst.add(store(Facts.of(tenant), "K" + n, n / 3));

    List<UUID> newest = paged(RunFilter.Sort.NEWEST_FIRST, 4);
    assertThat(newest).containsExactlyInAnyOrderElementsOf(oldestFirst);
    assertThat(newest.getFirst()).isIn(oldestFirst.subList(9, 11));
    assertThat(paged(RunFilter.Sort.OLDEST_FIRST, 3)).isEqualTo(newest.reversed());
    assertThat(paged(RunFilter.Sort.NEWEST_FIRST, 200)).isEqualTo(newest);
    assertThatThrownBy(() -> reads.list(tenant, all(), 10, "nonsense"))
        .isInstanceOf(CursorInvalid.class);
  }

  @Test
  void runs_are_counted_by_status_zeros_included() {
    store(Facts.of(tenant), "K", 0);
    store(Facts.of(tenant), "K", 0);
    stored.store(
        UUID.randomUUID(),
        new Facts(tenant, "refunds", 1, "quartz", null, Map.of(), null, null),
        StoredRuns.fails("E"),
        T0);

    assertThat(reads.countByStatus(tenant, null))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                RunStatus.RUNNING, 0L,
                RunStatus.WAITING, 2L,
                RunStatus.SUCCEEDED, 0L,
                RunStatus.FAILED, 1L,
                RunStatus.CANCELED, 0L));
    assertThat(reads.countByStatus(tenant, "orders")).containsEntry(RunStatus.FAILED, 0L);
    assertThat(reads.countByStatus(tenant, StoredRuns.workflowId("orders").toString()))
        .containsEntry(RunStatus.WAITING, 2L);
    assertThat(reads.countByStatus("nobody", null).values()).containsOnly(0L);
  }

  @Test
  void a_start_key_finds_its_run_within_the_tenant() {
    UUID id = store(new Facts(tenant, "w", 1, "quartz", null, Map.of(), null, "key"), "K", 0);

    assertThat(reads.startedUnder(tenant, "key")).isEqualTo(new RunReads.StartedBefore(id, "hash"));
    assertThat(reads.startedUnder(tenant, "other")).isNull();
    assertThat(reads.startedUnder("other", "key")).isNull();
  }

  @Test
  void the_start_payload_is_the_original() {
    UUID id = store(Facts.of(tenant), "K", 0);

    assertThat(reads.startPayload(tenant, id)).isEqualTo(Map.of("n", 1L));
    assertThatIllegalStateException().isThrownBy(() -> reads.startPayload("other", id));
  }

  @Test
  void the_journal_is_read_from_any_place_across_rows() {
    UUID id = UUID.randomUUID();
    RunState state = stored.store(id, Facts.of(tenant), StoredRuns.returns("x"), T0);
    long seq = state.seq();
    byte[] row = historyRow(id);
    // More rows than are read at a time, one entry each, as after many transitions.
    for (int n = 0; n < 450; n++) appendHistory(id, ++seq, row);

    List<JournalEntry> all = reads.journal(tenant, id, 0, 10_000);
    assertThat(all).extracting(JournalEntry::seq).hasSize((int) seq).isSorted().startsWith(1L);
    for (long after : List.of(0L, 1L, 2L, 3L, 4L, 201L, 430L, seq - 1)) {
      assertThat(reads.journal(tenant, id, after, 7))
          .as("after %d", after)
          .isEqualTo(all.subList((int) after, (int) Math.min(after + 7, seq)));
    }
    assertThat(reads.journal(tenant, id, seq, 7)).isEmpty();
    assertThat(reads.journal("other", id, 0, 7)).isEmpty();
  }

  @Test
  void waits_tell_what_became_of_them() {
    UUID id = store(Facts.of(tenant), "K", 0);
    OpenWait opened = run(id).waits().getFirst();
    assertThat(reads.waits(tenant, id))
        .containsExactly(new WaitView(opened, WaitView.Status.WAITING, null, null));

    DATABASE.execute(
        """
        update workflow_wait set status = 1, resolved_by = 'event:e1',
          resolved_at = '2026-03-02T00:00:00Z' where run_id = '%s'
        """
            .formatted(id));

    assertThat(reads.waits(tenant, id))
        .containsExactly(
            new WaitView(
                opened,
                WaitView.Status.RESOLVED,
                Instant.parse("2026-03-02T00:00:00Z"),
                "event:e1"));
    assertThat(reads.waits("other", id)).isEmpty();
  }

  @Test
  void orders_of_people_are_the_audit_and_callbacks_are_not() {
    UUID id = store(Facts.of(tenant), "K", 0);
    for (String kind : List.of("cancel", "callback", "retry")) {
      DATABASE.execute(
          """
          insert into workflow_run_command
            (command_id, tenant_id, run_id, order_id, kind, principal, reason, at, input, refusal)
          values (gen_random_uuid(), '%s', '%s', '%s', '%s', 'p', 'because', now(), '', 'CLOSED')
          """
              .formatted(tenant, id, kind, kind));
    }
    assertThat(reads.commands(tenant, id))
        .extracting(command -> command.kind() + " " + command.refusal())
        .containsExactly("cancel CLOSED", "retry CLOSED");
    assertThat(reads.commands("other", id)).isEmpty();
  }

  @Test
  void late_answers_are_kept_whole() {
    UUID id = store(Facts.of(tenant), "K", 0);
    CallAnswer answer =
        new CallAnswer.Done(
            Json.objectOf(Map.of("n", 1)),
            List.of(new CallAnswer.LogLine("info", "done", Json.EMPTY_OBJECT)));
    DATABASE.execute(
        """
        insert into workflow_late_result (tenant_id, run_id, call_id, attempt, at, reason, answer)
        values ('%s', '%s', '%s', 2, '%s', 'CLOSED', '\\x%s')
        """
            .formatted(tenant, id, id, T0, HexFormat.of().formatHex(RowBytes.answer(answer))));

    List<LateResult> late = reads.lateResults(tenant, id, 0, 10);
    long number = late.getFirst().number();
    assertThat(late).containsExactly(new LateResult(number, id, 2, T0, "CLOSED", answer));
    assertThat(reads.lateResults(tenant, id, number, 10)).isEmpty();
    assertThat(reads.lateResults(tenant, id, 0, 0)).isEmpty();
    assertThat(reads.lateResults("other", id, 0, 10)).isEmpty();
  }

  private static byte[] historyRow(UUID runId) {
    String hex =
        DATABASE
            .column(
                "select encode(entries, 'hex') from workflow_run_history where run_id = '%s'"
                    .formatted(runId))
            .getFirst();
    return HexFormat.of().parseHex(hex);
  }

  private static void appendHistory(UUID runId, long seq, byte[] like) {
    JournalEntry old = JournalCodec.decode(like).getLast();
    JournalEntry next =
        new JournalEntry(
            seq, old.at(), old.kind(), old.stepPath(), old.executionPath(), 1, old.data());
    byte[] bytes = JournalCodec.encode(List.of(next));
    DATABASE.execute(
        """
        insert into workflow_run_history (run_id, first_seq, last_seq, at, entries)
        values ('%s', %d, %d, now(), '\\x%s')
        """
            .formatted(runId, seq, seq, HexFormat.of().formatHex(bytes)));
  }

  private UUID store(Facts facts, String key, int second) {
    UUID id = UUID.randomUUID();
    stored.store(id, facts, StoredRuns.waits(key), T0.plusSeconds(second));
    return id;
  }

  private RunView run(UUID id) {
    RunView run = reads.run(tenant, id);
    if (run == null) throw new AssertionError("expected the run " + id);
    return run;
  }

  private List<RunView> list(UnaryOperator<RunFilter> narrowed) {
    return reads.list(tenant, narrowed.apply(all()), 200, null).items();
  }

  private List<UUID> ids(UnaryOperator<RunFilter> narrowed) {
    return list(narrowed).stream().map(RunView::runId).toList();
  }

  private List<UUID> paged(RunFilter.Sort sort, int limit) {
    RunFilter filter = RunFilters.of(sort);
    List<UUID> ids = new ArrayList<>();
    String cursor = null;
    do {
      Page<RunView> page = reads.list(tenant, filter, limit, cursor);
      page.items().forEach(run -> ids.add(run.runId()));
      cursor = page.nextCursor();
    } while (cursor != null);
    return ids;
  }

  private static RunFilter all() {
    return RunFilters.of(RunFilter.Sort.NEWEST_FIRST);
  }
}

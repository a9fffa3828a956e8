package dev.holdfast.adapter.postgres.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.SortedIds;
import dev.holdfast.adapter.postgres.TestDatabase;
import dev.holdfast.adapter.postgres.reads.PostgresRunReads;
import dev.holdfast.application.port.out.CrashPoints;
import dev.holdfast.application.port.out.EngineClosings.Closed;
import dev.holdfast.application.port.out.EngineClosings.Ended;
import dev.holdfast.application.port.out.EngineWrite;
import dev.holdfast.application.port.out.EventRouter;
import dev.holdfast.application.port.out.Mail;
import dev.holdfast.application.port.out.NewRun;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.application.port.out.RunEngine.StartResult;
import dev.holdfast.application.port.out.RunIntake;
import dev.holdfast.application.port.out.RunOrders;
import dev.holdfast.application.port.out.RunProjections;
import dev.holdfast.application.port.out.RunWrite;
import dev.holdfast.application.view.Delivery;
import dev.holdfast.application.view.RunView;
import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.OpenWait;
import dev.holdfast.domain.run.RunStatus;
import dev.holdfast.domain.run.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rows of runs that another engine keeps: accepted, told of, owed mail, ended from outside. */
class EngineRowsTest {
  private static final String ENGINE = "temporal";

  private final TestDatabase database = new TestDatabase();
  private final SortedIds ids = new SortedIds();
  private final WriteCounters counters = new WriteCounters();
  private final PostgresRunIntake intake =
      new PostgresRunIntake(database.dataSource(), ids, counters);
  private final PostgresEngineClosings closings =
      new PostgresEngineClosings(database.dataSource(), counters);
  private final PostgresRunProjections projections =
      new PostgresRunProjections(
          database.dataSource(),
          SingleConnections.to(database.address, "test"),
          ids,
          counters,
          Duration.ofSeconds(20));
  private final PostgresEventStore events =
      new PostgresEventStore(
          database.dataSource(),
          SingleConnections.to(database.address, "test"),
          ids,
          CrashPoints.NONE,
          counters);
  private final PostgresRunReads reads = new PostgresRunReads(database.sessions, database.json);
  private final SampleRun run = SampleRun.of(ids.next());
  private final RunWrite first = run.begin();
  private final NewRun accepted = Objects.requireNonNull(first.created());

  @AfterEach
  void close() {
    events.close();
    projections.close();
    database.close();
  }

  private static EngineWrite told(RunWrite write, long fence, long base) {
    return told(write, fence, base, write.journal(), List.of(), List.of());
  }

  private static EngineWrite told(
      RunWrite write,
      long fence,
      long base,
      List<JournalEntry> journal,
      List<RunWrite.Taken> taken,
      List<RunWrite.Settled> settled) {
    return new EngineWrite(
        write.lease().runId(),
        fence,
        0,
        base,
        write.after(),
        journal,
        List.of(),
        taken,
        settled,
        List.of());
  }

  private RunView view() {
    return Objects.requireNonNull(reads.run(SampleRun.TENANT, run.id));
  }

  private List<Long> seqs() {
    return reads.journal(SampleRun.TENANT, run.id, 0, 100).stream().map(JournalEntry::seq).toList();
  }

  private String one(String sql) {
    return database.column(sql).getFirst();
  }

  private EventRouter.Routed submit(String eventId) {
    return events
        .submit(
            new EventRouter.NewEvent(
                SampleRun.TENANT,
                eventId,
                "paid",
                List.of("k"),
                Map.of(),
                null,
                null,
                null,
                null,
                0,
                List.of()),
            1,
            true)
        .orTimeout(20, TimeUnit.SECONDS)
        .join()
        .routed();
  }

  private OpenWait wait(UUID waitId) {
    return new OpenWait(
        waitId,
        OpenWait.Type.EVENT,
        "root.steps[0]",
        "root.steps[0]",
        1,
        "paid",
        "k",
        List.of(),
        null,
        first.after().now());
  }

  private List<Input.LookedBack> open(UUID waitId, List<String> used) {
    return open(waitId, used, 5, 0);
  }

  private List<Input.LookedBack> open(UUID waitId, List<String> used, long fence, long since) {
    return projections.open(
        new RunProjections.Opening(
            run.id,
            SampleRun.TENANT,
            List.of(new RunProjections.Opened(wait(waitId), Instant.EPOCH)),
            used,
            fence,
            since));
  }

  @Test
  void an_accepted_run_is_readable_and_its_start_is_pending_until_the_engine_has_it() {
    assertThat(intake.accept(accepted, ENGINE)).isEqualTo(new StartResult.Created(run.id));
    assertThat(view().status()).isEqualTo(RunStatus.RUNNING);
    assertThat(view().engine()).isEqualTo(ENGINE);
    assertThat(intake.find(run.id))
        .isEqualTo(new RunIntake.Known(SampleRun.TENANT, ENGINE, RunStatus.RUNNING, true));
    assertThat(intake.pendingStart(run.id)).isEqualTo(accepted);
    assertThat(intake.pendingStarts(ENGINE, Duration.ofMinutes(1), 10)).isEmpty();
    assertThat(intake.pendingStarts("other", Duration.ZERO, 10)).isEmpty();
    assertThat(intake.pendingStarts(ENGINE, Duration.ZERO, 10)).containsExactly(accepted);
    intake.started(run.id);
    intake.started(run.id);
    assertThat(intake.pendingStart(run.id)).isNull();
    assertThat(intake.pendingStarts(ENGINE, Duration.ZERO, 10)).isEmpty();
    assertThat(Objects.requireNonNull(intake.find(run.id)).startPending()).isFalse();
  }

  @Test
  void a_start_under_the_same_id_or_key_is_met() {
    SampleRun keyed = SampleRun.withKey(ids.next(), "key");
    NewRun its = Objects.requireNonNull(keyed.begin().created());
    intake.accept(its, ENGINE);
    assertThat(intake.accept(its, ENGINE)).isEqualTo(new StartResult.Existing(keyed.id, "request"));
    NewRun other = Objects.requireNonNull(SampleRun.withKey(ids.next(), "key").begin().created());
    assertThat(intake.accept(other, ENGINE))
        .isEqualTo(new StartResult.Existing(keyed.id, "request"));
    assertThat(one("select count(*) from workflow_run")).isEqualTo("1");
  }

  @Test
  void what_is_told_is_read_and_a_repeat_changes_nothing() {
    intake.accept(accepted, ENGINE);
    assertThat(projections.project(told(first, 5, 0))).isTrue();
    String row = one("select r::text from workflow_run r");
    List<Long> seqs = seqs();
    assertThat(seqs).isNotEmpty();
    assertThat(projections.project(told(first, 5, 0))).isTrue();
    assertThat(one("select r::text from workflow_run r")).isEqualTo(row);
    assertThat(seqs()).isEqualTo(seqs);
    assertThat(intake.pendingStart(run.id)).isNull();
  }

  @Test
  void of_two_tellings_the_later_one_stands_whatever_order_they_come_in() {
    intake.accept(accepted, ENGINE);
    long base = first.after().seq();
    RunWrite second = run.answer(1);
    List<JournalEntry> whole = new ArrayList<>(first.journal());
    whole.addAll(second.journal());
    assertThat(projections.project(told(second, 7, 0, whole, List.of(), List.of()))).isTrue();
    assertThat(projections.project(told(first, 5, 0))).isFalse();
    assertThat(seqs()).hasSize(whole.size());
    // Done again in another way: what was told after the base goes.
    assertThat(projections.project(told(first, 8, 0))).isTrue();
    assertThat(seqs()).hasSize(first.journal().size());
    assertThat(projections.project(told(second, 9, base))).isTrue();
    assertThat(seqs()).hasSize(whole.size());
  }

  @Test
  void a_wait_is_found_by_events_as_soon_as_it_is_opened_and_its_end_is_told() {
    intake.accept(accepted, ENGINE);
    submit("before");
    UUID waitId = UUID.randomUUID();
    assertThat(open(waitId, List.of()))
        .singleElement()
        .satisfies(found -> assertThat(found.events()).extracting("id").containsExactly("before"));
    assertThat(open(waitId, List.of("before")).getFirst().events()).isEmpty();
    Delivery delivery = submit("after").deliveries().getFirst();
    assertThat(delivery.state()).isEqualTo(Delivery.State.PENDING);
    assertThat(delivery.runId()).isEqualTo(run.id);

    Mail offered = intake.mail(run.id, 10).getFirst();
    assertThat(offered.input()).isInstanceOf(Input.EventOffered.class);
    assertThat(intake.runsWithMail(ENGINE, Duration.ofMinutes(1), 10)).isEmpty();
    assertThat(intake.runsWithMail(ENGINE, Duration.ZERO, 10)).containsExactly(run.id);
    intake.notReached(offered.slips());
    assertThat(one("select reason from workflow_event_delivery where state = 0"))
        .isEqualTo("ENGINE_UNAVAILABLE");
    intake.handedOver(offered.slips());
    assertThat(intake.mail(run.id, 10)).isEmpty();
    assertThat(one("select state || coalesce(reason, '') from workflow_event_delivery"))
        .isEqualTo("1");

    RunWrite.Settled used =
        new RunWrite.Settled(offered.slips().getFirst(), new Verdict.Applied(waitId));
    RunWrite.Settled again =
        new RunWrite.Settled(
            offered.slips().getFirst(), new Verdict.Refused(Verdict.Reason.REPEATED, ""));
    projections.project(told(first, 6, 0, first.journal(), List.of(), List.of(used, again)));
    assertThat(one("select state from workflow_event_delivery")).isEqualTo("2");
  }

  /** The first write, with a wait in its journal that takes an event it found by looking back. */
  private EngineWrite taking(UUID waitId, Event event, long fence) {
    List<JournalEntry> journal = new ArrayList<>(first.journal());
    journal.add(
        new JournalEntry(
            journal.getLast().seq() + 1,
            first.after().now(),
            JournalEntry.Kind.WAIT_RESOLVED,
            "root.steps[0]",
            "root.steps[0]",
            1,
            Map.of("waitId", waitId.toString(), "by", "event", "eventId", event.id())));
    return told(first, fence, 0, journal, List.of(new RunWrite.Taken(waitId, event)), List.of());
  }

  @Test
  void an_event_taken_by_looking_back_has_a_delivery_that_says_so_once() {
    intake.accept(accepted, ENGINE);
    submit("before");
    UUID waitId = UUID.randomUUID();
    Event event = open(waitId, List.of(), 5, 0).getFirst().events().getFirst();
    projections.project(taking(waitId, event, 6));
    projections.project(taking(waitId, event, 6));
    assertThat(database.column("select state from workflow_event_delivery")).containsExactly("2");
    // From now on the look-back leaves it out by itself.
    assertThat(open(UUID.randomUUID(), List.of(), 7, 6).getFirst().events()).isEmpty();
  }

  @Test
  void what_is_done_again_finds_the_events_that_were_taken_the_first_time() {
    intake.accept(accepted, ENGINE);
    submit("before");
    UUID waitId = UUID.randomUUID();
    Event event = open(waitId, List.of(), 5, 0).getFirst().events().getFirst();
    projections.project(taking(waitId, event, 6));
    assertThat(open(UUID.randomUUID(), List.of(), 7, 0).getFirst().events()).hasSize(1);
    assertThat(open(waitId, List.of(), 7, 0).getFirst().events()).hasSize(1);
    assertThat(one("select status from workflow_wait where told = 7 order by 1 limit 1"))
        .isEqualTo("0");
    assertThat(database.column("select state from workflow_event_delivery")).isEmpty();
    assertThat(submit("after").deliveries()).hasSize(2);
  }

  @Test
  void what_was_told_of_waits_and_is_not_told_again_has_never_been() {
    intake.accept(accepted, ENGINE);
    submit("before");
    UUID waitId = UUID.randomUUID();
    Event event = open(waitId, List.of(), 5, 0).getFirst().events().getFirst();
    projections.project(taking(waitId, event, 6));
    projections.project(told(first, 8, 0));
    assertThat(one("select count(*) from workflow_wait")).isEqualTo("0");
    assertThat(one("select count(*) from workflow_event_delivery")).isEqualTo("0");
    // What was told for good stays.
    open(waitId, List.of(), 8, 0);
    projections.project(taking(waitId, event, 9));
    EngineWrite next =
        new EngineWrite(
            run.id,
            10,
            9,
            first.after().seq() + 1,
            first.after(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    projections.project(next);
    assertThat(one("select status from workflow_wait")).isEqualTo("1");
    assertThat(one("select state from workflow_event_delivery")).isEqualTo("2");
  }

  @Test
  void an_opening_that_comes_late_changes_nothing_of_a_wait_that_has_ended() {
    intake.accept(accepted, ENGINE);
    submit("before");
    UUID waitId = UUID.randomUUID();
    Event event = open(waitId, List.of(), 5, 0).getFirst().events().getFirst();
    projections.project(taking(waitId, event, 6));
    open(waitId, List.of(), 5, 0);
    assertThat(one("select status from workflow_wait")).isEqualTo("1");
    assertThat(one("select state from workflow_event_delivery")).isEqualTo("2");
  }

  @Test
  void a_wait_that_was_never_opened_after_all_goes_and_one_yet_unknown_stays() {
    intake.accept(accepted, ENGINE);
    open(UUID.randomUUID(), List.of());
    projections.project(told(first, 5, 0));
    // The state told of is as old as the wait: it may not know it yet.
    assertThat(one("select count(*) from workflow_wait")).isEqualTo("1");
    RunWrite second = run.answer(1);
    projections.project(told(second, 6, first.after().seq()));
    assertThat(one("select count(*) from workflow_wait")).isEqualTo("0");
  }

  @Test
  void an_order_lies_in_the_mail_until_its_verdict_is_told() {
    intake.accept(accepted, ENGINE);
    UUID commandId = ids.next();
    RunOrders.Order order =
        new RunOrders.Order(
            commandId,
            null,
            run.id,
            "callback:1",
            "callback",
            "callback",
            "callback",
            false,
            at -> new Input.TimersDue("t", at));
    assertThat(intake.post(order)).isEqualTo(new RunOrders.Posted.Stored(null));
    assertThat(intake.post(order)).isEqualTo(new RunOrders.Posted.Repeated(commandId));
    Mail mail = intake.mail(run.id, 10).getFirst();
    assertThat(intake.runsWithMail(ENGINE, Duration.ZERO, 10)).containsExactly(run.id);
    RunWrite.Settled refused =
        new RunWrite.Settled(
            mail.slips().getFirst(), new Verdict.Refused(Verdict.Reason.CLOSED, "gone"));
    projections.project(told(first, 5, 0, first.journal(), List.of(), List.of(refused)));
    assertThat(intake.mail(run.id, 10)).isEmpty();
    assertThat(one("select refusal from workflow_run_command")).isEqualTo("CLOSED");
  }

  @Test
  void a_cancel_that_the_engine_took_is_noted_once_and_stays_through_older_tellings() {
    intake.accept(accepted, ENGINE);
    Instant at = Instant.now().truncatedTo(ChronoUnit.MICROS);
    RunEngine.OperatorOrder order =
        new RunEngine.OperatorOrder(SampleRun.TENANT, run.id, "1", "somebody", "because");
    intake.cancelTaken(ids.next(), order, at);
    intake.cancelTaken(ids.next(), order, at.plusSeconds(9));
    projections.project(told(first, 5, 0));
    assertThat(view().cancelRequestedAt()).isEqualTo(at);
    assertThat(reads.commands(SampleRun.TENANT, run.id))
        .singleElement()
        .satisfies(command -> assertThat(command.foldedAt()).isNotNull());
    assertThat(intake.mail(run.id, 10)).isEmpty();
  }

  @Test
  void a_run_that_its_engine_ended_is_ended_for_good() {
    intake.accept(accepted, ENGINE);
    projections.project(told(first, 5, 0));
    open(UUID.randomUUID(), List.of());
    submit("event");
    assertThat(closings.untouched(ENGINE, Duration.ofMinutes(2), 10)).isEmpty();
    assertThat(closings.untouched(ENGINE, Duration.ZERO, 10)).containsExactly(run.id);
    assertThat(closings.closed(run.id)).isNull();
    assertThat(closings.close(run.id, Ended.TERMINATED, Instant.now())).isTrue();
    assertThat(closings.close(run.id, Ended.LIMIT, Instant.now())).isFalse();
    Closed closed = Objects.requireNonNull(closings.closed(run.id));
    assertThat(closed.state().status()).isEqualTo(RunStatus.CANCELED);
    RunView view = view();
    assertThat(view.status()).isEqualTo(RunStatus.CANCELED);
    assertThat(Objects.requireNonNull(view.error()).code()).isEqualTo("ENGINE_TERMINATED");
    assertThat(view.completedAt()).isNotNull();
    assertThat(view.waits()).isEmpty();
    assertThat(reads.journal(SampleRun.TENANT, run.id, 0, 100).getLast().kind())
        .isEqualTo(JournalEntry.Kind.RUN_CANCELED);
    assertThat(one("select state || ' ' || reason from workflow_event_delivery"))
        .isEqualTo("4 RUN_NOT_ACTIVE");
    assertThat(one("select status from workflow_wait")).isEqualTo("3");
    assertThat(projections.project(told(run.answer(1), 99, first.after().seq()))).isFalse();
  }

  @Test
  void a_run_that_was_closed_comes_up_again_until_everybody_has_been_told() {
    intake.accept(accepted, ENGINE);
    projections.project(told(first, 5, 0));
    closings.close(run.id, Ended.TERMINATED, Instant.now());
    assertThat(closings.untouched(ENGINE, Duration.ZERO, 10)).containsExactly(run.id);
    assertThat(closings.closed(run.id)).isNotNull();
    closings.settled(run.id);
    assertThat(closings.closed(run.id)).isNull();
    assertThat(closings.untouched(ENGINE, Duration.ZERO, 10)).isEmpty();
  }

  @Test
  void a_run_over_a_limit_fails_and_names_its_live_children_and_its_parent() {
    SampleRun child = SampleRun.childOf(ids.next(), run.id);
    intake.accept(accepted, ENGINE);
    intake.accept(Objects.requireNonNull(child.begin().created()), ENGINE);
    closings.close(run.id, Ended.LIMIT, Instant.now());
    Closed closed = Objects.requireNonNull(closings.closed(run.id));
    assertThat(closed.children()).containsExactly(child.id);
    assertThat(closed.parent()).isNull();
    assertThat(Objects.requireNonNull(view().error()).code()).isEqualTo("ENGINE_LIMIT");
    closings.close(child.id, Ended.LIMIT, Instant.now());
    assertThat(Objects.requireNonNull(closings.closed(child.id)).parent()).isEqualTo(run.id);
  }
}

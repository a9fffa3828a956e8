package dev.holdfast.adapter.postgres.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.adapter.postgres.SortedIds;
import dev.holdfast.adapter.postgres.TestDatabase;
import dev.holdfast.adapter.postgres.reads.PostgresBacklog;
import dev.holdfast.application.port.out.CrashPoints;
import dev.holdfast.application.port.out.EventRouter;
import dev.holdfast.application.port.out.EventStore;
import dev.holdfast.application.port.out.RunOrders;
import dev.holdfast.application.port.out.RunWrite;
import dev.holdfast.application.view.Delivery;
import dev.holdfast.domain.run.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of runs that another engine keeps: every poll passes them by, and every order refuses. */
class OtherEnginesTest {
  private static final int NODE = 3;

  private final TestDatabase database = new TestDatabase();
  private final SortedIds ids = new SortedIds();
  private final PostgresRunStore store =
      new PostgresRunStore(
          database.dataSource(),
          SingleConnections.to(database.address, "test"),
          ids,
          CrashPoints.NONE,
          1);
  private final PostgresEventStore events =
      new PostgresEventStore(
          database.dataSource(),
          SingleConnections.to(database.address, "test"),
          ids,
          CrashPoints.NONE,
          store.counters());
  private final SampleRun ours = SampleRun.of(ids.next());
  private final SampleRun theirs = SampleRun.of(ids.next());

  @BeforeEach
  void store() {
    store.write(ours.begin()).orTimeout(20, TimeUnit.SECONDS).join();
    store.write(theirs.begin()).orTimeout(20, TimeUnit.SECONDS).join();
    database.execute("update workflow_run set owner = null, wake_at = now() - interval '1 minute'");
    database.execute("update workflow_run set engine = 'temporal' where " + is(theirs));
  }

  @AfterEach
  void close() {
    events.close();
    store.close();
    database.close();
  }

  private static String is(SampleRun run) {
    return "run_id = '" + run.id + "'";
  }

  /** The row of the other engine's run, as one text: what changes anything changes it. */
  private String row() {
    return database.column("select r::text from workflow_run r where " + is(theirs)).getFirst();
  }

  private void passedBy(String before) {
    assertThat(row()).isEqualTo(before);
  }

  @Test
  void what_is_due_there_is_not_claimed_here() {
    String before = row();
    assertThat(store.claimDue(NODE, 10, Duration.ZERO))
        .extracting(run -> run.lease().runId())
        .containsExactly(ours.id);
    passedBy(before);
  }

  @Test
  void a_claim_by_name_leaves_it_alone() {
    String before = row();
    assertThat(store.claim(NODE, List.of(ours.id, theirs.id)))
        .extracting(run -> run.lease().runId())
        .containsExactly(ours.id);
    passedBy(before);
  }

  @Test
  void reaping_takes_it_from_no_dead_node() {
    PostgresNodeLeases nodes =
        new PostgresNodeLeases(
            database.dataSource(),
            SingleConnections.to(database.address, "test"),
            store.counters());
    int dead = nodes.enter("dead", Duration.ofSeconds(10));
    nodes.expire(dead);
    database.execute("update workflow_run set owner = " + dead);
    String before = row();
    assertThat(nodes.reap(10)).isEqualTo(1);
    database.execute("delete from workflow_node");
    database.execute("update workflow_run set owner = 99 where " + is(ours));
    assertThat(nodes.reap(10)).isEqualTo(1);
    passedBy(before);
  }

  @Test
  void forgotten_mail_does_not_wake_it_and_is_thrown_away_in_the_end() {
    String input =
        "insert into workflow_run_inbox (run_id, input_id, at, input)"
            + " select run_id, 'x', now() - interval '%s', '' from workflow_run";
    database.execute(input.formatted("1 hour"));
    String before = row();
    assertThat(store.findForgottenMail(Duration.ofMinutes(1))).isEqualTo(1);
    passedBy(before);
    database.execute("delete from workflow_run_inbox");
    database.execute(input.formatted("2 days"));
    store.findForgottenMail(Duration.ofMinutes(1));
    assertThat(database.column("select run_id from workflow_run_inbox"))
        .containsExactly(ours.id.toString());
  }

  @Test
  void mail_from_a_run_of_ours_does_not_wake_it() {
    database.execute("update workflow_run set wake_at = null");
    String before = row();
    Input tick = new Input.TimersDue("tick", Instant.now());
    store.claim(NODE, List.of(ours.id));
    store
        .write(ours.cancel(2, List.of(new RunWrite.Outgoing(theirs.id, tick))))
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
    passedBy(before);
  }

  @Test
  void its_noted_children_are_not_started_here() {
    database.execute(
        "insert into workflow_child_start (child_run_id, parent_run_id, at, effect)"
            + " select gen_random_uuid(), run_id, now() - interval '1 hour', '' from workflow_run"
            + " where "
            + is(theirs));
    assertThat(store.childrenToStart(Duration.ofMinutes(1), 10)).isEmpty();
  }

  @Test
  void an_order_to_execute_it_here_is_a_hard_error() {
    PostgresRunOrders orders = new PostgresRunOrders(database.dataSource(), store.counters());
    String before = row();
    RunOrders.Order order =
        new RunOrders.Order(
            ids.next(),
            null,
            theirs.id,
            "1",
            "cancel",
            "somebody",
            "because",
            true,
            at -> new Input.CancelRequested("1", at, "because", false));
    assertThatThrownBy(() -> orders.post(order, NODE, true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "expected a run of the engine quartz, but run %s is kept by temporal", theirs.id);
    passedBy(before);
    assertThat(database.column("select 1 from workflow_run_command")).isEmpty();
  }

  @Test
  void a_claim_that_should_get_it_all_the_same_executes_nothing() {
    assertThatThrownBy(() -> ClaimRows.expectOurs(theirs.id, "temporal"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("kept by temporal");
  }

  @Test
  void an_event_is_owed_to_its_wait_and_wakes_nothing() {
    UUID wait = UUID.randomUUID();
    database.execute(
        "insert into workflow_wait (run_id, wait_id, tenant_id, type, status, step_path,"
            + " execution_path, attempt, event_name, correlation_key, created_at, remote)"
            + " select run_id, '%s', tenant_id, 0, 0, 'p', 'p', 1, 'paid', 'k', now(), true"
                .formatted(wait)
            + " from workflow_run where "
            + is(theirs));
    String before = row();
    EventStore.Stored stored =
        events
            .submit(
                new EventRouter.NewEvent(
                    SampleRun.TENANT,
                    "e1",
                    "paid",
                    List.of("k"),
                    Map.of(),
                    null,
                    null,
                    null,
                    null,
                    0,
                    List.of()),
                NODE,
                true)
            .orTimeout(20, TimeUnit.SECONDS)
            .join();
    assertThat(stored.claimed()).isEmpty();
    assertThat(stored.others()).isEmpty();
    assertThat(stored.routed().deliveries())
        .singleElement()
        .satisfies(delivery -> {
          assertThat(delivery.state()).isEqualTo(Delivery.State.PENDING);
          assertThat(delivery.runId()).isEqualTo(theirs.id);
        });
    passedBy(before);
    // Nor do the polls of triggers and mail take the delivery for theirs.
    database.execute("update workflow_event_delivery set next_try_at = now() - interval '1 hour'");
    assertThat(events.pendingTriggers(Instant.now().plusSeconds(60), 10)).isEmpty();
    assertThat(new PostgresBacklog(database.sessions).due().pendingTriggers()).isZero();
    passedBy(before);
  }

  @Test
  void it_is_not_counted_among_what_nothing_will_wake() {
    database.execute("update workflow_run set wake_at = null");
    assertThat(new PostgresBacklog(database.sessions).withoutWakeUp()).isEqualTo(1);
  }
}

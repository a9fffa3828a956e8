package dev.holdfast.adapter.postgres.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.SortedIds;
import dev.holdfast.adapter.postgres.TestDatabase;
import dev.holdfast.application.port.out.ClaimedRun;
import dev.holdfast.application.port.out.CrashPoints;
import dev.holdfast.application.port.out.Mail;
import dev.holdfast.application.port.out.RunLease;
import dev.holdfast.application.port.out.RunStore.Receiver;
import dev.holdfast.application.port.out.RunStore.Written;
import dev.holdfast.application.port.out.RunWrite;
import dev.holdfast.application.port.out.RunWrite.Keep;
import dev.holdfast.domain.run.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresRunStoreTest {
  private final TestDatabase database = new TestDatabase();
  private final SortedIds ids = new SortedIds();
  private final LossyConnections lossy =
      new LossyConnections(SingleConnections.to(database.address, "test"));
  private final HeldGroups held = new HeldGroups();
  private PostgresRunStore store = open(CrashPoints.NONE);

  private PostgresRunStore open(CrashPoints crashPoints) {
    return new PostgresRunStore(database.dataSource(), lossy.source(), ids, crashPoints, 1);
  }

  /** Reopens the store so that everything asked for before {@link HeldGroups#go} is one group. */
  private CompletableFuture<Written> hold() {
    store.close();
    store = open(held);
    CompletableFuture<Written> first = store.write(SampleRun.of(ids.next()).begin());
    held.awaitFirst();
    return first;
  }

  @AfterEach
  void close() {
    store.close();
    database.close();
  }

  private static Written get(CompletableFuture<Written> answer) {
    return answer.orTimeout(20, TimeUnit.SECONDS).join();
  }

  private String one(String sql) {
    return database.column(sql).getFirst();
  }

  private String fence(UUID run) {
    return one("select fence || ':' || seq from workflow_run where run_id = '" + run + "'");
  }

  private String historyRows(UUID run) {
    return one("select count(*) from workflow_run_history where run_id = '" + run + "'");
  }

  @Test
  void a_write_and_its_history_become_durable_together() {
    SampleRun run = SampleRun.of(ids.next());
    assertThat(get(store.write(run.begin()))).isEqualTo(new Written.Durable(false, List.of()));
    assertThat(get(store.write(run.answer(1)))).isEqualTo(new Written.Durable(false, List.of()));
    assertThat(historyRows(run.id)).isEqualTo("2");
    assertThat(
            one(
                "select r.seq = (select max(last_seq) from workflow_run_history h"
                    + " where h.run_id = r.run_id) from workflow_run r"))
        .isEqualTo("t");
  }

  @Test
  void a_write_under_an_old_fence_changes_nothing() {
    SampleRun run = SampleRun.of(ids.next());
    get(store.write(run.begin()));
    String before = fence(run.id).replace("1:", "2:");
    database.execute("update workflow_run set fence = 2, owner = 8");
    assertThat(get(store.write(run.answer(1)))).isEqualTo(new Written.LeaseLost());
    assertThat(fence(run.id)).isEqualTo(before);
    assertThat(historyRows(run.id)).isEqualTo("1");
  }

  @Test
  void a_lost_lease_drops_out_of_its_group_alone() {
    SampleRun lost = SampleRun.of(ids.next());
    SampleRun kept = SampleRun.of(ids.next());
    get(store.write(lost.begin()));
    get(store.write(kept.begin()));
    database.execute("update workflow_run set fence = 2 where run_id = '" + lost.id + "'");
    hold();
    CompletableFuture<Written> one = store.write(lost.answer(1));
    CompletableFuture<Written> other = store.write(kept.answer(1));
    held.go();
    assertThat(get(one)).isEqualTo(new Written.LeaseLost());
    assertThat(get(other)).isEqualTo(new Written.Durable(false, List.of()));
    assertThat(historyRows(lost.id)).isEqualTo("1");
    assertThat(historyRows(kept.id)).isEqualTo("2");
  }

  @Test
  void a_refused_write_fails_alone_and_all_others_of_its_group_are_stored() {
    CompletableFuture<Written> first = hold();
    List<CompletableFuture<Written>> good = new ArrayList<>();
    CompletableFuture<Written> bad = null;
    for (int i = 0; i < 21; i++) {
      if (i == 13) bad = store.write(SampleRun.unstorable(ids.next()).begin());
      else good.add(store.write(SampleRun.of(ids.next()).begin()));
    }
    held.go();
    assertThat(bad).isNotNull();
    assertThat(get(bad)).isInstanceOf(Written.Refused.class);
    for (CompletableFuture<Written> one : good) {
      assertThat(get(one)).isEqualTo(new Written.Durable(false, List.of()));
    }
    get(first);
    assertThat(one("select count(*) from workflow_run")).isEqualTo("21");
    assertThat(store.counters().counts().halvings()).isPositive();
  }

  @Test
  void a_commit_whose_answer_was_lost_is_written_again_and_counts_once() {
    SampleRun run = SampleRun.of(ids.next());
    lossy.lose("executeQuery", 1);
    assertThat(get(store.write(run.begin()))).isEqualTo(new Written.Durable(false, List.of()));
    lossy.lose("executeQuery", 2);
    assertThat(get(store.write(run.answer(1)))).isEqualTo(new Written.Durable(false, List.of()));
    assertThat(historyRows(run.id)).isEqualTo("2");
    assertThat(store.counters().counts().repeats()).isEqualTo(3);
  }

  @Test
  void a_lost_answer_does_not_make_another_runs_start_ours() {
    SampleRun first = SampleRun.withKey(ids.next(), "key");
    get(store.write(first.begin()));
    SampleRun second = SampleRun.withKey(ids.next(), "key");
    lossy.lose("executeQuery", 1);
    assertThat(get(store.write(second.begin())))
        .isEqualTo(new Written.Existing(first.id, "request"));
  }

  @Test
  void of_starts_under_one_key_one_wins_and_the_others_hear_of_it() {
    hold();
    List<CompletableFuture<Written>> answers = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      answers.add(store.write(SampleRun.withKey(ids.next(), "key").begin()));
    }
    held.go();
    List<Written> written = answers.stream().map(PostgresRunStoreTest::get).toList();
    assertThat(written.stream().filter(w -> w instanceof Written.Durable)).hasSize(1);
    String winner = one("select run_id from workflow_run where start_key = 'key'");
    assertThat(written.stream().filter(w -> w instanceof Written.Existing))
        .hasSize(29)
        .allMatch(w -> w.equals(new Written.Existing(UUID.fromString(winner), "request")));
  }

  @Test
  void a_withdrawn_start_is_never_stored() {
    hold();
    UUID run = ids.next();
    CompletableFuture<Written> answer = store.write(SampleRun.of(run).begin());
    assertThat(store.withdraw(run)).isTrue();
    assertThat(store.withdraw(run)).isFalse();
    held.go();
    store.close();
    assertThat(answer).isNotDone();
    assertThat(one("select count(*) from workflow_run where run_id = '" + run + "'"))
        .isEqualTo("0");
  }

  @Test
  void mail_that_came_meanwhile_keeps_the_lease() {
    SampleRun run = SampleRun.of(ids.next());
    get(store.write(run.begin()));
    database.execute("update workflow_run set mail = true");
    Keep rest = new Keep.Released(null, false);
    assertThat(get(store.write(run.answer(1, rest))))
        .isEqualTo(new Written.Durable(false, List.of()));
    assertThat(one("select owner from workflow_run")).isEqualTo(String.valueOf(SampleRun.NODE));
    store.mail(List.of(new RunLease(run.id, SampleRun.NODE, 1)));
    assertThat(get(store.write(run.answer(1, rest))))
        .isEqualTo(new Written.Durable(true, List.of()));
    assertThat(one("select owner is null from workflow_run")).isEqualTo("t");
  }

  @Test
  void outgoing_mail_and_its_senders_end_are_one_commit() {
    SampleRun parent = SampleRun.of(ids.next());
    get(store.write(parent.begin()));
    SampleRun child = SampleRun.childOf(ids.next(), parent.id);
    get(store.write(child.begin()));
    // A child's mailbox is looked at once, for it may be older than the child.
    store.mail(List.of(new RunLease(child.id, SampleRun.NODE, 1)));
    Input input = new Input.TimersDue("news", Instant.parse("2026-01-01T00:00:00Z"));
    var before = store.counters().counts();
    Written ended =
        get(store.write(child.cancel(1, List.of(new RunWrite.Outgoing(parent.id, input)))));
    assertThat(store.counters().counts().since(before).commits()).isEqualTo(1);
    assertThat(ended)
        .isInstanceOfSatisfying(
            Written.Durable.class,
            durable -> {
              assertThat(durable.released()).isTrue();
              assertThat(durable.receivers()).hasSize(1);
              assertThat(durable.receivers().getFirst().owner()).isEqualTo(SampleRun.NODE);
            });
    List<Mail> mail =
        store.mail(List.of(new RunLease(parent.id, SampleRun.NODE, 1))).get(parent.id);
    assertThat(mail).hasSize(1);
    assertThat(mail.getFirst().input()).isEqualTo(input);
  }

  @Test
  void a_receiver_that_nobody_holds_has_no_owner() {
    SampleRun parent = SampleRun.of(ids.next());
    get(store.write(parent.begin()));
    database.execute("update workflow_run set owner = null");
    SampleRun child = SampleRun.childOf(ids.next(), parent.id);
    get(store.write(child.begin()));
    Input input = new Input.TimersDue("news", Instant.parse("2026-01-01T00:00:00Z"));
    Written ended =
        get(store.write(child.cancel(1, List.of(new RunWrite.Outgoing(parent.id, input)))));
    assertThat(ended)
        .isInstanceOfSatisfying(
            Written.Durable.class,
            durable ->
                assertThat(durable.receivers()).containsExactly(new Receiver(parent.id, null)));
  }

  @Test
  void a_sender_that_lost_its_lease_sends_nothing() {
    SampleRun parent = SampleRun.of(ids.next());
    get(store.write(parent.begin()));
    SampleRun child = SampleRun.childOf(ids.next(), parent.id);
    get(store.write(child.begin()));
    database.execute("update workflow_run set fence = 2 where run_id = '" + child.id + "'");
    Input input = new Input.TimersDue("news", Instant.parse("2026-01-01T00:00:00Z"));
    Written ended =
        get(store.write(child.cancel(1, List.of(new RunWrite.Outgoing(parent.id, input)))));
    assertThat(ended).isEqualTo(new Written.LeaseLost());
    assertThat(one("select count(*) from workflow_run_inbox")).isEqualTo("0");
  }

  @Test
  void a_due_run_is_claimed_by_one_claimer_under_a_higher_fence() {
    Set<UUID> all = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      SampleRun run = SampleRun.of(ids.next());
      get(store.write(run.begin()));
      get(store.write(run.answer(1, new Keep.Released(Instant.EPOCH, true))));
      all.add(run.id);
    }
    List<CompletableFuture<List<ClaimedRun>>> claims = new ArrayList<>();
    for (int node = 1; node <= 4; node++) {
      int claimer = node;
      claims.add(CompletableFuture.supplyAsync(() -> store.claimDue(claimer, 8, Duration.ZERO)));
    }
    List<UUID> claimed = new ArrayList<>();
    for (CompletableFuture<List<ClaimedRun>> claim : claims) {
      for (ClaimedRun run : claim.join()) {
        assertThat(run.lease().fence()).isEqualTo(2);
        assertThat(run.orphaned()).isTrue();
        assertThat(run.state().get().seq()).isPositive();
        claimed.add(run.lease().runId());
      }
    }
    assertThat(claimed).containsExactlyInAnyOrderElementsOf(all);
    assertThat(store.claimDue(1, 8, Duration.ZERO)).isEmpty();
  }

  @Test
  void a_dead_nodes_runs_can_be_claimed_and_the_node_is_struck_off_after() {
    PostgresNodeLeases nodes =
        new PostgresNodeLeases(database.dataSource(), lossy.source(), store.counters());
    SampleRun run = SampleRun.of(ids.next());
    get(store.write(run.begin()));
    int dead = nodes.enter("dead", Duration.ofSeconds(60));
    database.execute("update workflow_run set owner = " + dead);
    assertThat(nodes.reap(10)).isZero();
    nodes.expire(dead);
    assertThat(nodes.reap(10)).isEqualTo(1);
    assertThat(one("select orphaned and mail and owner is null from workflow_run")).isEqualTo("t");
    assertThat(get(store.write(run.answer(1)))).isEqualTo(new Written.LeaseLost());
    assertThat(nodes.reap(10)).isZero();
    assertThat(nodes.renew(dead, Duration.ofSeconds(60))).isFalse();
    assertThat(store.claimDue(dead + 1, 10, Duration.ZERO)).hasSize(1);
  }
}

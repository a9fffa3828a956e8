package dev.holdfast.adapter.quartz;

import dev.holdfast.application.driver.Batch;
import dev.holdfast.application.port.out.ClaimedRun;
import dev.holdfast.application.port.out.Mail;
import dev.holdfast.application.port.out.NewRun;
import dev.holdfast.application.port.out.RunEngine.StartResult;
import dev.holdfast.application.port.out.RunFacts;
import dev.holdfast.application.port.out.RunLease;
import dev.holdfast.application.port.out.RunStore;
import dev.holdfast.application.port.out.RunStore.Written;
import dev.holdfast.application.port.out.RunWrite;
import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run whose lease this node holds. One thread at a time folds what has gathered and sends it off
 * to be written; what the fold asks for is carried out when that is durable, and not before.
 */
final class ActiveRun {
  private static final Logger LOG = LoggerFactory.getLogger(ActiveRun.class);

  private final Node node;
  private final RunLease lease;
  private final RunFacts facts;
  private final @Nullable NewRun created;
  private final @Nullable ClaimedRun claimed;
  private final boolean overflow;
  private final Desk desk = new Desk();
  private final Errands errands;
  private final RunAlarm alarm;
  private final AtomicInteger numbers = new AtomicInteger();
  private final CompletableFuture<StartResult> begun = new CompletableFuture<>();

  // Written only by the thread that has the turn; always what is durable.
  private volatile @Nullable RunState state;

  // Touched only by the thread that has the turn.
  private @Nullable RunStart start;
  private @Nullable Program program;
  private List<Effect.OpenEventWait> unopened = List.of();
  private boolean more;
  private boolean stored;
  private int stuckTries;

  private ActiveRun(
      Node node,
      RunLease lease,
      RunFacts facts,
      @Nullable NewRun created,
      @Nullable ClaimedRun claimed) {
    this.node = node;
    this.lease = lease;
    this.facts = facts;
    this.created = created;
    this.claimed = claimed;
    this.start = created == null ? null : created.start();
    this.stored = created == null;
    this.overflow = created != null && node.room() == 0;
    this.errands = new Errands(node, this);
    this.alarm = new RunAlarm(node.timers(), () -> offer(tick(node.ports().time().now())));
    // Whoever made this has the turn: nothing is folded before its beginning.
    desk.takeTurn();
  }

  static ActiveRun accepted(Node node, NewRun run) {
    RunLease lease = new RunLease(run.start().runId(), node.number(), 1);
    return new ActiveRun(node, lease, RunFacts.of(run), run, null);
  }

  static ActiveRun claimed(Node node, ClaimedRun run) {
    return new ActiveRun(node, run.lease(), run.facts(), null, run);
  }

  UUID id() {
    return lease.runId();
  }

  RunLease lease() {
    return lease;
  }

  RunFacts facts() {
    return facts;
  }

  RunStart start() {
    RunStart known = start;
    if (known == null) throw new IllegalStateException("expected run " + id() + " to be taken up");
    return known;
  }

  String tenantId() {
    return start().tenantId();
  }

  /** As it was last made durable, by whomever; null before that. */
  @Nullable RunState durableState() {
    RunState known = state;
    return known != null || claimed == null ? known : claimed.state().get();
  }

  @Nullable NewRun createdNow() {
    return stored ? null : created;
  }

  /** The run is for another node: this one stops, or has no room. */
  boolean passesOn() {
    return overflow || node.draining();
  }

  Errands errands() {
    return errands;
  }

  boolean isGone() {
    return desk.isGone();
  }

  Desk desk() {
    return desk;
  }

  Program program() {
    Program known = program;
    if (known == null) {
      RunStart of = start();
      known = node.uses().programs().program(of.tenantId(), of.workflowId(), of.version());
      program = known;
    }
    return known;
  }

  // --- what comes in

  /** Folds the start of an accepted run. The future tells when the run is durable. */
  CompletableFuture<StartResult> begin(NewRun run) {
    Letter started = Letter.own(new Input.Started("start", run.acceptedAt(), run.start()), 0);
    Batch batch = new Batch(null, List.of());
    batch.fold(node.ports().reducer(), program(), started.input(), List.of());
    // A parent's cancel may have come before its child: the mailbox is looked at once.
    if (run.start().parentRunId() != null) desk.wantMail();
    send(batch, List.of(started));
    return begun;
  }

  /** Takes up a run after its claim. */
  void takeUp(ClaimedRun claimed, List<Mail> mail) {
    RunState read;
    try {
      read = claimed.state().get();
    } catch (RuntimeException e) {
      stuckTries = Math.max(stuckTries, claimed.stuckTries());
      stuck(e, () -> takeUp(claimed, mail));
      return;
    }
    state = read;
    start = read.start();
    stuckTries = claimed.stuckTries();
    for (Mail one : mail) desk.add(Letter.of(one));
    if (claimed.orphaned()) {
      String id = "lost:" + lease.fence();
      desk.add(Letter.own(new Input.WorkerLost(id, node.ports().time().now()), number()));
    }
    if (claimed.mail()) {
      // What lies in the mailbox may be older than what is here.
      desk.loadMail();
      node.postRoom().load(this);
    } else {
      tickWhenDue();
      turn();
    }
  }

  /** Hands over an input of this node's own; false when the run is not here any more. */
  boolean offer(Input input) {
    Desk.Put put = desk.put(Letter.own(input, number()));
    if (put == Desk.Put.YOUR_TURN) turn();
    return put != Desk.Put.GONE;
  }

  /** Hands over a call's answer; only now the call is not under way any more. */
  boolean landed(Input.CallFinished answer) {
    Desk.Put put = desk.put(Letter.own(answer, number()));
    errands.calls().landed(answer.callId());
    if (put == Desk.Put.YOUR_TURN) turn();
    return put != Desk.Put.GONE;
  }

  /** Mail lies in the run's mailbox. Does not block. */
  void mailArrived() {
    if (desk.mailArrived()) node.postRoom().load(this);
  }

  /** What was found in the mailbox. Does not block. */
  void deliver(List<Mail> mail) {
    if (!desk.deliver(mail)) return;
    Thread.startVirtualThread(() -> {
      tickWhenDue();
      turn();
    });
  }

  /** Something under way has ended: has a turn taken. */
  void wake() {
    if (desk.wake()) turn();
  }

  private void tickWhenDue() {
    RunState now = state;
    Instant due = now == null ? null : now.nextDue();
    Instant time = node.ports().time().now();
    if (due != null && !due.isAfter(time)) desk.add(Letter.own(tick(time), number()));
  }

  private Input tick(Instant at) {
    return new Input.TimersDue("timer:" + lease.fence() + ":" + number(), at);
  }

  private int number() {
    return numbers.incrementAndGet();
  }

  // --- the turn

  /**
   * Folds and writes what there is; the caller has the turn, which ends here or goes on with the
   * write.
   */
  private void turn() {
    try {
      while (!turned()) {
        // Something came meanwhile.
      }
    } catch (RuntimeException e) {
      stuck(e, this::turn);
    }
  }

  /** True when the turn has ended or been handed on. */
  private boolean turned() {
    List<Letter> letters = desk.take(more, this::next);
    Batch batch = new Batch(state, unopened);
    Folding folding = Folding.of(this, node, batch, letters);
    folding.undone().forEach(desk::add);
    RuntimeException fault = folding.fault();
    if (!batch.isVoid()) {
      send(batch, folding.folded());
      return true;
    }
    if (fault == null) return rested();
    stuck(fault, this::turn);
    return true;
  }

  private Letter next() {
    Instant at = node.ports().time().now();
    String id = "continue:" + lease.fence() + ":" + number();
    return Letter.own(new Input.Continue(id, at), number());
  }

  /** Nothing is left to fold. True when the turn has ended. */
  private boolean rested() {
    RunState now = state;
    if (now == null) throw new IllegalStateException("expected run " + id() + " to have a state");
    if (!desk.wantsMail() && Writing.mayRest(node, this, now)) {
      // Held for nothing: mail that changed nothing, or a child that has been started.
      send(new Batch(now, List.of()), List.of());
      return true;
    }
    alarm.by(now.nextDue());
    return switch (desk.endTurn()) {
      case ENDED -> true;
      case MORE -> false;
      case LOAD_MAIL -> {
        node.postRoom().load(this);
        yield true;
      }
    };
  }

  private void send(Batch batch, List<Letter> letters) {
    List<Effect.OpenEventWait> openings = batch.more() ? List.of() : batch.openings();
    try {
      if (openings.isEmpty()) {
        RunWrite write = Writing.of(node, this, batch, List.of(), List.of());
        CompletableFuture<Written> answer = node.ports().store().write(write);
        hear(answer, (written, failure) -> answered(batch, letters, written, failure));
      } else {
        Opened opened = new Opened(this, node, batch, openings);
        CompletableFuture<Written> answer =
            node.ports().store().open(new RunStore.Opening(id(), tenantId(), openings), opened);
        hear(answer, (written, failure) -> answered(opened.batch(), letters, written, failure));
      }
    } catch (RuntimeException e) {
      // What cannot even be encoded is a fault of ours, like a fold that throws.
      unsent(letters, e);
    }
  }

  /** The listener hears of every end; nobody waits for the future it makes. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private static void hear(
      CompletableFuture<Written> answer,
      BiConsumer<@Nullable Written, @Nullable Throwable> listener) {
    answer.whenComplete(listener);
  }

  private void answered(
      Batch batch, List<Letter> letters, @Nullable Written written, @Nullable Throwable failure) {
    // The store's thread goes on with other runs.
    Thread.startVirtualThread(() -> {
      if (written != null) written(batch, letters, written);
      else unsent(letters, new IllegalStateException("the write was not done", failure));
    });
  }

  private void unsent(List<Letter> letters, RuntimeException fault) {
    if (node.closed()) {
      abandon();
      return;
    }
    letters.forEach(desk::add);
    if (stored) {
      stuck(fault, this::turn);
    } else {
      leave();
      begun.completeExceptionally(fault);
    }
  }

  private void written(Batch batch, List<Letter> letters, Written written) {
    switch (written) {
      case Written.Durable durable -> durable(batch, durable);
      case Written.LeaseLost lost -> lost();
      case Written.Existing existing -> {
        leave();
        begun.complete(new StartResult.Existing(existing.runId(), existing.requestHash()));
      }
      case Written.Refused refused -> unsent(letters, new IllegalStateException(refused.message()));
    }
  }

  private void durable(Batch batch, Written.Durable durable) {
    NewRun accepted = createdNow();
    state = batch.state();
    stored = true;
    stuckTries = 0;
    more = batch.more();
    unopened = batch.openings();
    desk.settled(batch.settled());
    if (durable.released()) leave();
    else if (batch.askedForRest()) desk.wantMail();
    if (accepted != null) begun.complete(new StartResult.Created(id()));
    node.tell(durable.receivers());
    Aftermath.of(node, this, batch, accepted);
    if (durable.released()) {
      errands.leave(batch.effects());
      if (passesOn()) node.postRoom().offerWork();
    } else {
      alarm.by(batch.state().nextDue());
      carryOut(batch.effects());
    }
  }

  /** Carries effects out; the last call on this thread, when nothing else waits for it. */
  private void carryOut(List<Effect> effects) {
    Effect.InvokeAction last = errands.begin(effects);
    if (last != null && !more && unopened.isEmpty() && desk.endTurnForCall()) {
      errands.calls().carryOut(last);
      return;
    }
    if (last != null) errands.carryOut(last);
    turn();
  }

  // --- ends

  /** A fault of ours: nothing has changed; it is tried again later, with the turn kept. */
  private void stuck(RuntimeException fault, Runnable again) {
    if (node.closed()) {
      abandon();
      return;
    }
    if (fault instanceof StoreUnavailable) {
      // Not a fault of the run: its definition, say, could not be read.
      LOG.warn("run {} waits for the database: {}", id(), fault.getMessage());
      later(node.settings().poll(), again);
      return;
    }
    stuckTries++;
    LOG.error("run {} is stuck (try {})", id(), stuckTries, fault);
    node.ports().metrics().stuck();
    Stuck.mark(node, lease, fault);
    later(Stuck.backoff(stuckTries), again);
  }

  private void later(Duration delay, Runnable again) {
    desk.pauseTurn();
    Runnable resume =
        () -> {
          if (desk.resumeTurn()) Thread.startVirtualThread(again);
        };
    node.timers().set(node.ports().time().now().plus(delay), resume);
    // The node may have hurried it before the pause.
    if (node.draining()) hurry();
  }

  /** Another owner has the run: nothing of ours counts any more. */
  void lost() {
    node.ports().metrics().leaseLost();
    leave();
    errands.leave(List.of());
    begun.completeExceptionally(
        new IllegalStateException("expected to own run " + id() + ", but another node does"));
  }

  /** The node stops at once: as if it had died. */
  void abandon() {
    leave();
    errands.leave(List.of());
    begun.cancel(false);
  }

  /** Gives the run back as soon as nothing of it is under way on this node. */
  void hurry() {
    if (desk.isPaused() && errands.isEmpty()) abandon();
    else if (desk.wake()) Thread.startVirtualThread(this::turn);
  }

  private void leave() {
    desk.leave();
    node.leave(this);
    alarm.cancel();
  }
}

package dev.holdfast.adapter.quartz;

import dev.holdfast.application.port.out.ClaimedRun;
import dev.holdfast.application.port.out.Mail;
import dev.holdfast.application.port.out.NewRun;
import dev.holdfast.application.port.out.RunEngine.StartResult;
import dev.holdfast.application.port.out.RunFacts;
import dev.holdfast.application.port.out.RunLease;
import dev.holdfast.application.port.out.RunStore;
import dev.holdfast.application.port.out.RunStore.Written;
import dev.holdfast.application.port.out.RunWrite;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.RunState;
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
  private final RunStart start;
  private final Desk desk = new Desk();
  private final Calls calls;
  private final AtomicInteger startingChildren = new AtomicInteger();
  private final AtomicInteger numbers = new AtomicInteger();
  private final @Nullable NewRun created;
  private final boolean overflow;
  private final CompletableFuture<StartResult> begun = new CompletableFuture<>();

  // Touched only by the thread that has the turn.
  private @Nullable RunState state;
  private @Nullable Program program;
  private List<Effect.OpenEventWait> unopened = List.of();
  private boolean more;
  private boolean stored;
  private int stuckTries;

  private final Object alarmLock = new Object();
  private Timers.@Nullable Alarm alarm;

  private ActiveRun(
      Node node,
      RunLease lease,
      RunFacts facts,
      RunStart start,
      @Nullable NewRun created,
      @Nullable RunState state) {
    this.node = node;
    this.lease = lease;
    this.facts = facts;
    this.start = start;
    this.created = created;
    this.state = state;
    this.stored = created == null;
    this.overflow = created != null && node.room() == 0;
    this.calls = new Calls(node, this);
  }

  static ActiveRun accepted(Node node, NewRun run) {
    RunLease lease = new RunLease(run.start().runId(), node.number(), 1);
    return new ActiveRun(node, lease, RunFacts.of(run), run.start(), run, null);
  }

  static ActiveRun claimed(Node node, ClaimedRun run) {
    RunState state = run.state().get();
    ActiveRun active = new ActiveRun(node, run.lease(), run.facts(), state.start(), null, state);
    active.stuckTries = run.stuckTries();
    // Nothing is folded before the mailbox has been read: what lies there may be older.
    active.desk.takeTurn();
    return active;
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

  String tenantId() {
    return start.tenantId();
  }

  RunStart start() {
    return start;
  }

  @Nullable NewRun createdNow() {
    return stored ? null : created;
  }

  /** The run is for another node: this one stops, or has no room. */
  boolean passesOn() {
    return overflow || node.draining();
  }

  Calls calls() {
    return calls;
  }

  boolean hasChildrenStarting() {
    return startingChildren.get() > 0;
  }

  boolean isGone() {
    return desk.isGone();
  }

  Desk desk() {
    return desk;
  }

  // --- what comes in

  /** Folds the start of an accepted run. The future tells when the run is durable. */
  CompletableFuture<StartResult> begin(NewRun run) {
    desk.takeTurn();
    Letter started = Letter.own(new Input.Started("start", run.acceptedAt(), run.start()), 0);
    Batch batch = new Batch(null, List.of());
    batch.fold(node.ports().reducer(), program(), started);
    // A parent's cancel may have come before its child: the mailbox is looked at once.
    if (run.start().parentRunId() != null) desk.wantMail();
    send(batch, List.of(started));
    return begun;
  }

  /** Takes up a run after its claim. */
  void takeUp(ClaimedRun claimed, List<Mail> mail) {
    for (Mail one : mail) desk.add(Letter.of(one));
    if (claimed.orphaned()) {
      String id = "lost:" + lease.fence();
      desk.add(Letter.own(new Input.WorkerLost(id, node.ports().time().now()), number()));
    }
    if (claimed.mail()) {
      desk.loadMail();
      node.postRoom().load(this);
    } else {
      tickWhenDue();
      turn();
    }
  }

  /** Hands over an input of this node's own; false when the run is not here any more. */
  boolean offer(Input input) {
    return switch (desk.put(Letter.own(input, number()))) {
      case GONE -> false;
      case QUEUED -> true;
      case YOUR_TURN -> {
        turn();
        yield true;
      }
    };
  }

  /** Hands over a call's answer; only now the call is not under way any more. */
  boolean landed(Input.CallFinished answer) {
    Desk.Put put = desk.put(Letter.own(answer, number()));
    calls.landed(answer.callId());
    if (put == Desk.Put.YOUR_TURN) turn();
    return put != Desk.Put.GONE;
  }

  /** Mail lies in the run's mailbox. Does not block. */
  void mailArrived() {
    if (desk.mailArrived()) node.postRoom().load(this);
  }

  /** What was found in the mailbox. Does not block. */
  void deliver(List<Mail> mail) {
    if (desk.deliver(mail)) {
      Thread.startVirtualThread(() -> {
        tickWhenDue();
        turn();
      });
    }
  }

  private void tickWhenDue() {
    RunState now = state;
    Instant due = now == null ? null : now.nextDue();
    Instant time = node.ports().time().now();
    if (due != null && !due.isAfter(time)) desk.add(tick(time));
  }

  private Letter tick(Instant at) {
    return Letter.own(new Input.TimersDue("timer:" + lease.fence() + ":" + number(), at), number());
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
    while (true) {
      List<Letter> letters = desk.take(more, this::next);
      Batch batch = new Batch(state, unopened);
      Folding folding = Folding.of(this, node, batch, letters);
      folding.undone().forEach(desk::add);
      RuntimeException fault = folding.fault();
      if (fault != null && batch.isVoid()) {
        stuck(fault);
        return;
      }
      if (!batch.isVoid()) {
        send(batch, folding.folded());
        return;
      }
      if (rest()) return;
    }
  }

  private Letter next() {
    Instant at = node.ports().time().now();
    return Letter.own(
        new Input.Continue("continue:" + lease.fence() + ":" + number(), at), number());
  }

  /** Nothing is left to fold. True when the turn has ended. */
  private boolean rest() {
    RunState now = state;
    if (now == null) throw new IllegalStateException("expected run " + id() + " to have a state");
    if (!desk.wantsMail() && Writing.mayRest(node, this, now)) {
      // Held for nothing: mail that changed nothing, or a child that has been started.
      send(new Batch(now, List.of()), List.of());
      return true;
    }
    setAlarm();
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
        open(batch, letters, openings);
      }
    } catch (RuntimeException e) {
      // What cannot even be encoded is a fault of ours, like a fold that throws.
      unsent(letters, e);
    }
  }

  private void open(Batch batch, List<Letter> letters, List<Effect.OpenEventWait> openings) {
    Opened opened = new Opened(this, node, batch, openings);
    CompletableFuture<Written> answer =
        node.ports().store().open(new RunStore.Opening(id(), tenantId(), openings), opened);
    hear(answer, (written, failure) -> answered(opened.batch(), letters, written, failure));
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
      stuck(fault);
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
    boolean first = accepted != null;
    state = batch.state();
    stored = true;
    stuckTries = 0;
    more = batch.more();
    unopened = batch.openings();
    Aftermath.report(node, batch, accepted);
    desk.settled(batch.settled());
    if (durable.released()) leave();
    else if (batch.askedForRest()) desk.wantMail();
    if (first) begun.complete(new StartResult.Created(id()));
    node.tell(durable.receivers());
    batch.late().forEach(answer -> calls.late(answer, "CLOSED"));
    for (RunWrite.Settled settled : batch.settled()) {
      if (settled.slip() instanceof Mail.Slip.Order order) {
        node.settled(order.commandId(), settled.verdict());
      }
    }
    if (durable.released()) {
      calls.cancelAll();
      for (Effect effect : batch.effects()) {
        if (effect instanceof Effect.StartChild child && child.detached()) startChild(child);
      }
      if (passesOn()) node.postRoom().offerWork();
      return;
    }
    setAlarm();
    carryOut(batch.effects());
  }

  /** Carries effects out; the last call on this thread, when nothing else waits for it. */
  private void carryOut(List<Effect> effects) {
    Effect.@Nullable InvokeAction mine = null;
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.InvokeAction call -> {
          if (!calls.prepare(call)) continue;
          Effect.InvokeAction other = mine;
          mine = call;
          if (other != null) Thread.startVirtualThread(() -> calls.carryOut(other));
        }
        case Effect.CancelCall cancel -> calls.cancel(cancel.callId());
        case Effect.StartChild child -> startChild(child);
        // Written with the state, or about to be written.
        case Effect.OpenEventWait open -> {}
        case Effect.CloseEventWait close -> {}
        case Effect.CancelChild cancel -> {}
      }
    }
    Effect.InvokeAction last = mine;
    if (last == null) {
      turn();
      return;
    }
    if (!more && unopened.isEmpty() && desk.endTurnForCall()) {
      calls.carryOut(last);
    } else {
      Thread.startVirtualThread(() -> calls.carryOut(last));
      turn();
    }
  }

  private void startChild(Effect.StartChild child) {
    startingChildren.incrementAndGet();
    Thread.startVirtualThread(() -> {
      try {
        new Children(node)
            .start(
                new RunStore.ChildToStart(tenantId(), id(), facts, child),
                () -> child.detached() ? !node.closed() : !isGone(),
                error -> childRefused(child, error));
      } finally {
        startingChildren.decrementAndGet();
        if (desk.wake()) turn();
      }
    });
  }

  private void childRefused(Effect.StartChild child, RunError error) {
    Instant at = node.ports().time().now();
    offer(new Input.ChildRefused("refused:" + child.childRunId(), at, child.childRunId(), error));
  }

  // --- time

  private void setAlarm() {
    RunState now = state;
    Instant due = now == null ? null : now.nextDue();
    if (due == null) return;
    synchronized (alarmLock) {
      Timers.Alarm set = alarm;
      // An alarm that is too early only looks again: most calls end long before their deadline.
      if (set != null && !set.at().isAfter(due)) return;
      if (set != null) node.timers().cancel(set);
      alarm = node.timers().set(due, () -> Thread.startVirtualThread(this::alarmed));
    }
  }

  private void alarmed() {
    synchronized (alarmLock) {
      alarm = null;
    }
    if (desk.put(tick(node.ports().time().now())) == Desk.Put.YOUR_TURN) turn();
  }

  // --- ends

  private void stuck(RuntimeException fault) {
    stuckTries++;
    LOG.error("run {} is stuck (try {})", id(), stuckTries, fault);
    node.ports().metrics().stuck();
    Stuck.mark(node, lease, fault);
    desk.pauseTurn();
    Instant again = node.ports().time().now().plus(Stuck.backoff(stuckTries));
    node.timers()
        .set(
            again,
            () -> {
              if (desk.resumeTurn()) Thread.startVirtualThread(this::turn);
            });
  }

  /** Another owner has the run: nothing of ours counts any more. */
  void lost() {
    node.ports().metrics().leaseLost();
    leave();
    calls.cancelAll();
    begun.completeExceptionally(
        new IllegalStateException("expected to own run " + id() + ", but another node does"));
  }

  /** The node stops at once: as if it had died. */
  void abandon() {
    leave();
    calls.cancelAll();
    begun.cancel(false);
  }

  /** Gives the run back as soon as nothing of it is under way on this node. */
  void hurry() {
    if (desk.wake()) Thread.startVirtualThread(this::turn);
  }

  private void leave() {
    desk.leave();
    node.leave(this);
    synchronized (alarmLock) {
      Timers.Alarm set = alarm;
      if (set != null) node.timers().cancel(set);
    }
  }

  Program program() {
    Program known = program;
    if (known == null) {
      known = node.uses().programs().program(start.tenantId(), start.workflowId(), start.version());
      program = known;
    }
    return known;
  }
}

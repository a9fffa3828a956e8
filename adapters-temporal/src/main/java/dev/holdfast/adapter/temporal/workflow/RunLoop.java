package dev.holdfast.adapter.temporal.workflow;

import dev.holdfast.adapter.temporal.wire.CallOrder;
import dev.holdfast.adapter.temporal.wire.Letter;
import dev.holdfast.adapter.temporal.wire.RunOrder;
import dev.holdfast.adapter.temporal.wire.WriteBytes;
import dev.holdfast.application.driver.Batch;
import dev.holdfast.application.port.out.RunFacts;
import dev.holdfast.application.port.out.RunWrite;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Reducer;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.RunState;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Folds what comes and has done what the folds ask for, until the run has ended or its history is
 * long enough. For workflow code.
 */
final class RunLoop {
  /** Folds that spent their budget in one workflow task, at well under a second together. */
  private static final int FOLDS = 4;

  private static final Duration BREATH = Duration.ofMillis(1);

  private final RunOrder order;
  private final Reducer reducer;
  private final Program program;
  private final RunClock clock;
  private final Inbox inbox;
  private final RunTimer timer;
  private final CallsInFlight calls;
  private final ChildrenInFlight children;
  private final Openings openings;
  private final Telling telling;
  private final Trouble trouble = new Trouble();
  private final HandOver handOver;

  /** Asked for and not begun: their generation ends first. */
  private List<Effect> undone;

  private @Nullable RunState state;
  private boolean more;
  private boolean parentTold;
  private long folds;

  RunLoop(RunOrder order, Reducer reducer, Program program, boolean cancelsCalls) {
    this.order = order;
    this.reducer = reducer;
    this.program = program;
    RunStart start;
    FirstStep firstStep;
    switch (order.begin()) {
      case RunOrder.Begin.Fresh(Input.Started started) -> {
        start = started.start();
        firstStep = new FirstStep(started.at());
        inbox = new Inbox(List.of(), List.of());
        clock = new RunClock(order.switches().ownTimers(), started.at());
        undone = List.of();
        inbox.add(started);
      }
      case RunOrder.Begin.HandedOver handed -> {
        start = handed.state().start();
        firstStep = new FirstStep(null);
        inbox = new Inbox(handed.inbox(), handed.seen());
        clock = new RunClock(order.switches().ownTimers(), handed.state().now());
        undone = handed.undone();
        state = handed.state();
        more = handed.more();
      }
    }
    int generation = order.generation();
    RunOrder.Switches switches = order.switches();
    timer = new RunTimer(clock, inbox, generation);
    Portions portions = new Portions();
    calls =
        new CallsInFlight(
            call -> callOrder(start, order.facts(), call, firstStep.take()),
            Duration.ofMillis(switches.heartbeatMs()),
            clock,
            inbox,
            generation,
            portions,
            cancelsCalls);
    children =
        new ChildrenInFlight(
            start.tenantId(), start.runId(), order.facts(), inbox, trouble, portions);
    openings = new Openings(inbox, trouble);
    telling =
        new Telling(order.facts(), generation, switches.tellEvery(), state, trouble, firstStep);
    handOver = new HandOver(switches.handOverAbove());
  }

  private static CallOrder callOrder(
      RunStart start, RunFacts facts, Effect.InvokeAction call, @Nullable Instant acceptedAt) {
    return new CallOrder(
        start.tenantId(), start.runId(), facts.principal(), facts.traceId(), call, acceptedAt);
  }

  /** Takes in what a signal brought; folded when the loop comes to it. */
  void receive(Letter letter) {
    inbox.receive(letter);
  }

  /** Temporal's own way to ask for an end. */
  void cancelRequested(@Nullable String reason) {
    inbox.add(
        new Input.CancelRequested(
            "engine-cancel", clock.now(), reason == null ? "by the engine" : reason, false));
  }

  byte[] untold() {
    RunState now = state;
    WriteBytes write = now == null ? null : telling.outOfTurn(now);
    return write == null ? new byte[0] : write.toBytes();
  }

  boolean awaits(UUID callId) {
    return calls.awaits(callId);
  }

  /** As of the last fold; null before the first. */
  @Nullable RunState state() {
    return state;
  }

  RawValue summary() {
    return Shown.summary(state, order.generation(), inbox.letters().size());
  }

  /**
   * @return what the next generation begins with; null when the run has ended
   */
  @Nullable RunOrder run() {
    List<Effect> first = undone;
    undone = List.of();
    carryOut(first, true);
    while (true) {
      turns();
      RunState now = known();
      if (isOver(now)) {
        tellParent(now);
        // What came meanwhile is told that it came too late.
        if (inbox.isEmpty()) return null;
      } else if (mayHandOver()) {
        return next(now);
      } else {
        timer.attend(now.nextDue());
        Workflow.await(this::hasWork);
      }
    }
  }

  private boolean hasWork() {
    return trouble.isThere()
        || timer.hasRung()
        || more
        || inbox.has(more, openings::holds)
        || (state != null && telling.isDue(state, !openings.isEmpty()))
        || (state != null && isOver(state))
        || handOver.wantsTold(isIdle(), telling)
        || mayHandOver();
  }

  /** Everything there is to fold now. */
  private void turns() {
    trouble.raise();
    while (more || inbox.has(false, openings::holds)) turn();
    RunState now = known();
    if (telling.isDue(now, !openings.isEmpty()) || handOver.wantsTold(isIdle(), telling)) {
      telling.begin(now);
    }
  }

  private void turn() {
    List<Letter> letters = inbox.take(more, openings::holds);
    if (letters.isEmpty()) letters = List.of(Letter.own(goOn()));
    Batch batch = new Batch(state, List.of());
    List<RunWrite.Taken> taken = new ArrayList<>();
    List<UUID> armed = new ArrayList<>();
    for (Letter letter : letters) {
      if (batch.more()) {
        inbox.add(letter);
      } else if (letter.input() instanceof Input.LookedBack found) {
        batch.foldLookBack(reducer, program, found, taken);
        armed.add(found.waitId());
        openings.folded(found.waitId());
      } else {
        batch.fold(reducer, program, letter.input(), letter.slips());
      }
    }
    RunState after = batch.state();
    state = after;
    more = batch.more();
    clock.foldedAt(after.now());
    telling.add(batch, armed, taken);
    carryOut(batch.effects(), !handOver.takesOver(isIdle()));
    // Counted, never timed: the server must hear of this worker in time.
    if (more && ++folds % FOLDS == 0) Workflow.sleep(BREATH);
  }

  private Input goOn() {
    return new Input.Continue("continue:" + order.generation() + ":" + folds, known().now());
  }

  private void carryOut(List<Effect> effects, boolean begins) {
    List<Effect> wanted = new ArrayList<>();
    List<Effect.OpenEventWait> waits = new ArrayList<>();
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.CancelCall(UUID callId) -> cancelCall(callId);
        case Effect.CloseEventWait _ -> {}
        case Effect.InvokeAction _, Effect.StartChild _, Effect.CancelChild _ -> wanted.add(effect);
        case Effect.OpenEventWait wait -> waits.add(wait);
      }
    }
    if (!waits.isEmpty()) openings.begin(known(), waits, telling);
    if (wanted.isEmpty()) return;
    List<Effect> left = joined(wanted);
    if (begins || !HandOver.fits(left)) for (Effect effect : wanted) begin(effect);
    else undone = left;
  }

  private void begin(Effect effect) {
    switch (effect) {
      case Effect.InvokeAction call -> calls.begin(call);
      case Effect.StartChild child -> children.start(child);
      case Effect.CancelChild cancel -> children.cancel(cancel);
      case Effect.CancelCall _, Effect.CloseEventWait _, Effect.OpenEventWait _ ->
          throw new IllegalStateException("expected a piece of work, but " + effect);
    }
  }

  private List<Effect> joined(List<Effect> left) {
    List<Effect> all = new ArrayList<>(undone);
    all.addAll(left);
    return all;
  }

  private void cancelCall(UUID callId) {
    calls.cancel(callId);
    List<Effect> left = new ArrayList<>();
    for (Effect effect : undone) {
      if (!(effect instanceof Effect.InvokeAction call) || !call.callId().equals(callId)) {
        left.add(effect);
      }
    }
    undone = left;
  }

  private boolean isIdle() {
    return calls.isEmpty() && children.isEmpty() && openings.isEmpty();
  }

  private boolean isOver(RunState now) {
    return now.status().ended()
        && !more
        && inbox.isEmpty()
        && undone.isEmpty()
        && children.isEmpty()
        && openings.isEmpty()
        && telling.isDone();
  }

  private void tellParent(RunState now) {
    if (parentTold) return;
    parentTold = true;
    Parent.tell(now, clock.now());
  }

  private boolean mayHandOver() {
    return handOver.isWanted() && isIdle() && telling.isDone() && Workflow.isEveryHandlerFinished();
  }

  private RunOrder next(RunState now) {
    return new RunOrder(
        order.generation() + 1,
        order.facts(),
        order.program(),
        order.switches(),
        new RunOrder.Begin.HandedOver(now, more, undone, inbox.letters(), inbox.seen()));
  }

  private RunState known() {
    RunState now = state;
    if (now == null) throw new IllegalStateException("expected a state, but nothing was folded");
    return now;
  }
}

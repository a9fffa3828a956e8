package dev.holdfast.testkit.memory;

import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.Reducer;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Semantics;
import dev.holdfast.domain.run.Transition;
import dev.holdfast.domain.run.Verdict;
import dev.holdfast.testkit.SettableTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs definitions on a virtual clock. Time stands still while anything is left to do; {@link
 * #advance} and {@link #runToRest} let it jump from one due instant to the next.
 *
 * <p>Every method but {@link #post} and {@link #jump} leaves all runs at rest. Not thread-safe.
 */
public final class MemoryRuntime {
  /** The one tenant there is. */
  public static final String TENANT = "default";

  private final Reducer reducer;
  private final MemoryWorkflows workflows;
  private final ActionScript script;
  private final SettableTime time;
  private final UnaryOperator<RunState> between;
  private final Map<UUID, MemoryRun> runs = new LinkedHashMap<>();
  private final MemoryEvents events = new MemoryEvents();
  private final MemoryCalls calls = new MemoryCalls();
  private final MemoryLedger ledger = new MemoryLedger();
  private final MemoryChildren children = new MemoryChildren(this);
  private final List<TraceLine> trace = new ArrayList<>();
  private long arrivals;
  private long orders;

  /**
   * @param between what happens to a state between two inputs: the identity, or writing it to bytes
   *     and reading it back
   */
  public MemoryRuntime(
      Reducer reducer,
      MemoryWorkflows workflows,
      ActionScript script,
      SettableTime time,
      UnaryOperator<RunState> between) {
    this.reducer = reducer;
    this.workflows = workflows;
    this.script = script;
    this.time = time;
    this.between = between;
  }

  /**
   * Starts a run. A run id that is known changes nothing.
   *
   * @throws IllegalArgumentException when the start is refused
   */
  public void start(StartOrder order) {
    if (runs.containsKey(order.runId())) return;
    switch (workflows.find(order.workflow(), order.version())) {
      case MemoryWorkflows.Found.Refused refused ->
          throw new IllegalArgumentException(
              "expected to start " + order.workflow() + ", but " + refused.code());
      case MemoryWorkflows.Found.Pinned pinned -> {
        RunStart start =
            new RunStart(
                order.runId(),
                TENANT,
                pinned.workflowId(),
                pinned.version(),
                order.payload(),
                order.tags(),
                order.event(),
                null,
                false,
                Semantics.of(pinned.program()));
        open(new MemoryRun(start, pinned.key(), pinned.program(), 0));
      }
    }
    settle();
  }

  /**
   * Starts a run of the same version as another one, without its parent.
   *
   * @param payload null takes the original one
   */
  public void replay(UUID runId, UUID newRunId, @Nullable Map<String, @Nullable Object> payload) {
    MemoryRun original = run(runId);
    start(
        new StartOrder(
            newRunId,
            original.workflowKey(),
            original.start().version(),
            payload == null ? original.start().payload() : payload,
            original.start().tags(),
            null));
  }

  /** Stores an event and offers it to every run with an open wait for it. */
  public EventReceipt submit(NewEvent order) {
    Event event = order.stamped(time.now());
    if (!events.store(event, order.keys())) return new EventReceipt(event, true, Set.of());
    trace.add(new TraceLine.Stored(event));
    List<MemoryEvents.Offer> offers = events.offers(event, order.keys());
    for (MemoryEvents.Offer offer : offers) {
      post(offer.runId(), new Input.EventOffered(offer.inputId(), time.now(), offer.event()));
    }
    settle();
    SequencedSet<UUID> takers = new LinkedHashSet<>();
    for (MemoryEvents.Offer offer : offers) {
      boolean taken = verdict(offer.runId(), offer.inputId()) instanceof Verdict.Applied;
      if (taken) takers.add(offer.runId());
    }
    return new EventReceipt(event, false, takers);
  }

  /** Lets the action of a held call answer, whether or not anybody still waits for it. */
  public Verdict answer(UUID callId, CallAnswer answer) {
    String inputId = postAnswer(callId, answer);
    settle();
    return verdict(calls.get(callId).runId(), inputId);
  }

  /** Brings the answer that a call promised, whether or not anybody still waits for it. */
  public Verdict callback(UUID callId, CallAnswer answer) {
    HandedCall handed = calls.get(callId);
    if (handed.status() == HandedCall.Status.PROMISED) {
      calls.mark(callId, HandedCall.Status.ANSWERED);
    }
    String inputId = "callback:" + callId;
    post(handed.runId(), new Input.CallbackReceived(inputId, time.now(), callId, answer));
    settle();
    return verdict(handed.runId(), inputId);
  }

  public Verdict command(UUID runId, String reason, Input.Command command) {
    String inputId = nextOrder();
    post(runId, new Input.OperatorCommand(inputId, time.now(), reason, command));
    settle();
    return verdict(runId, inputId);
  }

  public Verdict cancel(UUID runId, String reason, boolean force) {
    String inputId = nextOrder();
    post(runId, new Input.CancelRequested(inputId, time.now(), reason, force));
    settle();
    return verdict(runId, inputId);
  }

  /** As engines name them: a resumed wait shows the id of its order. */
  private String nextOrder() {
    return "order:" + new UUID(0, ++orders);
  }

  /** The node that worked for a run is gone: what it had not finished is asked for again. */
  public void loseWorker(UUID runId) {
    post(runId, new Input.WorkerLost("lost:" + arrivals, time.now()));
    settle();
  }

  /** Puts an input into a run's mailbox and leaves it there. */
  public void post(UUID runId, Input input) {
    run(runId).mailbox().add(new MemoryRun.Letter(input, arrivals++));
  }

  /** Does everything there is to do at this instant. */
  public void settle() {
    while (foldNext()) {}
  }

  /** Lets time pass, stopping at every due instant on the way. */
  public void advance(Duration by) {
    Instant end = time.now().plus(by);
    settle();
    for (Instant due = nextDue(); due != null && !due.isAfter(end); due = nextDue()) {
      jumpTo(due);
      settle();
    }
    jumpTo(end);
    settle();
  }

  /** Moves the clock alone: what falls due meanwhile has not been noticed yet. */
  public void jump(Duration by) {
    jumpTo(time.now().plus(by));
  }

  /** Jumps from due instant to due instant until none is left or the next is after the limit. */
  public void runToRest(Instant limit) {
    settle();
    for (Instant due = nextDue(); due != null && !due.isAfter(limit); due = nextDue()) {
      jumpTo(due);
      settle();
    }
  }

  /** The earliest instant at which something happens by itself; null when nothing will. */
  public @Nullable Instant nextDue() {
    Instant next = calls.nextDue();
    for (MemoryRun run : runs.values()) {
      Instant due = run.state().nextDue();
      if (due != null && (next == null || due.isBefore(next))) next = due;
    }
    return next;
  }

  public Instant now() {
    return time.now();
  }

  public boolean knows(UUID runId) {
    return runs.containsKey(runId);
  }

  public RunState state(UUID runId) {
    return run(runId).state();
  }

  public List<JournalEntry> journal(UUID runId) {
    return run(runId).journal();
  }

  /** The inputs of a run as they were folded. */
  public List<Input> folded(UUID runId) {
    return run(runId).folded();
  }

  /** All runs, in the order they began. */
  public List<UUID> runIds() {
    return List.copyOf(runs.keySet());
  }

  /** All calls, in the order they were handed out. */
  public List<HandedCall> calls() {
    return calls.all();
  }

  public List<TraceLine> trace() {
    return List.copyOf(trace);
  }

  /** Folds a run's recorded inputs again, from nothing: the journal must come out the same. */
  public List<JournalEntry> foldAgain(UUID runId) {
    MemoryRun run = run(runId);
    List<JournalEntry> journal = new ArrayList<>();
    RunState state = null;
    for (Input input : run.folded()) {
      Transition transition = reducer.step(run.program(), state, input);
      journal.addAll(transition.journal());
      state = transition.state();
    }
    return journal;
  }

  private boolean foldNext() {
    for (MemoryRun run : runs.values()) {
      if (run.more()) {
        foldWhileComputing(run);
        return true;
      }
    }
    MemoryRun next = null;
    for (MemoryRun run : runs.values()) {
      if (!run.mailbox().isEmpty() && (next == null || earlier(run, next))) next = run;
    }
    if (next != null) {
      fold(next, next.mailbox().remove().input());
      return true;
    }
    MemoryCalls.Scheduled scheduled = calls.take(time.now());
    if (scheduled != null) {
      postAnswer(scheduled.callId(), scheduled.answer());
      return true;
    }
    return tick();
  }

  private static boolean earlier(MemoryRun run, MemoryRun than) {
    MemoryRun.Letter one = run.mailbox().element();
    MemoryRun.Letter other = than.mailbox().element();
    int byTime = one.at().compareTo(other.at());
    return byTime == 0 ? one.arrival() < other.arrival() : byTime < 0;
  }

  private void foldWhileComputing(MemoryRun run) {
    for (MemoryRun.Letter letter : run.mailbox()) {
      if (letter.input() instanceof Input.CancelRequested) {
        run.mailbox().remove(letter);
        fold(run, letter.input());
        return;
      }
    }
    fold(run, new Input.Continue("continue:" + arrivals++, run.state().now()));
  }

  private boolean tick() {
    for (MemoryRun run : runs.values()) {
      Instant due = run.state().nextDue();
      if (due == null || due.isAfter(time.now())) continue;
      fold(run, new Input.TimersDue("tick:" + arrivals++, time.now()));
      if (due.equals(run.state().nextDue()) && !run.more()) {
        throw new IllegalStateException("expected a tick to fire " + due + " of run " + run.id());
      }
      return true;
    }
    return false;
  }

  void open(MemoryRun run) {
    runs.put(run.id(), run);
    fold(run, new Input.Started("start", time.now(), run.start()));
  }

  private void fold(MemoryRun run, Input input) {
    Transition transition = reducer.step(run.program(), run.stateOrNull(), input);
    boolean ended = run.apply(input, transition, between);
    trace.add(
        new TraceLine.Folded(
            run.id(), input, transition.verdict(), transition.journal(), transition.effects()));
    for (Effect effect : transition.effects()) perform(run, effect);
    if (ended) {
      events.closeAll(run.id());
      children.end(run);
    }
  }

  private void perform(MemoryRun run, Effect effect) {
    switch (effect) {
      case Effect.InvokeAction call -> invoke(run, call);
      case Effect.CancelCall cancel -> calls.cancel(cancel.callId());
      case Effect.OpenEventWait wait ->
          post(
              run.id(),
              new Input.LookedBack(
                  "look:" + wait.waitId(), time.now(), wait.waitId(), events.open(run.id(), wait)));
      case Effect.CloseEventWait close -> events.close(close.waitId());
      case Effect.StartChild child -> children.start(run, child);
      case Effect.CancelChild cancel -> children.cancel(cancel);
    }
  }

  private void invoke(MemoryRun run, Effect.InvokeAction call) {
    calls.hand(run.id(), call);
    switch (ledger.claim(call)) {
      case MemoryLedger.Claim.Mine _ -> ask(run.id(), call);
      case MemoryLedger.Claim.Answered claim ->
          calls.schedule(time.now(), Duration.ZERO, call.callId(), claim.answer());
      case MemoryLedger.Claim.Queued _ -> calls.mark(call.callId(), HandedCall.Status.QUEUED);
    }
  }

  private void ask(UUID runId, Effect.InvokeAction call) {
    switch (script.reply(runId, call)) {
      case ActionScript.Reply.Answer reply ->
          calls.schedule(time.now(), reply.delay(), call.callId(), reply.answer());
      case ActionScript.Reply.Held _ -> {
        // Whoever drives the runtime will answer.
      }
    }
  }

  /** Calls that waited for a key try again, unless nobody waits for them any more. */
  private void settleKey(HandedCall handed, CallAnswer answer) {
    for (Effect.InvokeAction call : ledger.settle(handed.call(), answer)) {
      HandedCall waiting = calls.get(call.callId());
      if (waiting.status() == HandedCall.Status.QUEUED) invoke(run(waiting.runId()), call);
    }
  }

  private String postAnswer(UUID callId, CallAnswer answer) {
    HandedCall handed = calls.get(callId);
    UUID runId = handed.runId();
    settleKey(handed, answer);
    if (handed.status() == HandedCall.Status.OPEN) {
      boolean promised = answer instanceof CallAnswer.Pending;
      calls.mark(callId, promised ? HandedCall.Status.PROMISED : HandedCall.Status.ANSWERED);
    }
    String inputId = "answer:" + callId + ":" + handed.repeats();
    int attempt = handed.call().attempt();
    post(runId, new Input.CallFinished(inputId, time.now(), callId, attempt, answer));
    return inputId;
  }

  private Verdict verdict(UUID runId, String inputId) {
    Verdict verdict = run(runId).verdict(inputId);
    if (verdict == null) throw new IllegalStateException("expected " + inputId + " to be folded");
    return verdict;
  }

  private void jumpTo(Instant instant) {
    if (instant.isAfter(time.now())) {
      time.set(instant);
      trace.add(new TraceLine.Jumped(instant));
    }
  }

  @Nullable MemoryRun find(UUID runId) {
    return runs.get(runId);
  }

  MemoryWorkflows workflows() {
    return workflows;
  }

  private MemoryRun run(UUID runId) {
    MemoryRun run = runs.get(runId);
    if (run == null) throw new IllegalArgumentException("expected a run " + runId + ", but none");
    return run;
  }
}

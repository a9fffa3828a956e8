package dev.holdfast.testkit.contract;

import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.CompleteCallback;
import dev.holdfast.application.port.in.OperateRun;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.StartRun;
import dev.holdfast.application.port.out.EventRouter;
import dev.holdfast.application.port.out.Ids;
import dev.holdfast.application.service.Callbacks;
import dev.holdfast.application.service.RunOperations;
import dev.holdfast.application.view.Delivery;
import dev.holdfast.application.view.EventView;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Fiber;
import dev.holdfast.domain.run.Frame;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.testkit.Await;
import dev.holdfast.testkit.memory.MemoryRuntime;
import dev.holdfast.testkit.scenario.ScenarioDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Scenarios on a real engine, through the use cases that the API calls. After each step it waits
 * until everything is at rest: by conditions, not by the clock.
 */
public final class EngineDriver implements ScenarioDriver {
  // A server may take ten seconds to miss a worker, and half a minute to miss what it was at.
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  static final String REASON = "as the script says";
  static final Caller CALLER =
      new Caller(
          MemoryRuntime.TENANT,
          "tester",
          Permission.closure(List.of(Permission.values())),
          false,
          "0".repeat(32));

  private final EngineRig rig;
  private final ScenarioWorld world;
  private final Duration patience;
  // Read again when something has happened.
  private @Nullable Map<UUID, RunState> states;
  private @Nullable String unrest;
  private String told = "";
  private final AtomicLong orders = new AtomicLong();

  public EngineDriver(EngineRig rig) {
    this(rig, PATIENCE);
  }

  /**
   * @param patience how long anything may take to come to rest
   */
  EngineDriver(EngineRig rig, Duration patience) {
    this.rig = rig;
    this.patience = patience;
    this.world = new ScenarioWorld(rig);
    rig.enter(world);
  }

  ScenarioWorld world() {
    return world;
  }

  @Override
  public void publish(String workflow, Map<String, @Nullable Object> document) {
    world.workflows().publish(workflow, document);
  }

  @Override
  public void pause(String workflow) {
    world.workflows().pause(workflow);
  }

  @Override
  public void start(Start order) {
    Event event = order.event();
    StartRun.Origin origin =
        event == null
            ? new StartRun.Origin.Api(null, "scripted")
            : new StartRun.Origin.ByEvent(route(event).event(), 0);
    Map<String, String> tags = new LinkedHashMap<>();
    order.tags().forEach((name, value) -> tags.put(name, String.valueOf(value)));
    world.nextRun(order.runId());
    done(
        world.start(
            CALLER,
            new StartRun.Request(
                order.workflow(), order.version(), order.payload(), tags, origin)));
  }

  @Override
  public void replay(UUID runId, UUID newRunId, @Nullable Map<String, @Nullable Object> payload) {
    world.nextRun(newRunId);
    done(operations().replay(CALLER, runId, REASON, payload));
  }

  /** Settles after a start that must not be refused. */
  private void done(Outcome<?> outcome) {
    if (outcome instanceof Outcome.Refused<?> refused) {
      throw new IllegalArgumentException("expected a start, but " + refused.refusal().code());
    }
    settle();
  }

  OperateRun operations() {
    return new RunOperations(rig.engine(), rig.runs(), world, new OrderIds());
  }

  /** Orders have the ids that they have in memory. */
  private final class OrderIds implements Ids {
    @Override
    public UUID next() {
      return new UUID(0, orders.incrementAndGet());
    }

    @Override
    public String token() {
      return next().toString();
    }
  }

  @Override
  public Set<UUID> submit(Event event) {
    EventRouter.Routed routed = route(event);
    Set<UUID> takers = new LinkedHashSet<>();
    if (routed.duplicate()) return takers;
    EventView stored = rig.events().event(MemoryRuntime.TENANT, event.id());
    if (stored == null) throw new AssertionError("expected event " + event.id() + " to be stored");
    for (Delivery delivery : stored.deliveries()) {
      UUID runId = delivery.runId();
      if (runId != null && delivery.state() == Delivery.State.USED) takers.add(runId);
    }
    return takers;
  }

  private EventRouter.Routed route(Event event) {
    EventRouter.Routed routed = offer(event);
    settle();
    return routed;
  }

  /** Submits an event, and waits for nothing. */
  EventRouter.Routed offer(Event event) {
    return rig.router()
        .submit(
            new EventRouter.NewEvent(
                MemoryRuntime.TENANT,
                event.id(),
                event.name(),
                event.keys(),
                event.payload(),
                null,
                event.source(),
                null,
                null,
                0,
                List.of()));
  }

  @Override
  public List<Call> calls() {
    List<Call> all = new ArrayList<>();
    for (ScriptedCalls.Handed handed : world.calls().all()) {
      Effect.InvokeAction call = handed.call;
      RunState state = state(handed.runId);
      boolean awaited = callsOf(state).contains(call.callId());
      all.add(
          new Call(
              call.callId(),
              handed.runId,
              call.executionPath(),
              call.attempt(),
              call.actionId(),
              call.input(),
              call.idempotencyKey(),
              awaited && world.calls().isOpen(handed),
              isPromised(call.callId(), state)));
    }
    return all;
  }

  private static boolean isPromised(UUID callId, RunState state) {
    for (Fiber fiber : state.progress().fibers().values()) {
      if (fiber.top() instanceof Frame.Promised promised && promised.callId().equals(callId)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean answer(UUID callId, CallAnswer answer) {
    if (!world.calls().release(callId, answer)) return false;
    settle();
    return world.folds().took(world.calls().get(callId).runId, callId);
  }

  @Override
  public boolean callback(UUID callId, CallAnswer answer) {
    String token = world.calls().get(callId).token;
    Outcome<CompleteCallback.Applied> outcome = new Callbacks(rig.engine()).complete(token, answer);
    settle();
    return outcome instanceof Outcome.Ok<CompleteCallback.Applied> ok && ok.value().applied();
  }

  @Override
  public @Nullable String cancel(UUID runId, boolean force) {
    return refusal(operations().cancel(CALLER, runId, REASON, force));
  }

  @Override
  public @Nullable String refusesCommands() {
    return rig.refusesCommands();
  }

  @Override
  public @Nullable String command(UUID runId, Input.Command command) {
    return refusal(operations().command(CALLER, runId, REASON, command));
  }

  @Override
  public String refusal() {
    return told;
  }

  private @Nullable String refusal(Outcome<UUID> outcome) {
    settle();
    return switch (outcome) {
      case Outcome.Ok<UUID> _ -> null;
      case Outcome.Refused<UUID> refused -> {
        told = refused.refusal().message();
        yield refused.refusal().code();
      }
    };
  }

  @Override
  public void loseWorker() {
    world.calls().lose();
    rig.lose();
    settle();
  }

  @Override
  public void advance(Duration by) {
    Instant end = now().plus(by);
    settle();
    for (Instant due = nextDue(); due != null && !due.isAfter(end); due = nextDue()) {
      if (due.isAfter(now())) rig.set(due);
      settle();
    }
    rig.set(end);
    settle();
  }

  private @Nullable Instant nextDue() {
    Instant next = null;
    for (RunState state : states().values()) {
      Instant due = state.nextDue();
      if (due != null && (next == null || due.isBefore(next))) next = due;
    }
    return next;
  }

  @Override
  public void jump(Duration by) {
    rig.set(now().plus(by));
  }

  @Override
  public Instant now() {
    return rig.now();
  }

  @Override
  public boolean knows(UUID runId) {
    return states().containsKey(runId);
  }

  @Override
  public Set<UUID> runIds() {
    return states().keySet();
  }

  @Override
  public RunState state(UUID runId) {
    RunState state = states().get(runId);
    if (state == null) throw new IllegalArgumentException("expected a run " + runId);
    return state;
  }

  private Map<UUID, RunState> states() {
    Map<UUID, RunState> known = states;
    if (known == null) states = known = rig.states();
    return known;
  }

  @Override
  public List<JournalEntry> journal(UUID runId) {
    return rig.runs().journal(MemoryRuntime.TENANT, runId, 0, Integer.MAX_VALUE);
  }

  @Override
  public List<JournalEntry> foldAgain(UUID runId) {
    return world.folds().foldAgain(runId, state(runId));
  }

  // --- rest

  void settle() {
    rig.tick();
    try {
      Await.until("all runs come to rest", patience, () -> (unrest = unrest()) == null);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ": " + unrest, e);
    }
  }

  /** Looks twice at the engine, around the look at its states: work passes between the two. */
  private @Nullable String unrest() {
    states = null;
    long folds = world.folds().count();
    String found = underWay();
    if (found == null) found = unfinished();
    if (found == null) found = underWay();
    return found == null && folds != world.folds().count() ? "something was folded" : found;
  }

  private @Nullable String underWay() {
    String undelivered = world.calls().undelivered();
    return undelivered == null ? rig.unrest(world.calls().held()) : undelivered;
  }

  private @Nullable String unfinished() {
    Set<UUID> held = world.calls().held();
    for (RunState state : states().values()) {
      Instant due = state.nextDue();
      if (due != null && !due.isAfter(now())) return "a timer is due at " + due + " in " + state;
      if (!held.containsAll(callsOf(state))) return "a call was not handed out in " + state;
    }
    return null;
  }

  /** The calls whose answers a run waits for. */
  private static Set<UUID> callsOf(RunState state) {
    Set<UUID> calls = new LinkedHashSet<>();
    for (Fiber fiber : state.progress().fibers().values()) {
      if (fiber.top() instanceof Frame.Calling calling) calls.add(calling.callId());
    }
    return calls;
  }

  /** Ends what still lives, so that nothing wakes up in the next scenario. */
  @Override
  public void close() {
    for (Map.Entry<UUID, RunState> run : states().entrySet()) {
      if (run.getValue().status().ended()) continue;
      operations().cancel(CALLER, run.getKey(), REASON, true);
    }
    settle();
    world.calls().end();
    settle();
  }
}

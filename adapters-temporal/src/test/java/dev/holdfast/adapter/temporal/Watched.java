package dev.holdfast.adapter.temporal;

import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.InvokeAction;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.StartRun;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Fiber;
import dev.holdfast.domain.run.Frame;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Reducer;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Transition;
import dev.holdfast.testkit.contract.ScenarioWorld;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A scenario's world as the engine's workers see it, and what they have asked of it: by that a test
 * knows what is still to come. A worker may still be at what a scenario before has left behind, and
 * may replay its runs: that is not noticed. Thread-safe.
 */
final class Watched implements Reducer, StartRun, InvokeAction {
  private final ScenarioWorld world;
  private final Set<UUID> runs = new LinkedHashSet<>();
  private final Map<UUID, RunState> latest = new LinkedHashMap<>();
  private final Set<String> folded = new LinkedHashSet<>();
  private final Set<UUID> moved = new LinkedHashSet<>();
  private final Map<String, UUID> expected = new LinkedHashMap<>();
  private final Set<UUID> lost = new LinkedHashSet<>();
  private final Map<UUID, UUID> childrenAsked = new LinkedHashMap<>();
  private final Set<UUID> childrenStarted = new LinkedHashSet<>();
  private final Set<UUID> childrenToCancel = new LinkedHashSet<>();

  Watched(ScenarioWorld world) {
    this.world = world;
  }

  ScenarioWorld world() {
    return world;
  }

  /** A run of this scenario is about to be started, perhaps not for the first time. */
  synchronized void starting(UUID runId) {
    runs.add(runId);
  }

  @Override
  public Transition step(Program program, @Nullable RunState state, Input input) {
    Transition transition = world.step(program, state, input);
    notice(transition, input);
    return transition;
  }

  private synchronized void notice(Transition transition, Input input) {
    RunState after = transition.state();
    if (!runs.contains(after.start().runId())) return;
    latest.put(after.start().runId(), after);
    moved.add(after.start().runId());
    folded.add(input.id());
    if (input instanceof Input.CallLost loss) lost.remove(loss.callId());
    for (Effect effect : transition.effects()) {
      if (effect instanceof Effect.StartChild child) {
        childrenAsked.put(child.childRunId(), after.start().runId());
      }
      if (effect instanceof Effect.CancelChild c) childrenToCancel.add(c.childRunId());
    }
  }

  @Override
  public CallAnswer invoke(CallSite site, Effect.InvokeAction call) {
    expectOwn(site.runId());
    return world.invoke(site, call);
  }

  private synchronized void expectOwn(UUID runId) {
    if (!runs.contains(runId)) throw new IllegalStateException(runId + " is of another scenario");
  }

  @Override
  public Outcome<Started> start(Caller caller, Request request) {
    if (request.origin() instanceof Origin.ByParent parent) expectOwn(parent.parentRunId());
    Outcome<Started> outcome = world.start(caller, request);
    if (request.origin() instanceof Origin.ByParent parent) {
      synchronized (this) {
        childrenStarted.add(parent.childRunId());
      }
    }
    return outcome;
  }

  /** The runs that have folded something since this was asked last. */
  synchronized List<UUID> takeMoved() {
    List<UUID> taken = List.copyOf(moved);
    moved.clear();
    return taken;
  }

  /** They are to be named again. */
  synchronized void putBack(List<UUID> taken) {
    moved.addAll(taken);
  }

  /** A run will fold an input with this id, unless it ends before. */
  synchronized void expect(UUID runId, String inputId) {
    expected.put(inputId, runId);
  }

  /** Whoever waits for one of these calls will hear that it is lost. */
  synchronized void expectLosses(List<UUID> calls) {
    lost.addAll(calls);
  }

  /** A call that a run waits for, and will hear to be lost; null when there is none. */
  synchronized @Nullable UUID lossComing(RunState state) {
    for (Fiber fiber : state.progress().fibers().values()) {
      if (fiber.top() instanceof Frame.Calling calling && lost.contains(calling.callId())) {
        return calling.callId();
      }
    }
    return null;
  }

  /**
   * Says what is still to come.
   *
   * @param told what the database knows of every run
   * @param asked whether it knows that a run has asked for a child: what was folded for nothing,
   *     and is folded again with something before it, may ask for others
   */
  synchronized @Nullable String unrest(Map<UUID, RunState> told, BiPredicate<UUID, UUID> asked) {
    for (Map.Entry<UUID, UUID> child : childrenAsked.entrySet()) {
      // One that is taken back in the turn that asks for it is never begun.
      boolean settled =
          childrenStarted.contains(child.getKey()) || childrenToCancel.contains(child.getKey());
      if (!settled && asked.test(child.getValue(), child.getKey())) {
        return "child " + child.getKey() + " is to be started";
      }
    }
    for (Map.Entry<String, UUID> input : expected.entrySet()) {
      RunState run = told.get(input.getValue());
      boolean over = run == null || run.status().ended();
      if (!over && !folded.contains(input.getKey())) return input.getKey() + " is on its way";
    }
    for (UUID child : childrenToCancel) {
      RunState run = told.get(child);
      if (run != null && !run.status().ended() && run.cancelRequestedAt() == null) {
        return "child " + child + " is to be cancelled";
      }
    }
    for (RunState state : told.values()) {
      String unrest = unrest(state, told);
      if (unrest != null) return unrest;
    }
    return null;
  }

  private @Nullable String unrest(RunState state, Map<UUID, RunState> told) {
    UUID runId = state.start().runId();
    if (!state.equals(latest.get(runId))) return "run " + runId + " has more to tell";
    UUID call = lossComing(state);
    if (call != null) return "the loss of call " + call + " is on its way";
    for (Fiber fiber : state.progress().fibers().values()) {
      if (fiber.pace() == Fiber.Pace.READY) return "run " + runId + " goes on";
      if (fiber.top() instanceof Frame.Listening wait && !wait.armed()) {
        return "run " + runId + " looks back";
      }
      if (fiber.top() instanceof Frame.Parenting parenting) {
        RunState child = told.get(parenting.childRunId());
        if (child == null || child.status().ended()) return "run " + runId + " hears of its child";
      }
    }
    return null;
  }
}

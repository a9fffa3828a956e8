package dev.holdfast.testkit.contract;

import dev.holdfast.application.port.in.InvokeAction;
import dev.holdfast.application.port.out.Action;
import dev.holdfast.application.port.out.ActionLedger;
import dev.holdfast.application.port.out.Actions;
import dev.holdfast.application.port.out.JsonSchemas;
import dev.holdfast.application.service.ActionCalls;
import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.testkit.scenario.ScriptedActions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one scenario. Each goes through the service that keeps the ledger, and then blocks
 * in its action until the script releases the answer; an interrupt does not bring it back, as the
 * script may want it to answer late. Thread-safe.
 */
final class ScriptedCalls implements InvokeAction {
  private final ActionCalls service;
  private final EngineRig rig;
  private final ToIntFunction<UUID> place;
  private final Map<UUID, Handed> calls = new LinkedHashMap<>();
  private final Map<ActionLedger.Key, Integer> settled = new LinkedHashMap<>();
  private int nodesLost;

  /** A call as it was handed out; what changes is guarded by the calls. */
  static final class Handed {
    final UUID runId;
    final Effect.InvokeAction call;
    final String token;
    private CompletableFuture<CallAnswer> answer = new CompletableFuture<>();
    private boolean entered;
    private int underWay;
    private ActionLedger.@Nullable Key queuedFor;
    private int queuedAt;

    private Handed(UUID runId, Effect.InvokeAction call, String token) {
      this.runId = runId;
      this.call = call;
      this.token = token;
    }
  }

  /**
   * @param place of a call among all that runs have asked for
   */
  ScriptedCalls(EngineRig rig, ToIntFunction<UUID> place) {
    this.rig = rig;
    this.place = place;
    this.service = new ActionCalls(new Script(), new Watched(), new Anything());
  }

  @Override
  public CallAnswer invoke(CallSite site, Effect.InvokeAction call) {
    Handed handed;
    int node;
    synchronized (this) {
      handed = hand(site, call);
      node = nodesLost;
    }
    try {
      return service.invoke(site, call);
    } finally {
      // An interrupt may break the ledger's connection: it is asked again, or not.
      land(handed, node);
    }
  }

  /** What returns from a node that is gone is not counted any more. */
  private synchronized void land(Handed handed, int node) {
    if (node == nodesLost) handed.underWay--;
  }

  private Handed hand(CallSite site, Effect.InvokeAction call) {
    Handed handed =
        calls.computeIfAbsent(
            call.callId(), id -> new Handed(site.runId(), call, site.callbackToken()));
    handed.underWay++;
    return handed;
  }

  /** The action. */
  private Action.Answer act(String token) {
    CompletableFuture<CallAnswer> coming;
    synchronized (this) {
      Handed handed = byToken(token);
      handed.entered = true;
      handed.queuedFor = null;
      coming = handed.answer;
    }
    return switch (uninterrupted(coming)) {
      case CallAnswer.Done done -> new Action.Answer.Done(done.output());
      case CallAnswer.Failed failed -> {
        Long delay = failed.minimumDelayMs();
        yield new Action.Answer.Failed(
            failed.error(), delay == null ? null : Duration.ofMillis(delay));
      }
      case CallAnswer.Pending _ -> new Action.Answer.Pending();
    };
  }

  private Handed byToken(String token) {
    for (Handed handed : calls.values()) if (handed.token.equals(token)) return handed;
    throw new IllegalStateException("expected a call with this token");
  }

  private static CallAnswer uninterrupted(CompletableFuture<CallAnswer> coming) {
    while (true) {
      try {
        return coming.get();
      } catch (InterruptedException e) {
        // Cancelled: the script may want to see what becomes of its answer all the same.
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The node is lost: what was under way is never heard of, and may be handed out again. */
  synchronized void lose() {
    nodesLost++;
    for (Handed handed : calls.values()) {
      if (handed.underWay == 0) continue;
      handed.underWay = 0;
      handed.entered = false;
      handed.queuedFor = null;
      handed.answer = new CompletableFuture<>();
    }
  }

  /** Lets an action answer. False when it has answered before. */
  synchronized boolean release(UUID callId, CallAnswer answer) {
    Handed handed = get(callId);
    if (!handed.entered) throw new IllegalStateException("expected " + callId + " to be called");
    return handed.answer.complete(answer);
  }

  /** The scenario is over: nobody waits for what is still open. */
  synchronized void end() {
    RunError over =
        new RunError(
            ErrorCategory.CANCELLED, "OVER", "it is over", null, null, null, false, Map.of());
    for (Handed handed : calls.values()) {
      handed.answer.complete(new CallAnswer.Failed(over, null, List.of()));
    }
  }

  synchronized Handed get(UUID callId) {
    Handed handed = calls.get(callId);
    if (handed == null) throw new IllegalStateException("expected a call " + callId);
    return handed;
  }

  synchronized boolean isOpen(Handed handed) {
    return handed.entered && !handed.answer.isDone();
  }

  /** The calls that an action could answer now, awaited or not. */
  synchronized List<UUID> open() {
    List<UUID> open = new ArrayList<>();
    for (Handed handed : calls.values()) if (isOpen(handed)) open.add(handed.call.callId());
    return open;
  }

  /** Lets an action answer, unless it has, or is gone with its node. */
  synchronized void releaseIfOpen(UUID callId, CallAnswer answer) {
    if (isOpen(get(callId))) release(callId, answer);
  }

  /** All calls, in the order they were asked for. */
  synchronized List<Handed> all() {
    List<Handed> all = new ArrayList<>(calls.values());
    all.sort(Comparator.comparingInt(handed -> place.applyAsInt(handed.call.callId())));
    return all;
  }

  /** Calls that will stay as they are until the script does something. */
  synchronized Set<UUID> held() {
    Set<UUID> held = new LinkedHashSet<>();
    for (Handed handed : calls.values()) {
      ActionLedger.Key key = handed.queuedFor;
      boolean queued = key != null && handed.queuedAt == settled.getOrDefault(key, 0);
      if (queued || isOpen(handed)) held.add(handed.call.callId());
    }
    return held;
  }

  /** A released answer that is still on its way through the ledger; null when none is. */
  synchronized @Nullable String undelivered() {
    for (Handed handed : calls.values()) {
      if (handed.underWay == 0 || !handed.answer.isDone()) continue;
      Effect.InvokeAction call = handed.call;
      return "the answer to %s #%d of run %s is on its way%s"
          .formatted(
              call.executionPath(),
              call.attempt(),
              handed.runId,
              handed.queuedFor == null ? "" : ", behind " + handed.queuedFor);
    }
    return null;
  }

  private synchronized int settledTimes(ActionLedger.Key key) {
    return settled.getOrDefault(key, 0);
  }

  private synchronized void queued(UUID callId, ActionLedger.Key key, int times) {
    Handed handed = get(callId);
    handed.queuedFor = key;
    handed.queuedAt = times;
  }

  private synchronized void settled(ActionLedger.Key key) {
    settled.merge(key, 1, Integer::sum);
  }

  /** The ledger, and who waits for whom in it. */
  private final class Watched implements ActionLedger {
    @Override
    public Claim claim(Key key, String inputHash, UUID callId) {
      // What is asked before a settlement and answered after it does not count as queued.
      int times = settledTimes(key);
      Claim claim = rig.ledger().claim(key, inputHash, callId);
      if (claim instanceof Claim.InProgress) queued(callId, key, times);
      return claim;
    }

    @Override
    public void succeeded(Key key, UUID callId, @Nullable Object output) {
      rig.ledger().succeeded(key, callId, output);
      settled(key);
    }

    @Override
    public void released(Key key, UUID callId) {
      rig.ledger().released(key, callId);
      settled(key);
    }
  }

  private final class Script implements Actions {
    @Override
    public @Nullable Action find(String actionId, int version) {
      for (Action action : all()) {
        Action.Descriptor descriptor = action.descriptor();
        if (descriptor.actionId().equals(actionId) && descriptor.version() == version) {
          return action;
        }
      }
      return null;
    }

    @Override
    public List<Action> all() {
      List<Action> all = new ArrayList<>();
      for (Action.Descriptor descriptor : ScriptedActions.all()) all.add(new Scripted(descriptor));
      return all;
    }
  }

  private final class Scripted implements Action {
    private final Descriptor descriptor;

    Scripted(Descriptor descriptor) {
      this.descriptor = descriptor;
    }

    @Override
    public Descriptor descriptor() {
      return descriptor;
    }

    @Override
    public @Nullable String ownKey(Map<String, @Nullable Object> input) {
      return null;
    }

    @Override
    public Answer call(Call call) {
      return act(call.callbackToken());
    }
  }

  /** The scripted actions take and give anything. */
  private static final class Anything implements JsonSchemas {
    @Override
    public Schema compile(@Nullable Object schema) {
      return json -> List.of();
    }
  }
}

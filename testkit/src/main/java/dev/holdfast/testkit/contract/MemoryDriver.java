package dev.holdfast.testkit.contract;

import dev.holdfast.adapter.jsonata.JsonataExpressions;
import dev.holdfast.domain.expression.ExpressionEngine;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.Reducer;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Verdict;
import dev.holdfast.testkit.SettableTime;
import dev.holdfast.testkit.memory.ActionScript;
import dev.holdfast.testkit.memory.EventReceipt;
import dev.holdfast.testkit.memory.HandedCall;
import dev.holdfast.testkit.memory.MemoryRuntime;
import dev.holdfast.testkit.memory.MemoryWorkflows;
import dev.holdfast.testkit.memory.NewEvent;
import dev.holdfast.testkit.memory.StartOrder;
import dev.holdfast.testkit.scenario.ScenarioDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Scenarios on the runtime in memory. */
public final class MemoryDriver implements ScenarioDriver {
  private final MemoryWorkflows workflows;
  private final MemoryRuntime runtime;
  private String told = "";

  /** With the interpreter and the language that the product has. */
  public MemoryDriver() {
    this(new Interpreter(), new JsonataExpressions(), UnaryOperator.identity());
  }

  /**
   * @param between see {@link MemoryRuntime}
   */
  public MemoryDriver(
      Reducer reducer, ExpressionEngine expressions, UnaryOperator<RunState> between) {
    this(reducer, expressions, between, new SettableTime());
  }

  /**
   * As above, beginning at another time than scenarios do.
   *
   * @param time moved by nobody else
   */
  public MemoryDriver(
      Reducer reducer,
      ExpressionEngine expressions,
      UnaryOperator<RunState> between,
      SettableTime time) {
    this.workflows = new MemoryWorkflows(expressions, new ScriptedCatalog());
    this.runtime = new MemoryRuntime(reducer, workflows, ActionScript.holding(), time, between);
  }

  /** The runtime behind, for what only it can tell. */
  public MemoryRuntime runtime() {
    return runtime;
  }

  @Override
  public void publish(String workflow, Map<String, @Nullable Object> document) {
    workflows.publish(workflow, document);
  }

  @Override
  public void pause(String workflow) {
    workflows.pause(workflow);
  }

  @Override
  public void start(Start order) {
    Event event = order.event();
    EventReceipt receipt = event == null ? null : runtime.submit(newEvent(event));
    runtime.start(
        new StartOrder(
            order.runId(),
            order.workflow(),
            order.version(),
            order.payload(),
            order.tags(),
            receipt == null ? null : receipt.event()));
  }

  @Override
  public void replay(UUID runId, UUID newRunId, @Nullable Map<String, @Nullable Object> payload) {
    runtime.replay(runId, newRunId, payload);
  }

  @Override
  public Set<UUID> submit(Event event) {
    return runtime.submit(newEvent(event)).takers();
  }

  @Override
  public List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    for (HandedCall handed : runtime.calls()) {
      calls.add(
          new Call(
              handed.call().callId(),
              handed.runId(),
              handed.call().executionPath(),
              handed.call().attempt(),
              handed.call().actionId(),
              handed.call().input(),
              handed.call().idempotencyKey(),
              handed.status() == HandedCall.Status.OPEN,
              handed.status() == HandedCall.Status.PROMISED));
    }
    return calls;
  }

  @Override
  public boolean answer(UUID callId, CallAnswer answer) {
    return runtime.answer(callId, answer) instanceof Verdict.Applied;
  }

  @Override
  public boolean callback(UUID callId, CallAnswer answer) {
    return runtime.callback(callId, answer) instanceof Verdict.Applied;
  }

  @Override
  public @Nullable String cancel(UUID runId, boolean force) {
    return refusal(runtime.cancel(runId, "as the script says", force));
  }

  @Override
  public @Nullable String refusesCommands() {
    return null;
  }

  @Override
  public @Nullable String command(UUID runId, Input.Command command) {
    return refusal(runtime.command(runId, "as the script says", command));
  }

  @Override
  public String refusal() {
    return told;
  }

  @Override
  public void loseWorker() {
    for (UUID runId : runtime.runIds()) {
      if (!runtime.state(runId).status().ended()) runtime.loseWorker(runId);
    }
  }

  @Override
  public void advance(Duration by) {
    runtime.advance(by);
  }

  @Override
  public void jump(Duration by) {
    runtime.jump(by);
  }

  @Override
  public Instant now() {
    return runtime.now();
  }

  @Override
  public boolean knows(UUID runId) {
    return runtime.knows(runId);
  }

  @Override
  public Set<UUID> runIds() {
    return new LinkedHashSet<>(runtime.runIds());
  }

  @Override
  public RunState state(UUID runId) {
    return runtime.state(runId);
  }

  @Override
  public List<JournalEntry> journal(UUID runId) {
    return runtime.journal(runId);
  }

  @Override
  public List<JournalEntry> foldAgain(UUID runId) {
    return runtime.foldAgain(runId);
  }

  @Override
  public void close() {
    // Nothing but memory.
  }

  private static NewEvent newEvent(Event event) {
    return new NewEvent(
        event.id(), event.name(), event.keys(), event.payload(), event.source(), null);
  }

  private @Nullable String refusal(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Applied _ -> null;
      case Verdict.Refused refused -> {
        told = refused.message();
        yield refused.reason().name();
      }
    };
  }
}

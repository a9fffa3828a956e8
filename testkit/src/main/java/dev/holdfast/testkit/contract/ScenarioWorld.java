package dev.holdfast.testkit.contract;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.adapter.jsonata.JsonataExpressions;
import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.InvokeAction;
import dev.holdfast.application.port.in.LoadProgram;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.PinProgram;
import dev.holdfast.application.port.in.StartRun;
import dev.holdfast.application.port.out.Ids;
import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.application.service.ProgramPins;
import dev.holdfast.application.service.RunStarts;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.expression.ExpressionEngine;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.Reducer;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Transition;
import dev.holdfast.testkit.memory.MemoryWorkflows;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What an engine meets in one scenario: the workflows that the script published, the actions that
 * answer when it says so, and the one door for starts. A reducer, too: what is folded, the driver
 * wants to know. Thread-safe.
 */
public final class ScenarioWorld
    implements Reducer, LoadProgram, PinProgram, InvokeAction, StartRun {
  private static final JsonText TEXT = new JacksonJsonText();

  private final EngineRig rig;
  private final ExpressionEngine expressions = new JsonataExpressions();
  private final MemoryWorkflows workflows;
  private final ScriptedCalls calls;
  private final RecordedFolds folds;
  private final Queue<UUID> runIds = new ConcurrentLinkedQueue<>();

  ScenarioWorld(EngineRig rig) {
    this.rig = rig;
    this.workflows = new MemoryWorkflows(expressions, new ScriptedCatalog());
    this.folds = new RecordedFolds(new Interpreter());
    this.calls = new ScriptedCalls(rig, folds::place);
  }

  MemoryWorkflows workflows() {
    return workflows;
  }

  ScriptedCalls calls() {
    return calls;
  }

  RecordedFolds folds() {
    return folds;
  }

  /** The id of the run that is started next. */
  void nextRun(UUID runId) {
    runIds.add(runId);
  }

  @Override
  public Transition step(Program program, @Nullable RunState state, Input input) {
    return folds.step(program, state, input);
  }

  @Override
  public Program program(String tenantId, UUID workflowId, int version) {
    String key = workflows.keyOf(workflowId);
    Program program = key == null ? null : workflows.program(key, version);
    if (program == null) {
      throw new IllegalStateException("expected version " + version + " of " + workflowId);
    }
    return program;
  }

  @Override
  public Pinned pin(String tenantId, UUID workflowId, int version) {
    String key = workflows.keyOf(workflowId);
    Map<String, @Nullable Object> document = key == null ? null : workflows.document(key, version);
    if (document == null) {
      throw new IllegalStateException("expected version " + version + " of " + workflowId);
    }
    return ProgramPins.pin(TEXT.write(document), TEXT, workflows.catalog(), expressions);
  }

  @Override
  public Program compile(Pinned pinned) {
    return ProgramPins.compile(pinned, TEXT, expressions);
  }

  @Override
  public CallAnswer invoke(CallSite site, Effect.InvokeAction call) {
    return calls.invoke(site, call);
  }

  @Override
  public Outcome<Started> start(Caller caller, Request request) {
    return new RunStarts(
            new ScriptedPublications(workflows),
            rig.engine(),
            rig.runs(),
            rig::now,
            new ScriptedIds())
        .start(caller, request);
  }

  /** Runs have the ids that the script gives them. */
  private final class ScriptedIds implements Ids {
    @Override
    public UUID next() {
      UUID next = runIds.poll();
      if (next == null) throw new IllegalStateException("expected the script to start a run");
      return next;
    }

    @Override
    public String token() {
      throw new UnsupportedOperationException("a start needs no token");
    }
  }
}

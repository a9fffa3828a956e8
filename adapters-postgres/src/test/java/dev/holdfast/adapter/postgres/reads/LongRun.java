package dev.holdfast.adapter.postgres.reads;

import dev.holdfast.domain.definition.Lookback;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.definition.Step;
import dev.holdfast.domain.definition.StepList;
import dev.holdfast.domain.definition.Value;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.CallAnswer.LogLine;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.Semantics;
import dev.holdfast.domain.run.Transition;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * A long run, folded by the real interpreter: while one branch waits for an event, another calls an
 * action inside an {@code if} for each item of a list; every hundredth call writes a line.
 */
final class LongRun {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  private final Interpreter interpreter = new Interpreter();
  private final List<Transition> transitions = new ArrayList<>();
  private final Deque<Effect.InvokeAction> calls = new ArrayDeque<>();
  private final Program program;
  private long inputs;

  private LongRun(Program program) {
    this.program = program;
  }

  /** The transitions of a run that has taken that many items and has ended. */
  static List<Transition> of(UUID runId, String tenant, int items) {
    LongRun run = new LongRun(program(items));
    run.go(runId, tenant);
    return run.transitions;
  }

  private void go(UUID runId, String tenant) {
    RunStart start =
        new RunStart(
            runId,
            tenant,
            StoredRuns.workflowId("long"),
            1,
            Map.of(),
            Map.of(),
            null,
            null,
            false,
            Semantics.of(program));
    fold(id -> new Input.Started(id, AT, start));
    UUID wait = transitions.getFirst().state().waits().getFirst().waitId();
    fold(id -> new Input.LookedBack(id, AT, wait, List.of()));
    for (long call = 1; !calls.isEmpty(); call++) answer(calls.remove(), call % 100 == 0);
    fold(id ->
        new Input.OperatorCommand(
            id, AT, "go on", new Input.Command.Resume(wait, Json.EMPTY_OBJECT, false)));
    while (!calls.isEmpty()) answer(calls.remove(), false);
    if (!transitions.getLast().state().status().ended()) {
      throw new AssertionError("expected an end, but " + transitions.getLast().state().waits());
    }
  }

  private void answer(Effect.InvokeAction call, boolean logs) {
    List<LogLine> lines =
        logs ? List.of(new LogLine("info", "hundred more", Json.EMPTY_OBJECT)) : List.of();
    fold(id ->
        new Input.CallFinished(
            id, AT, call.callId(), call.attempt(), new CallAnswer.Done(null, lines)));
  }

  private void fold(Function<String, Input> input) {
    Transition done =
        interpreter.step(
            program,
            transitions.isEmpty() ? null : transitions.getLast().state(),
            input.apply("input-" + inputs++));
    keep(done);
    while (done.more()) {
      done = interpreter.step(program, done.state(), new Input.Continue("input-" + inputs++, AT));
      keep(done);
    }
  }

  private void keep(Transition transition) {
    transitions.add(transition);
    for (Effect effect : transition.effects()) {
      if (effect instanceof Effect.InvokeAction call) calls.add(call);
    }
  }

  private static Program program(int items) {
    String loop = "root.steps[0].branches[work].steps[0]";
    String choice = loop + ".body.steps[0]";
    Step.If inner =
        new Step.If(
            head("control.if", choice),
            new Value.Literal(true),
            list(choice + ".then", call(choice + ".then.steps[0]")),
            null);
    Step.ForEach work =
        new Step.ForEach(
            head("control.forEach", loop),
            new Value.Literal(Json.of(Collections.nCopies(items, 1L))),
            "item",
            1,
            list(loop + ".body", inner),
            false,
            null,
            null);
    Step.WaitForEvent wait =
        new Step.WaitForEvent(
            head("event.wait", "root.steps[0].branches[wait].steps[0]"),
            "paid",
            new Value.Literal("k"),
            List.of(),
            null,
            List.of(),
            new Lookback.None(),
            false);
    Step.Parallel both =
        new Step.Parallel(
            head("control.parallel", "root.steps[0]"),
            List.of(
                new Step.Parallel.Branch("wait", list("root.steps[0].branches[wait]", wait)),
                new Step.Parallel.Branch("work", list("root.steps[0].branches[work]", work))),
            2,
            true);
    return new Program(
        "long",
        list("root", both, call("root.steps[1]")),
        List.of(),
        null,
        null,
        null,
        null,
        null,
        "none");
  }

  private static Step call(String path) {
    return new Step.CallAction(
        head("action.call", path), "noop", 1, new Value.Literal(Map.of()), null, null, null, 1000);
  }

  private static StepList list(String path, Step... steps) {
    return new StepList(path, List.of(steps));
  }

  private static Step.Head head(String type, String path) {
    return new Step.Head(path, type, null, path, false);
  }
}

package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.NewRun;
import dev.holdfast.application.port.out.RunLease;
import dev.holdfast.application.port.out.RunWrite;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.definition.Step;
import dev.holdfast.domain.definition.StepList;
import dev.holdfast.domain.definition.Value;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Semantics;
import dev.holdfast.domain.run.Transition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run of three calls, folded by the real interpreter, as writes for the store. */
final class SampleRun {
  static final int NODE = 7;
  static final String TENANT = "acme";
  private static final Program PROGRAM = program();

  final UUID id;
  private final Interpreter interpreter = new Interpreter();
  private final @Nullable UUID parent;
  private final @Nullable String startKey;
  private final String workflowKey;
  private @Nullable RunState state;
  private List<Effect> effects = List.of();

  private SampleRun(UUID id, @Nullable UUID parent, @Nullable String startKey, String workflowKey) {
    this.id = id;
    this.parent = parent;
    this.startKey = startKey;
    this.workflowKey = workflowKey;
  }

  static SampleRun of(UUID id) {
    return new SampleRun(id, null, null, "sample");
  }

  static SampleRun withKey(UUID id, String startKey) {
    return new SampleRun(id, null, startKey, "sample");
  }

  static SampleRun childOf(UUID id, UUID parent) {
    return new SampleRun(id, parent, null, "sample");
  }

  /** One that no database can store: text columns have no NUL. */
  static SampleRun unstorable(UUID id) {
    return new SampleRun(id, null, null, "sam\0ple");
  }

  private static Program program() {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String path = "root.steps[" + i + "]";
      Step.Head head = new Step.Head("s" + i, "action.call", null, path, false);
      steps.add(
          new Step.CallAction(
              head, "noop", 1, new Value.Literal(Map.of()), null, null, null, 1000));
    }
    return new Program(
        "sample", new StepList("root", steps), List.of(), null, null, null, null, null, "none");
  }

  /** The first write. */
  RunWrite begin() {
    Instant at = Instant.now().truncatedTo(ChronoUnit.MICROS);
    RunStart start =
        new RunStart(
            id,
            TENANT,
            new UUID(1, 1),
            1,
            Map.of(),
            Map.of(),
            null,
            parent,
            parent != null,
            Semantics.of(PROGRAM));
    NewRun created =
        new NewRun(
            start,
            workflowKey,
            "hash",
            startKey,
            startKey == null ? null : "request",
            "api",
            id,
            null,
            0,
            0,
            "tester",
            "0".repeat(32),
            at);
    return fold(new Input.Started("start", at, start), created, 1, new RunWrite.Keep.Held());
  }

  /** The write that the answer to the call in flight makes. */
  RunWrite answer(long fence) {
    return answer(fence, new RunWrite.Keep.Held());
  }

  RunWrite answer(long fence, RunWrite.Keep keep) {
    if (!(effects.getFirst() instanceof Effect.InvokeAction call)) {
      throw new AssertionError("expected a call, but " + effects);
    }
    Instant at = Instant.now().truncatedTo(ChronoUnit.MICROS);
    CallAnswer answer = new CallAnswer.Done(null, List.of());
    Input input =
        new Input.CallFinished("call:" + call.callId(), at, call.callId(), call.attempt(), answer);
    return fold(input, null, fence, keep);
  }

  /** A write that cancels the run, and tells the parent. */
  RunWrite cancel(long fence, List<RunWrite.Outgoing> outgoing) {
    Instant at = Instant.now().truncatedTo(ChronoUnit.MICROS);
    RunWrite write =
        fold(
            new Input.CancelRequested("cancel", at, "because", true),
            null,
            fence,
            new RunWrite.Keep.Released(null, false));
    return new RunWrite(
        write.lease(),
        null,
        write.before(),
        write.after(),
        write.journal(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        outgoing,
        write.keep());
  }

  private RunWrite fold(Input input, @Nullable NewRun created, long fence, RunWrite.Keep keep) {
    RunState before = state;
    Transition transition = interpreter.step(PROGRAM, before, input);
    state = transition.state();
    effects = transition.effects();
    return new RunWrite(
        new RunLease(id, NODE, fence),
        created,
        before,
        transition.state(),
        transition.journal(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        keep);
  }
}

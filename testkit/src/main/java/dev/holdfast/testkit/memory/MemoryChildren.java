package dev.holdfast.testkit.memory;

import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Semantics;
import java.util.Map;
import java.util.UUID;

/** Starts and cancels children, and tells parents how they ended. */
final class MemoryChildren {
  private static final int DEEPEST = 32;

  private final MemoryRuntime runtime;

  MemoryChildren(MemoryRuntime runtime) {
    this.runtime = runtime;
  }

  /** Starts a child once; for one that has ended, tells its parent again. */
  void start(MemoryRun parent, Effect.StartChild order) {
    MemoryRun existing = runtime.find(order.childRunId());
    if (existing != null) {
      if (existing.state().status().ended()) end(existing);
      return;
    }
    if (parent.depth() >= DEEPEST) {
      String message = "expected runs to call each other at most " + DEEPEST + " levels deep";
      refuse(parent, order, "RUN_TREE_TOO_DEEP", message);
      return;
    }
    switch (runtime.workflows().find(order.workflow(), order.version())) {
      case MemoryWorkflows.Found.Refused refused ->
          refuse(parent, order, refused.code(), refused.message());
      case MemoryWorkflows.Found.Pinned pinned -> {
        RunStart start =
            new RunStart(
                order.childRunId(),
                MemoryRuntime.TENANT,
                pinned.workflowId(),
                pinned.version(),
                order.payload(),
                Map.of(),
                null,
                parent.id(),
                !order.detached(),
                Semantics.of(pinned.program()));
        runtime.open(new MemoryRun(start, pinned.key(), pinned.program(), parent.depth() + 1));
      }
    }
  }

  void cancel(Effect.CancelChild order) {
    MemoryRun child = runtime.find(order.childRunId());
    if (child == null) return;
    String inputId = "parent-cancel:" + order.childRunId();
    runtime.post(
        child.id(), new Input.CancelRequested(inputId, runtime.now(), order.reason(), false));
  }

  /** Tells the parent, if it waits, how a child ended. */
  void end(MemoryRun run) {
    UUID parentId = run.start().parentRunId();
    if (parentId == null || !run.start().attached()) return;
    RunState state = run.state();
    Input.ChildResult result =
        new Input.ChildResult(
            state.status(),
            state.output(),
            state.error(),
            state.payload(),
            state.vars(),
            state.meta());
    String inputId = "child:" + run.id();
    runtime.post(parentId, new Input.ChildFinished(inputId, runtime.now(), run.id(), result));
  }

  private void refuse(MemoryRun parent, Effect.StartChild order, String code, String message) {
    RunError error =
        new RunError(ErrorCategory.CHILD_RUN, code, message, null, null, null, true, Map.of());
    String inputId = "refused:" + order.childRunId();
    Input input = new Input.ChildRefused(inputId, runtime.now(), order.childRunId(), error);
    runtime.post(parent.id(), input);
  }
}

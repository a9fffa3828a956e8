package dev.holdfast.adapter.quartz;

import dev.holdfast.application.port.out.RunStore;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What one run has under way outside: its calls, and the starts of its children. Thread-safe. */
final class Errands {
  private final Node node;
  private final ActiveRun run;
  private final Calls calls;
  private final AtomicInteger startingChildren = new AtomicInteger();

  Errands(Node node, ActiveRun run) {
    this.node = node;
    this.run = run;
    this.calls = new Calls(node, run);
  }

  Calls calls() {
    return calls;
  }

  boolean hasChildrenStarting() {
    return startingChildren.get() > 0;
  }

  boolean isEmpty() {
    return calls.isEmpty() && !hasChildrenStarting();
  }

  /**
   * Begins what a durable state asks for; called by whoever has the turn.
   *
   * @return a call that is prepared and left to the caller to carry out; null for none
   */
  Effect.@Nullable InvokeAction begin(List<Effect> effects) {
    Effect.@Nullable InvokeAction last = null;
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.InvokeAction call -> {
          if (!calls.prepare(call)) continue;
          if (last != null) carryOut(last);
          last = call;
        }
        case Effect.CancelCall cancel -> calls.cancel(cancel.callId());
        case Effect.StartChild child -> start(child);
        // Written with the state, or about to be written.
        case Effect.OpenEventWait open -> {}
        case Effect.CloseEventWait close -> {}
        case Effect.CancelChild cancel -> {}
      }
    }
    return last;
  }

  /** Carries a prepared call out on a thread of its own. */
  void carryOut(Effect.InvokeAction call) {
    Thread.startVirtualThread(() -> calls.carryOut(call));
  }

  /** The run leaves this node: what is under way counts no more, but detached children do. */
  void leave(List<Effect> effects) {
    calls.cancelAll();
    for (Effect effect : effects) {
      if (effect instanceof Effect.StartChild child && child.detached()) start(child);
    }
  }

  private void start(Effect.StartChild child) {
    startingChildren.incrementAndGet();
    Thread.startVirtualThread(() -> {
      try {
        new Children(node)
            .start(
                new RunStore.ChildToStart(run.tenantId(), run.id(), run.facts(), child),
                () -> child.detached() ? !node.closed() : !run.isGone(),
                error -> refused(child, error));
      } finally {
        startingChildren.decrementAndGet();
        run.wake();
      }
    });
  }

  private void refused(Effect.StartChild child, RunError error) {
    run.offer(
        new Input.ChildRefused(
            "refused:" + child.childRunId(), node.ports().time().now(), child.childRunId(), error));
  }
}

package dev.holdfast.adapter.quartz;

import dev.holdfast.application.driver.Batch;
import dev.holdfast.application.driver.ChildEnds;
import dev.holdfast.application.port.out.RunWrite;
import dev.holdfast.application.port.out.RunWrite.Keep;
import dev.holdfast.application.port.out.RunWrite.Outgoing;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Turns a batch into the write that makes it durable. */
final class Writing {
  private static final Keep HELD = new Keep.Held();

  private Writing() {}

  static RunWrite of(
      Node node, ActiveRun run, Batch batch, List<UUID> armed, List<RunWrite.Taken> taken) {
    Keep keep = keep(node, run, batch);
    batch.asks(keep);
    return new RunWrite(
        run.lease(),
        run.createdNow(),
        batch.before(),
        batch.state(),
        batch.journal(),
        armed,
        taken,
        batch.settled(),
        detached(batch),
        outgoing(node, run, batch),
        keep);
  }

  private static List<Effect.StartChild> detached(Batch batch) {
    List<Effect.StartChild> detached = new ArrayList<>();
    for (Effect effect : batch.effects()) {
      if (effect instanceof Effect.StartChild child && child.detached()) detached.add(child);
    }
    return detached;
  }

  private static List<Outgoing> outgoing(Node node, ActiveRun run, Batch batch) {
    List<Outgoing> outgoing = new ArrayList<>();
    for (Effect effect : batch.effects()) {
      if (effect instanceof Effect.CancelChild cancel) {
        Input input =
            new Input.CancelRequested(
                "parent:" + run.id(), node.ports().time().now(), cancel.reason(), false);
        outgoing.add(new Outgoing(cancel.childRunId(), input));
      }
    }
    RunState before = batch.before();
    RunState after = batch.state();
    UUID parent = ChildEnds.waitingParent(after);
    boolean endsNow = after.status().ended() && (before == null || !before.status().ended());
    if (endsNow && parent != null) {
      outgoing.add(new Outgoing(parent, ChildEnds.of(after, node.ports().time().now())));
    }
    return outgoing;
  }

  private static Keep keep(Node node, ActiveRun run, Batch batch) {
    RunState after = batch.state();
    if (!run.desk().isQuiet()) return HELD;
    if (after.status().ended()) return new Keep.Released(null, false);
    boolean outstanding = batch.asksForWork() || batch.more() || !batch.openings().isEmpty();
    boolean underWay =
        run.errands().hasChildrenStarting() || run.errands().calls().hasOtherThan(cancelled(batch));
    Instant now = node.ports().time().now();
    // A parent's cancel may have come before its child was there: the mailbox is read first.
    boolean unread = run.createdNow() != null && after.start().parentRunId() != null;
    if (run.passesOn() && !underWay) {
      return new Keep.Released(outstanding || unread ? now : after.nextDue(), outstanding);
    }
    if (outstanding || underWay || unread || isNear(node, after, now)) return HELD;
    return new Keep.Released(after.nextDue(), false);
  }

  /** Nothing happens in the run on this node, and its next timer is far. */
  static boolean mayRest(Node node, ActiveRun run, RunState state) {
    if (!run.desk().isQuiet() || !run.errands().isEmpty()) return false;
    return run.passesOn()
        || state.status().ended()
        || !isNear(node, state, node.ports().time().now());
  }

  private static boolean isNear(Node node, RunState state, Instant now) {
    Instant due = state.nextDue();
    return due != null && !due.isAfter(now.plus(node.settings().near()));
  }

  private static Set<UUID> cancelled(Batch batch) {
    Set<UUID> cancelled = new HashSet<>();
    for (Effect effect : batch.effects()) {
      if (effect instanceof Effect.CancelCall cancel) cancelled.add(cancel.callId());
    }
    return cancelled;
  }
}

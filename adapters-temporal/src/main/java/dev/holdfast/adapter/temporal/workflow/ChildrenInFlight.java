package dev.holdfast.adapter.temporal.workflow;

import dev.holdfast.adapter.temporal.wire.CancelOrder;
import dev.holdfast.adapter.temporal.wire.ChildOrder;
import dev.holdfast.adapter.temporal.wire.RunActivities;
import dev.holdfast.application.codec.InputCodec;
import dev.holdfast.application.port.out.RunFacts;
import dev.holdfast.application.port.out.RunStore.ChildToStart;
import dev.holdfast.domain.run.Effect;
import io.temporal.workflow.Promise;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Children that are being started or cancelled; each waits its turn. For workflow code. */
final class ChildrenInFlight {
  private final String tenantId;
  private final UUID runId;
  private final RunFacts facts;
  private final Inbox inbox;
  private final Trouble trouble;
  private final Portions portions;
  private final Map<UUID, Promise<byte[]>> starting = new TreeMap<>();
  private int underWay;

  ChildrenInFlight(
      String tenantId,
      UUID runId,
      RunFacts facts,
      Inbox inbox,
      Trouble trouble,
      Portions portions) {
    this.tenantId = tenantId;
    this.runId = runId;
    this.facts = facts;
    this.inbox = inbox;
    this.trouble = trouble;
    this.portions = portions;
  }

  boolean isEmpty() {
    return underWay == 0;
  }

  void start(Effect.StartChild child) {
    if (starting.containsKey(child.childRunId())) return;
    byte[] order = new ChildOrder(new ChildToStart(tenantId, runId, facts, child)).toBytes();
    portions.take(order.length);
    Promise<byte[]> started =
        Stubs.untilDone().executeAsync(RunActivities.START_CHILD, byte[].class, (Object) order);
    underWay++;
    starting.put(
        child.childRunId(),
        started.handle((refusal, failure) -> {
          underWay--;
          starting.remove(child.childRunId());
          trouble.met(failure);
          if (failure == null && refusal.length > 0) inbox.add(InputCodec.decode(refusal));
          return refusal;
        }));
  }

  /** A cancel must not be earlier than the start. */
  @SuppressWarnings("FutureReturnValueIgnored")
  void cancel(Effect.CancelChild cancel) {
    byte[] order = new CancelOrder(runId, cancel.childRunId(), cancel.reason()).toBytes();
    underWay++;
    Promise<byte[]> start = starting.get(cancel.childRunId());
    Promise<Void> sent =
        start == null ? send(order) : start.handle((r, f) -> r).thenCompose(r -> send(order));
    sent.handle((nothing, failure) -> {
      underWay--;
      trouble.met(failure);
      return null;
    });
  }

  private static Promise<Void> send(byte[] order) {
    return Stubs.untilDone().executeAsync(RunActivities.CANCEL_CHILD, Void.class, (Object) order);
  }
}

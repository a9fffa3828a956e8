package dev.holdfast.adapter.temporal;

import dev.holdfast.application.port.out.RunFacts;
import dev.holdfast.application.port.out.RunStore.ChildToStart;

/** A child's start as bytes. */
record ChildOrder(ChildToStart child) {
  private static final int VERSION = 1;

  byte[] toBytes() {
    RunFacts parent = child.parent();
    WireOut out = new WireOut(VERSION);
    out.text(child.tenantId()).uuid(child.parentRunId());
    out.text(parent.principal()).text(parent.traceId()).uuid(parent.rootRunId());
    out.number(parent.depth()).number(parent.causalDepth());
    return out.bytes(EffectBytes.of(child.effect())).toBytes();
  }

  static ChildOrder of(byte[] bytes) {
    WireIn in = new WireIn(bytes, VERSION, "a child's order");
    return new ChildOrder(
        new ChildToStart(
            in.text(),
            in.uuid(),
            new RunFacts(in.text(), in.text(), in.uuid(), in.count(), in.count()),
            EffectBytes.child(in.bytes())));
  }
}

package dev.holdfast.adapter.temporal.wire;

import dev.holdfast.application.port.out.RunStore.ChildToStart;

/** A child's start as bytes. */
public record ChildOrder(ChildToStart child) {
  private static final int VERSION = 1;

  public byte[] toBytes() {
    WireOut out = new WireOut(VERSION);
    out.text(child.tenantId()).uuid(child.parentRunId());
    out.bytes(FactsBytes.of(child.parent()));
    return out.bytes(EffectBytes.of(child.effect())).toBytes();
  }

  public static ChildOrder of(byte[] bytes) {
    WireIn in = new WireIn(bytes, VERSION, "a child's order");
    return new ChildOrder(
        new ChildToStart(
            in.text(), in.uuid(), FactsBytes.facts(in.bytes()), EffectBytes.child(in.bytes())));
  }
}

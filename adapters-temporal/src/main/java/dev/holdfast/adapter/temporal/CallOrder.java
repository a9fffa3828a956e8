package dev.holdfast.adapter.temporal;

import dev.holdfast.domain.run.Effect;
import java.util.UUID;

/** A call with whose it is. */
record CallOrder(
    String tenantId, UUID runId, String principal, String traceId, Effect.InvokeAction call) {
  private static final int VERSION = 1;

  byte[] toBytes() {
    WireOut out = new WireOut(VERSION);
    out.text(tenantId).uuid(runId).text(principal).text(traceId);
    return out.bytes(EffectBytes.of(call)).toBytes();
  }

  static CallOrder of(byte[] bytes) {
    WireIn in = new WireIn(bytes, VERSION, "a call's order");
    return new CallOrder(in.text(), in.uuid(), in.text(), in.text(), EffectBytes.call(in.bytes()));
  }
}

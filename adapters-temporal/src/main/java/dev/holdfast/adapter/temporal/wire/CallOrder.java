package dev.holdfast.adapter.temporal.wire;

import dev.holdfast.domain.run.Effect;
import java.util.UUID;

/** A call with whose it is. */
public record CallOrder(
    String tenantId, UUID runId, String principal, String traceId, Effect.InvokeAction call) {
  private static final int VERSION = 1;

  public byte[] toBytes() {
    WireOut out = new WireOut(VERSION);
    out.text(tenantId).uuid(runId).text(principal).text(traceId);
    return out.bytes(EffectBytes.of(call)).toBytes();
  }

  public static CallOrder of(byte[] bytes) {
    WireIn in = new WireIn(bytes, VERSION, "a call's order");
    return new CallOrder(in.text(), in.uuid(), in.text(), in.text(), EffectBytes.call(in.bytes()));
  }
}

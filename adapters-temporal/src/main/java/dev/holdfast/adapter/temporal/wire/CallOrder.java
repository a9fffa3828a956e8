package dev.holdfast.adapter.temporal.wire;

import dev.holdfast.domain.run.Effect;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call with whose it is.
 *
 * @param acceptedAt of the run, with its first call; null with others
 */
public record CallOrder(
    String tenantId,
    UUID runId,
    String principal,
    String traceId,
    Effect.InvokeAction call,
    @Nullable Instant acceptedAt) {
  private static final int VERSION = 1;

  public byte[] toBytes() {
    WireOut out = new WireOut(VERSION);
    out.text(tenantId).uuid(runId).text(principal).text(traceId);
    return out.bytes(EffectBytes.of(call)).maybeInstant(acceptedAt).toBytes();
  }

  public static CallOrder of(byte[] bytes) {
    WireIn in = new WireIn(bytes, VERSION, "a call's order");
    return new CallOrder(
        in.text(),
        in.uuid(),
        in.text(),
        in.text(),
        EffectBytes.call(in.bytes()),
        in.maybeInstant());
  }
}

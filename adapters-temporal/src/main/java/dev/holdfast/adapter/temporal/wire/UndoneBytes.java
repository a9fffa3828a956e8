package dev.holdfast.adapter.temporal.wire;

import dev.holdfast.application.codec.BytesUnreadable;
import dev.holdfast.domain.run.Effect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Effects that a generation leaves to the next, as bytes. */
public final class UndoneBytes {
  private static final int VERSION = 1;
  private static final int CALL = 1;
  private static final int OPEN = 2;
  private static final int CHILD = 3;
  private static final int CANCEL_CHILD = 4;

  private UndoneBytes() {}

  public static byte[] of(List<Effect> effects) {
    WireOut out = new WireOut(VERSION);
    out.number(effects.size());
    for (Effect effect : effects) write(out, effect);
    return out.toBytes();
  }

  private static void write(WireOut out, Effect effect) {
    switch (effect) {
      case Effect.InvokeAction call -> out.number(CALL).bytes(EffectBytes.of(call));
      // The wait itself stands in the state.
      case Effect.OpenEventWait open ->
          out.number(OPEN).uuid(open.waitId()).maybeInstant(open.since());
      case Effect.StartChild child -> out.number(CHILD).bytes(EffectBytes.of(child));
      case Effect.CancelChild(UUID childRunId, String reason) ->
          out.number(CANCEL_CHILD).uuid(childRunId).text(reason);
      case Effect.CancelCall cancel ->
          throw new IllegalStateException("expected nothing in flight to cancel, but " + cancel);
      case Effect.CloseEventWait close ->
          throw new IllegalStateException("expected nothing to do, but " + close);
    }
  }

  static List<Effect> effects(byte[] bytes) {
    WireIn in = new WireIn(bytes, VERSION, "effects");
    List<Effect> effects = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) effects.add(effect(in));
    return effects;
  }

  private static Effect effect(WireIn in) {
    int kind = in.count();
    return switch (kind) {
      case CALL -> EffectBytes.call(in.bytes());
      case OPEN -> open(in.uuid(), in.maybeInstant());
      case CHILD -> EffectBytes.child(in.bytes());
      case CANCEL_CHILD -> new Effect.CancelChild(in.uuid(), in.text());
      default -> throw new BytesUnreadable("expected a kind of effect, but " + kind);
    };
  }

  private static Effect open(UUID waitId, @Nullable Instant since) {
    return new Effect.OpenEventWait(waitId, "", "", List.of(), since);
  }
}

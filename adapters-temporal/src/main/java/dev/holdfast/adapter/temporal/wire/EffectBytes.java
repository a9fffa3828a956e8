package dev.holdfast.adapter.temporal.wire;

import dev.holdfast.domain.run.Effect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Effects that a worker carries out, or the next generation of a workflow, as bytes. */
final class EffectBytes {
  private static final int VERSION = 1;

  private EffectBytes() {}

  static byte[] of(Effect.InvokeAction call) {
    WireOut out = new WireOut(VERSION);
    out.uuid(call.callId()).text(call.executionPath()).text(call.stepPath());
    out.number(call.attempt()).text(call.actionId()).number(call.version());
    out.json(call.input()).number(call.secrets().size());
    for (Effect.SecretSlot slot : call.secrets()) out.text(slot.pointer()).text(slot.name());
    out.text(call.idempotencyKey()).bool(call.authorKey()).instant(call.deadline());
    return out.toBytes();
  }

  static Effect.InvokeAction call(byte[] bytes) {
    WireIn in = new WireIn(bytes, VERSION, "a call");
    return new Effect.InvokeAction(
        in.uuid(),
        in.text(),
        in.text(),
        in.count(),
        in.text(),
        in.count(),
        in.object(),
        secrets(in),
        in.text(),
        in.bool(),
        in.instant());
  }

  private static List<Effect.SecretSlot> secrets(WireIn in) {
    List<Effect.SecretSlot> secrets = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      secrets.add(new Effect.SecretSlot(in.text(), in.text()));
    }
    return List.copyOf(secrets);
  }

  static byte[] of(Effect.StartChild child) {
    WireOut out = new WireOut(VERSION);
    Integer version = child.version();
    out.uuid(child.childRunId()).text(child.executionPath()).text(child.workflow());
    out.maybeNumber(version == null ? null : version.longValue());
    return out.json(child.payload()).bool(child.detached()).toBytes();
  }

  static Effect.StartChild child(byte[] bytes) {
    WireIn in = new WireIn(bytes, VERSION, "a child's start");
    return new Effect.StartChild(
        in.uuid(), in.text(), in.text(), version(in.maybeNumber()), in.object(), in.bool());
  }

  private static @Nullable Integer version(@Nullable Long number) {
    return number == null ? null : Math.toIntExact(number);
  }
}

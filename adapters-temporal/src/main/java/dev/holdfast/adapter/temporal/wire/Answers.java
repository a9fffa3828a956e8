package dev.holdfast.adapter.temporal.wire;

import dev.holdfast.application.codec.InputCodec;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import dev.holdfast.domain.run.Input;
import java.time.Instant;

/** Answers of calls as inputs. */
public final class Answers {
  private Answers() {}

  public static Input.CallFinished finished(
      Effect.InvokeAction call, Instant at, CallAnswer answer) {
    return new Input.CallFinished(
        "call:" + call.callId(), at, call.callId(), call.attempt(), answer);
  }

  public static Input.CallFinished finished(byte[] bytes) {
    if (InputCodec.decode(bytes) instanceof Input.CallFinished finished) return finished;
    throw new IllegalStateException("expected a call's answer, but something else");
  }
}

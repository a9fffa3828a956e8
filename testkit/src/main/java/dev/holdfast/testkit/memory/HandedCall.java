package dev.holdfast.testkit.memory;

import dev.holdfast.domain.run.Effect;
import java.util.UUID;

/**
 * A call that was handed out.
 *
 * @param repeats how often a lost worker made it be handed out again
 */
public record HandedCall(UUID runId, Effect.InvokeAction call, Status status, int repeats) {
  /** How far it is. */
  public enum Status {
    /** Another call holds its key. */
    QUEUED,
    /** Nobody has answered. */
    OPEN,
    /** It promised to answer by callback. */
    PROMISED,
    ANSWERED,
    /** The run does not wait for it any more. */
    CANCELED
  }

  HandedCall with(Status next) {
    return new HandedCall(runId, call, next, repeats);
  }

  HandedCall handedAgain() {
    return new HandedCall(runId, call, Status.OPEN, repeats + 1);
  }
}

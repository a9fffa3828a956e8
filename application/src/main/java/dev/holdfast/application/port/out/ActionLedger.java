package dev.holdfast.application.port.out;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Remembers calls made under an author's or an action's own idempotency key, so that a repeat is
 * answered with the stored output instead of being called again. One row per key. Thread-safe.
 */
public interface ActionLedger {
  /**
   * Claims a key for a call by compare-and-set. A claim of the same call, or of one whose owner's
   * node is gone, passes to the caller.
   *
   * @param inputHash SHA-256 of the canonical input; another input under the same key is refused
   */
  Claim claim(Key key, String inputHash, UUID callId);

  /** Stores the output for ever after. Does nothing when the call has lost its claim. */
  void succeeded(Key key, UUID callId, @Nullable Object output);

  /** Gives the key free for another attempt. Does nothing when the call has lost its claim. */
  void released(Key key, UUID callId);

  /** Unique per tenant, action and version. */
  record Key(String tenantId, String actionId, int version, String key) {}

  sealed interface Claim {
    /** The caller shall call now. */
    record Mine() implements Claim {}

    /** It had been done. */
    record Done(@Nullable Object output) implements Claim {}

    /** The key was used with another input. */
    record OtherInput() implements Claim {}

    /** Somebody alive is calling; try again a little later. */
    record InProgress() implements Claim {}
  }
}

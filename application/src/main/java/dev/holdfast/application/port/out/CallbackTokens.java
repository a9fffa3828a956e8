package dev.holdfast.application.port.out;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tokens by which a promised answer finds its call. Unguessable; the same call always has the same
 * token, so that a repeat after a lost node promises nothing new. Thread-safe.
 */
public interface CallbackTokens {
  String token(UUID runId, UUID callId);

  /** Null when this installation never made such a token. */
  @Nullable Callee callee(String token);

  record Callee(UUID runId, UUID callId) {}
}

package dev.holdfast.application.port.in;

import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.domain.run.Effect;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Carries out one call of an action: ledger, input schema, the action itself, output schema. Blocks
 * until the action has answered; called on a virtual thread, outside any transaction. Never throws
 * for what the action did: that is an answer. An interrupt cancels the call.
 */
public interface InvokeAction {
  CallAnswer invoke(CallSite site, Effect.InvokeAction call);

  /**
   * Whose call it is.
   *
   * @param token makes what {@link #callbackToken} answers; most calls never ask
   */
  record CallSite(
      String tenantId, UUID runId, String principal, String traceId, Supplier<String> token) {
    /**
     * What an action that answers {@code pending} gives to whoever will call back; unguessable, and
     * the same for every repeat of this call.
     */
    public String callbackToken() {
      return token.get();
    }
  }
}

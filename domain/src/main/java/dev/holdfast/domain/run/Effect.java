package dev.holdfast.domain.run;

import dev.holdfast.domain.event.Filter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the driver must now do, after the state that asked for it is durable. Carrying one out twice
 * is harmless: each has a name-based id. What the same fold takes back is not asked for. Timers are
 * no effects: a driver ticks at {@link RunState#nextDue()}.
 */
public sealed interface Effect {
  /**
   * Call an action.
   *
   * @param callId name-based; the same for a repeat after a lost worker
   * @param input resolved; members named by {@code secrets} are null and filled in by the caller
   * @param idempotencyKey never empty
   * @param authorKey the key is the author's own, so the ledger keeps the answer
   * @param deadline when the attempt times out
   */
  record InvokeAction(
      UUID callId,
      String executionPath,
      String stepPath,
      int attempt,
      String actionId,
      int version,
      Map<String, @Nullable Object> input,
      List<SecretSlot> secrets,
      String idempotencyKey,
      boolean authorKey,
      Instant deadline)
      implements Effect {}

  /** Where a secret's value belongs. {@code pointer} is a JSON pointer into the input. */
  record SecretSlot(String pointer, String name) {}

  /** Tell a call that nobody waits for it any more. */
  record CancelCall(UUID callId) implements Effect {}

  /**
   * Make the wait findable and answer with {@link Input.LookedBack}, both under the key's lock.
   *
   * @param since the earliest receipt that counts; null looks at nothing, but still arms
   */
  record OpenEventWait(
      UUID waitId,
      String eventName,
      String correlationKey,
      List<Filter> filters,
      @Nullable Instant since)
      implements Effect {}

  /** The wait takes no more events. */
  record CloseEventWait(UUID waitId) implements Effect {}

  /**
   * Start a run by the ordinary use case, under the given id; answer with {@link
   * Input.ChildFinished} when an attached one ends, or {@link Input.ChildRefused}. The start of a
   * detached child is asked for once, as nothing waits for its answer: it has to become durable
   * with the state.
   *
   * @param version null starts the newest
   */
  record StartChild(
      UUID childRunId,
      String executionPath,
      String workflow,
      @Nullable Integer version,
      Map<String, @Nullable Object> payload,
      boolean detached)
      implements Effect {}

  /** Cancel an attached child; nobody waits for its end. */
  record CancelChild(UUID childRunId, String reason) implements Effect {}
}

package dev.holdfast.application.port.out;

import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.retry.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something a definition can call. Implementations are thread-safe, may block (they run on virtual
 * threads), and are called at least once per logical call, always with the same idempotency key.
 */
public interface Action {
  Descriptor descriptor();

  /**
   * The action's own idempotency key for an input, for actions whose descriptor says {@code
   * ACTION}; null leaves it to the engine.
   */
  @Nullable String ownKey(Map<String, @Nullable Object> input);

  /**
   * Does the work. An unchecked exception is answered as an {@code InternalError}; an interrupt
   * means the call was cancelled or timed out.
   */
  Answer call(Call call);

  /**
   * What the registry shows and the compiler checks.
   *
   * @param version counts from 1; versions live side by side
   * @param inputSchema JSON Schema of the input
   * @param outputSchema JSON Schema of the output; null allows anything
   * @param retryHint used when the step has no policy; null gives none
   * @param timeout per attempt unless the step says otherwise
   */
  record Descriptor(
      String actionId,
      int version,
      String label,
      String category,
      String description,
      Map<String, @Nullable Object> inputSchema,
      @Nullable Map<String, @Nullable Object> outputSchema,
      boolean sideEffectful,
      @Nullable RetryPolicy retryHint,
      KeyOwner idempotency,
      Duration timeout,
      List<Object> examples) {}

  /** Who makes the idempotency key. */
  enum KeyOwner {
    ENGINE,
    ACTION
  }

  /**
   * @param attempt from 1
   * @param idempotencyKey the same for every repeat of this logical call
   * @param token makes what {@link #callbackToken} answers; most actions never ask
   */
  record Call(
      String tenantId,
      UUID runId,
      String executionPath,
      int attempt,
      String idempotencyKey,
      Map<String, @Nullable Object> input,
      Instant deadline,
      String principal,
      String traceId,
      Supplier<String> token,
      Log log) {
    /** For an action that answers {@link Answer.Pending}. */
    public String callbackToken() {
      return token.get();
    }
  }

  /** Lines for the run's log; they are stored with the call's answer. */
  interface Log {
    void write(String level, String message, Map<String, @Nullable Object> fields);
  }

  sealed interface Answer {
    record Done(@Nullable Object output) implements Answer {}

    record Failed(RunError error, @Nullable Duration minimumDelay) implements Answer {}

    record Pending() implements Answer {}
  }
}

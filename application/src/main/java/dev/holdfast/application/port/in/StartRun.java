package dev.holdfast.application.port.in;

import dev.holdfast.domain.event.Event;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Starts runs: the one door for the API, events, parents and replays, with all start checks. When
 * it answers Ok the run is durable and readable.
 */
public interface StartRun {
  Outcome<Started> start(Caller caller, Request request);

  /**
   * @param workflow id or key of the definition
   * @param version null starts the newest published one
   * @param tags at most 20 pairs
   */
  record Request(
      String workflow,
      @Nullable Integer version,
      Map<String, @Nullable Object> payload,
      Map<String, String> tags,
      Origin origin) {}

  /**
   * @param existing true when an earlier request with the same key had started it
   */
  record Started(UUID runId, boolean existing) {}

  /** What asks for the run. */
  sealed interface Origin {
    /**
     * @param requestHash of everything that makes the request the same request
     */
    record Api(@Nullable String idempotencyKey, String requestHash) implements Origin {}

    /** One run per workflow and event, whatever is delivered again. */
    record ByEvent(Event event, int causalDepth) implements Origin {}

    /**
     * A child under its name-based id.
     *
     * @param depth of the child in its tree; at most 32
     */
    record ByParent(
        UUID childRunId,
        UUID parentRunId,
        UUID rootRunId,
        int depth,
        int causalDepth,
        boolean attached)
        implements Origin {}

    record Replay(UUID replayOf) implements Origin {}
  }
}

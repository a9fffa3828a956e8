package dev.holdfast.application.service;

import dev.holdfast.application.port.in.StartRun.Origin;
import dev.holdfast.application.port.out.Ids;
import dev.holdfast.domain.event.Event;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a new run comes from, as it is stored with it.
 *
 * @param startKey unique within the tenant; null when nothing makes a repeat the same start
 * @param requestHash tells a repeat from another request under the same key
 */
record Provenance(
    UUID runId,
    String trigger,
    @Nullable String startKey,
    @Nullable String requestHash,
    @Nullable Event event,
    @Nullable UUID parentRunId,
    UUID rootRunId,
    @Nullable UUID replayOf,
    int depth,
    int causalDepth,
    boolean attached) {

  static Provenance of(Origin origin, UUID workflowId, Ids ids) {
    return switch (origin) {
      case Origin.Api api -> {
        UUID runId = ids.next();
        String key = api.idempotencyKey();
        String startKey = key == null ? null : apiKey(key);
        yield root(runId, "api", startKey, api.requestHash(), null, null, 0);
      }
      case Origin.ByEvent(Event event, int causalDepth) ->
          root(ids.next(), "event", fireKey(workflowId, event), null, event, null, causalDepth);
      case Origin.Replay(UUID replayOf) ->
          root(ids.next(), "replay", null, null, null, replayOf, 0);
      case Origin.ByParent parent ->
          new Provenance(
              parent.childRunId(),
              "parent",
              null,
              null,
              null,
              parent.parentRunId(),
              parent.rootRunId(),
              null,
              parent.depth(),
              parent.causalDepth(),
              parent.attached());
    };
  }

  private static Provenance root(
      UUID runId,
      String trigger,
      @Nullable String startKey,
      @Nullable String requestHash,
      @Nullable Event event,
      @Nullable UUID replayOf,
      int causalDepth) {
    return new Provenance(
        runId, trigger, startKey, requestHash, event, null, runId, replayOf, 0, causalDepth, false);
  }

  /** Where a caller's idempotency key is kept; apart from fire keys, whatever callers write. */
  static String apiKey(String idempotencyKey) {
    return "api:" + idempotencyKey;
  }

  private static String fireKey(UUID workflowId, Event event) {
    return "event:" + workflowId + ":" + event.id();
  }
}

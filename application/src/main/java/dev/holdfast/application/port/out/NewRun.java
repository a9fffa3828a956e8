package dev.holdfast.application.port.out;

import dev.holdfast.domain.run.RunStart;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An accepted run, as an engine and the store receive it.
 *
 * @param startKey unique within the tenant where given: an idempotency key or a fire key
 * @param requestHash tells a repeat from another request under the same key; null without a key
 * @param trigger {@code api}, {@code event}, {@code parent} or {@code replay}
 * @param rootRunId the run's own id for a root
 * @param depth in the tree of children; 0 for a root
 * @param causalDepth length of the chain of events that led here
 * @param acceptedAt the database's clock
 */
public record NewRun(
    RunStart start,
    String workflowKey,
    String definitionHash,
    @Nullable String startKey,
    @Nullable String requestHash,
    String trigger,
    UUID rootRunId,
    @Nullable UUID replayOf,
    int depth,
    int causalDepth,
    String principal,
    String traceId,
    Instant acceptedAt) {}

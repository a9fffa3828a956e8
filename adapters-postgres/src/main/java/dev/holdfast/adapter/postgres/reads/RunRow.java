package dev.holdfast.adapter.postgres.reads;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code workflow_run}, as far as it is shown.
 *
 * @param tags JSON text
 * @param data null in lists
 */
@SuppressWarnings("ArrayRecordComponent") // a row, never compared
public record RunRow(
    UUID runId,
    UUID workflowId,
    String workflowKey,
    int workflowVersion,
    String tenantId,
    int status,
    @Nullable String stateTag,
    @Nullable String tags,
    String engine,
    String nodePath,
    @Nullable Instant cancelRequestedAt,
    @Nullable UUID replayOf,
    String triggerType,
    @Nullable String triggerEventId,
    @Nullable UUID parentRunId,
    UUID rootRunId,
    boolean attached,
    Instant startedAt,
    Instant updatedAt,
    @Nullable Instant completedAt,
    @Nullable String stuckMessage,
    byte[] control,
    byte @Nullable [] data) {}

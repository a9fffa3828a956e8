package dev.holdfast.application.view;

import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.run.OpenWait;
import dev.holdfast.domain.run.RunStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run, as its row and state say.
 *
 * @param state {@code meta.state}
 * @param trigger {@code api}, {@code event}, {@code parent} or {@code replay}
 * @param waits open ones, in opening order
 * @param payload the data as it is now; empty in lists
 * @param stuckMessage what is wrong on our side; null when nothing is
 */
public record RunView(
    UUID runId,
    UUID workflowId,
    String workflowKey,
    int workflowVersion,
    String tenantId,
    RunStatus status,
    @Nullable String state,
    Map<String, String> tags,
    String engine,
    String nodePath,
    @Nullable Instant cancelRequestedAt,
    @Nullable UUID replayOf,
    List<OpenWait> waits,
    String trigger,
    @Nullable String triggerEventId,
    @Nullable UUID parentRunId,
    UUID rootRunId,
    boolean attached,
    Map<String, @Nullable Object> payload,
    @Nullable Object output,
    @Nullable RunError error,
    Instant startedAt,
    Instant updatedAt,
    @Nullable Instant completedAt,
    @Nullable String stuckMessage) {}

package dev.holdfast.adapter.postgres.reads;

import dev.holdfast.adapter.postgres.RowBytes;
import dev.holdfast.adapter.postgres.RowCodes;
import dev.holdfast.application.view.WaitView;
import dev.holdfast.domain.run.OpenWait;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code workflow_wait}. */
@SuppressWarnings("ArrayRecordComponent") // a row, never compared
public record WaitRow(
    UUID runId,
    UUID waitId,
    int type,
    int status,
    String stepPath,
    String executionPath,
    int attempt,
    @Nullable String eventName,
    @Nullable String correlationKey,
    byte @Nullable [] filters,
    @Nullable Instant dueAt,
    Instant createdAt,
    @Nullable Instant resolvedAt,
    @Nullable String resolvedBy) {
  OpenWait opened() {
    return new OpenWait(
        waitId,
        RowCodes.waitType(type),
        stepPath,
        executionPath,
        attempt,
        eventName,
        correlationKey,
        RowBytes.filters(filters),
        dueAt,
        createdAt);
  }

  WaitView view() {
    return new WaitView(opened(), RowCodes.waitStatus(status), resolvedAt, resolvedBy);
  }
}

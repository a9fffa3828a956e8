package dev.holdfast.application.view;

import dev.holdfast.domain.run.CallAnswer;
import java.time.Instant;
import java.util.UUID;

/**
 * An answer that came when nobody waited for it any more; applied to nothing.
 *
 * @param number orders those of a run by arrival
 */
public record LateResult(
    long number, UUID callId, int attempt, Instant at, String reason, CallAnswer answer) {}

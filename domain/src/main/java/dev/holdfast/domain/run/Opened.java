package dev.holdfast.domain.run;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What every open wait has.
 *
 * @param dueAt null when it has no timer
 * @param order of opening within the run; ties between timers are decided by it
 */
public record Opened(UUID waitId, Instant createdAt, @Nullable Instant dueAt, long order) {}

package dev.holdfast.application.view;

import dev.holdfast.domain.run.RunStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which runs to list; null and empty members do not filter.
 *
 * @param workflow id or key
 * @param tag a pair that must be there
 * @param search a run id, or a wait's correlation key
 * @param from inclusive, by start
 * @param to exclusive, by start
 */
public record RunFilter(
    List<RunStatus> statuses,
    @Nullable String workflow,
    @Nullable Integer version,
    @Nullable String engine,
    @Nullable String state,
    @Nullable Tag tag,
    @Nullable UUID parentRunId,
    @Nullable String search,
    @Nullable Instant from,
    @Nullable Instant to,
    Sort sort) {
  /** A name and a value. */
  public record Tag(String name, String value) {}

  /** The orders of a list. */
  public enum Sort {
    NEWEST_FIRST,
    OLDEST_FIRST
  }
}

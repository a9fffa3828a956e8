package dev.holdfast.application.view;

import dev.holdfast.domain.run.OpenWait;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A wait, open or closed.
 *
 * @param resolvedBy what ended it, such as {@code event:<id>}, {@code timer}, {@code operator}
 */
public record WaitView(
    OpenWait opened, Status status, @Nullable Instant resolvedAt, @Nullable String resolvedBy) {
  /** Where a wait stands. */
  public enum Status {
    WAITING,
    RESOLVED,
    TIMED_OUT,
    CANCELED
  }
}

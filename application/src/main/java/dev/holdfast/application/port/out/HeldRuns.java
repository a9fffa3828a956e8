package dev.holdfast.application.port.out;

import dev.holdfast.domain.run.RunState;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The runs this process holds under leases of its own, and tells of when they change. Thread-safe.
 */
public interface HeldRuns {
  /** For engines whose runs live elsewhere. */
  HeldRuns NONE = runId -> null;

  /**
   * The run's state as it was last made durable; null for a run that is not held here, or not any
   * more. Whoever gets a state is told of the run's next rest or end through {@link
   * dev.holdfast.application.port.in.RunChanges}, unless the lease is lost.
   */
  @Nullable RunState held(UUID runId);
}

package dev.holdfast.adapter.temporal.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When the run was accepted, for whoever does the first thing that it asks for. */
final class FirstStep {
  private @Nullable Instant acceptedAt;

  /**
   * @param acceptedAt null when the first thing has been done
   */
  FirstStep(@Nullable Instant acceptedAt) {
    this.acceptedAt = acceptedAt;
  }

  /** Answers once; null afterwards. */
  @Nullable Instant take() {
    Instant taken = acceptedAt;
    acceptedAt = null;
    return taken;
  }
}

package dev.holdfast.application.port.in;

import dev.holdfast.domain.run.RunStatus;
import java.util.UUID;

/** Where an engine tells that a run has come to rest or ended, after that is durable. */
public interface RunChanges {
  /** Cheap when nobody waits for the run; called on the engine's own threads. */
  void changed(UUID runId, RunStatus status);
}

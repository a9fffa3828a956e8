package dev.holdfast.application.port.in;

import dev.holdfast.application.view.RunView;
import java.util.UUID;
import java.util.function.Supplier;

/** Where an engine tells that a run has come to rest or ended, after that is durable. */
public interface RunChanges {
  /**
   * Cheap when nobody waits for the run; called on the engine's own threads.
   *
   * @param view the run as it was made durable; asked for only when somebody waits
   */
  void changed(UUID runId, Supplier<RunView> view);
}

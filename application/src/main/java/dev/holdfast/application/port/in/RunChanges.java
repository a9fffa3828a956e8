package dev.holdfast.application.port.in;

import dev.holdfast.application.view.RunView;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where an engine tells that a run has come to rest or ended, after that is durable. */
public interface RunChanges {
  /**
   * Cheap when nobody waits for the run; called on the engine's own threads.
   *
   * @param view the run as it was made durable, or null for whoever waits to look for itself; asked
   *     for only when somebody waits
   */
  void changed(UUID runId, Supplier<@Nullable RunView> view);
}

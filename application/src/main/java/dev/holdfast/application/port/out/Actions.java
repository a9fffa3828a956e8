package dev.holdfast.application.port.out;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All actions of this installation: packs and beans of the host application. Thread-safe. */
public interface Actions {
  @Nullable Action find(String actionId, int version);

  /** Sorted by id, then version. */
  List<Action> all();
}

package dev.holdfast.application.port.in;

import dev.holdfast.domain.definition.Program;
import java.util.UUID;

/** Compiled published versions, cached. Thread-safe. */
public interface LoadProgram {
  /**
   * @throws IllegalStateException when the version does not exist: a run is never pinned to one
   *     that does not
   */
  Program program(String tenantId, UUID workflowId, int version);
}

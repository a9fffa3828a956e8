package dev.holdfast.application.port.in;

import dev.holdfast.domain.definition.Catalog.ActionFacts;
import dev.holdfast.domain.definition.Program;
import java.util.List;
import java.util.UUID;

/**
 * Programs for engines whose runs must find their program without reading anything. Thread-safe.
 */
public interface PinProgram {
  /**
   * What a published version is compiled from here and now.
   *
   * @throws IllegalStateException when the version does not exist
   */
  Pinned pin(String tenantId, UUID workflowId, int version);

  /**
   * Compiles what was pinned. Reads nothing else: the same pinned version gives the same program
   * wherever the expression language is the same.
   *
   * @throws IllegalStateException when it does not compile
   */
  Program compile(Pinned pinned);

  /**
   * @param document JSON text
   * @param actions the facts that compiling it asks for, in the order it does
   */
  record Pinned(String document, List<ActionFacts> actions) {
    public Pinned {
      actions = List.copyOf(actions);
    }
  }
}

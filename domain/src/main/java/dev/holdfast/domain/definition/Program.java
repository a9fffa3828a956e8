package dev.holdfast.domain.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled definition: what the reducer executes. Immutable; compiled again from the stored text
 * wherever it is needed, so nothing in a run's state refers to it but paths.
 *
 * @param output a value, or null when the run's result comes from {@code control.return} alone
 * @param timeoutMs the whole run's deadline after its admission; null means none
 * @param semanticsId of the expression engine that compiled it
 */
public record Program(
    String name,
    StepList root,
    List<Trigger> triggers,
    @Nullable Value output,
    @Nullable Long timeoutMs,
    @Nullable StepList errorHandler,
    @Nullable String payloadSchemaRef,
    @Nullable Object payloadSchema,
    String semanticsId) {
  public Program {
    triggers = List.copyOf(triggers);
  }
}

package dev.holdfast.adapter.temporal;

import dev.holdfast.adapter.temporal.connection.TemporalSettings;
import dev.holdfast.adapter.temporal.engine.TemporalRunEngine;
import dev.holdfast.application.edition.EngineEdition;
import dev.holdfast.application.edition.OuterEngine;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Brings the EE runtime into an installation. */
public final class TemporalEdition implements EngineEdition {
  @Override
  public String name() {
    return "ee";
  }

  @Override
  public String engineName() {
    return TemporalRunEngine.NAME;
  }

  @Override
  public OuterEngine open(
      Ports ports, Supplier<Uses> uses, Function<String, @Nullable String> settings) {
    return TemporalRuntime.open(ports, uses, TemporalSettings.read(settings));
  }
}

package dev.holdfast.application.service;

import dev.holdfast.application.port.out.Action;
import dev.holdfast.application.port.out.JsonSchemas;
import dev.holdfast.application.port.out.JsonSchemas.Schema;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The actions' schemas, compiled once each. Actions are as many as the host registered. */
final class ActionSchemas {
  private final JsonSchemas schemas;
  private final ConcurrentMap<Action, Schema> inputs = new ConcurrentHashMap<>();
  private final ConcurrentMap<Action, Schema> outputs = new ConcurrentHashMap<>();

  ActionSchemas(JsonSchemas schemas) {
    this.schemas = schemas;
  }

  Schema input(Action action) {
    return inputs.computeIfAbsent(action, a -> schemas.compile(a.descriptor().inputSchema()));
  }

  /** Null when the action allows any output. */
  @Nullable Schema output(Action action) {
    if (action.descriptor().outputSchema() == null) return null;
    return outputs.computeIfAbsent(action, a -> schemas.compile(a.descriptor().outputSchema()));
  }
}

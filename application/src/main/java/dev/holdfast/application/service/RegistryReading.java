package dev.holdfast.application.service;

import dev.holdfast.application.port.in.ReadRegistry;
import dev.holdfast.application.port.out.Action;
import dev.holdfast.application.port.out.Actions;
import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.application.view.ActionView;
import dev.holdfast.domain.expression.ExpressionEngine;
import dev.holdfast.domain.expression.FunctionDoc;
import dev.holdfast.domain.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows what definitions can be made of. Thread-safe. */
public final class RegistryReading implements ReadRegistry {
  private static final String STEP_TYPES = "step-types.json";

  private final List<@Nullable Object> nodes;
  private final Actions actions;
  private final ExpressionEngine expressions;

  public RegistryReading(Actions actions, ExpressionEngine expressions, JsonText text) {
    this.nodes = stepTypes(text);
    this.actions = actions;
    this.expressions = expressions;
  }

  @Override
  public List<@Nullable Object> nodes() {
    return nodes;
  }

  @Override
  public List<ActionView> actions() {
    List<ActionView> views = new ArrayList<>();
    for (Action action : actions.all()) views.add(view(action.descriptor()));
    return views;
  }

  @Override
  public List<FunctionDoc> functions() {
    return expressions.functions();
  }

  private static List<@Nullable Object> stepTypes(JsonText text) {
    try (InputStream in = RegistryReading.class.getResourceAsStream(STEP_TYPES)) {
      if (in == null) throw new IllegalStateException("expected " + STEP_TYPES + " in the jar");
      List<@Nullable Object> types = Json.asList(Json.of(text.parse(in.readAllBytes())));
      if (types == null) throw new IllegalStateException("expected a list in " + STEP_TYPES);
      return types;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ActionView view(Action.Descriptor action) {
    return new ActionView(
        action.actionId(),
        action.version(),
        action.label(),
        action.category(),
        action.description(),
        action.inputSchema(),
        action.outputSchema(),
        action.sideEffectful(),
        action.retryHint(),
        owner(action.idempotency()),
        action.timeout().toMillis(),
        action.examples());
  }

  private static String owner(Action.KeyOwner owner) {
    return switch (owner) {
      case ENGINE -> "engine";
      case ACTION -> "action";
    };
  }
}

package dev.holdfast.testkit.contract;

import dev.holdfast.application.port.out.Action;
import dev.holdfast.domain.definition.Catalog;
import dev.holdfast.testkit.scenario.ScriptedActions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The scripted actions, and nothing else. */
final class ScriptedCatalog implements Catalog {
  @Override
  public @Nullable ActionFacts action(String actionId, int version) {
    return ScriptedActions.facts(actionId, version);
  }

  @Override
  public List<String> actionIds() {
    return ScriptedActions.all().stream().map(Action.Descriptor::actionId).toList();
  }

  @Override
  public List<Integer> actionVersions(String actionId) {
    return ScriptedActions.facts(actionId, 1) == null ? List.of() : List.of(1);
  }

  @Override
  public @Nullable List<Integer> workflowVersions(String idOrKey) {
    return null;
  }

  @Override
  public boolean hasSchema(String schemaRef) {
    return false;
  }
}

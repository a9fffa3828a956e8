package dev.holdfast.testkit.definition;

import dev.holdfast.domain.definition.Catalog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A world with nothing in it. */
record NoCatalog() implements Catalog {
  @Override
  public @Nullable ActionFacts action(String actionId, int version) {
    return null;
  }

  @Override
  public List<String> actionIds() {
    return List.of();
  }

  @Override
  public List<Integer> actionVersions(String actionId) {
    return List.of();
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

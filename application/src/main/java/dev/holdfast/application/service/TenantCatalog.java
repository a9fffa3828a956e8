package dev.holdfast.application.service;

import dev.holdfast.application.port.out.Actions;
import dev.holdfast.application.port.out.Definitions;
import dev.holdfast.application.port.out.RegisteredSchemas;
import dev.holdfast.domain.definition.Catalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the documents of one tenant may refer to now. Made for one document: what was asked of the
 * store once is not asked again. Not thread-safe.
 */
final class TenantCatalog implements Catalog {
  private final String tenantId;
  private final InstalledActions actions;
  private final Definitions definitions;
  private final RegisteredSchemas schemas;
  private final Map<String, Optional<List<Integer>>> workflows = new HashMap<>();
  private final Map<String, Boolean> schemaRefs = new HashMap<>();

  TenantCatalog(
      String tenantId, Actions actions, Definitions definitions, RegisteredSchemas schemas) {
    this.tenantId = tenantId;
    this.actions = new InstalledActions(actions);
    this.definitions = definitions;
    this.schemas = schemas;
  }

  @Override
  public @Nullable ActionFacts action(String actionId, int version) {
    return actions.facts(actionId, version);
  }

  @Override
  public List<String> actionIds() {
    return actions.ids();
  }

  @Override
  public List<Integer> actionVersions(String actionId) {
    return actions.versions(actionId);
  }

  @Override
  public @Nullable List<Integer> workflowVersions(String idOrKey) {
    return workflows.computeIfAbsent(idOrKey, this::read).orElse(null);
  }

  @Override
  public boolean hasSchema(String schemaRef) {
    return schemaRefs.computeIfAbsent(
        schemaRef, reference -> schemas.find(tenantId, reference) != null);
  }

  private Optional<List<Integer>> read(String idOrKey) {
    Definitions.Definition found = definitions.find(tenantId, idOrKey);
    if (found == null) return Optional.empty();
    List<Integer> versions = new ArrayList<>();
    for (Definitions.VersionFacts facts : definitions.versions(tenantId, found.workflowId())) {
      versions.add(facts.version());
    }
    versions.sort(null);
    return Optional.of(versions);
  }
}

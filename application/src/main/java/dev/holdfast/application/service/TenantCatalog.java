package dev.holdfast.application.service;

import dev.holdfast.application.port.out.Actions;
import dev.holdfast.application.port.out.Definitions;
import dev.holdfast.application.port.out.RegisteredSchemas;
import dev.holdfast.domain.definition.Catalog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the documents of one tenant may refer to now. */
record TenantCatalog(
    String tenantId, Actions actions, Definitions definitions, RegisteredSchemas schemas)
    implements Catalog {

  @Override
  public @Nullable ActionFacts action(String actionId, int version) {
    return new InstalledActions(actions).facts(actionId, version);
  }

  @Override
  public List<String> actionIds() {
    return new InstalledActions(actions).ids();
  }

  @Override
  public List<Integer> actionVersions(String actionId) {
    return new InstalledActions(actions).versions(actionId);
  }

  @Override
  public @Nullable List<Integer> workflowVersions(String idOrKey) {
    Definitions.Definition found = definitions.find(tenantId, idOrKey);
    if (found == null) return null;
    List<Integer> versions = new ArrayList<>();
    for (Definitions.VersionFacts facts : definitions.versions(tenantId, found.workflowId())) {
      versions.add(facts.version());
    }
    versions.sort(null);
    return versions;
  }

  @Override
  public boolean hasSchema(String schemaRef) {
    return schemas.find(tenantId, schemaRef) != null;
  }
}

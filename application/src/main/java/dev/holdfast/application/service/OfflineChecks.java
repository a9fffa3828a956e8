package dev.holdfast.application.service;

import dev.holdfast.application.port.out.Actions;
import dev.holdfast.application.port.out.JsonSchemas;
import dev.holdfast.domain.definition.Catalog;
import dev.holdfast.domain.definition.DefinitionCompiler;
import dev.holdfast.domain.definition.Issue;
import dev.holdfast.domain.expression.ExpressionEngine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks documents where there is no database: other workflows and registered schemas that they
 * name are taken to exist. Thread-safe.
 */
public final class OfflineChecks {
  private final ExpressionEngine expressions;
  private final Actions actions;
  private final JsonSchemas schemas;

  public OfflineChecks(ExpressionEngine expressions, Actions actions, JsonSchemas schemas) {
    this.expressions = expressions;
    this.actions = actions;
    this.schemas = schemas;
  }

  /**
   * What is wrong with a document, whatever it is.
   *
   * @param document any JSON value
   */
  public List<Issue> issues(@Nullable Object document) {
    List<Issue> issues =
        new ArrayList<>(
            DefinitionCompiler.compile(document, new OfflineCatalog(actions), expressions)
                .issues());
    Issue schema = DefinitionChecks.payloadSchemaIssue(document, schemas);
    if (schema != null) issues.add(schema);
    return issues;
  }

  private record OfflineCatalog(Actions actions) implements Catalog {
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
    public List<Integer> workflowVersions(String idOrKey) {
      return PinnedCatalog.ANY;
    }

    @Override
    public boolean hasSchema(String schemaRef) {
      return true;
    }
  }
}

package dev.holdfast.application.service;

import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.ReadDefinitions;
import dev.holdfast.application.port.out.Definitions;
import dev.holdfast.application.port.out.Definitions.Definition;
import dev.holdfast.application.port.out.Definitions.Version;
import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.application.view.AuditView;
import dev.holdfast.application.view.DefinitionView;
import dev.holdfast.application.view.DefinitionView.Publication;
import dev.holdfast.application.view.Page;
import dev.holdfast.domain.definition.Issue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads definitions. Thread-safe. */
public final class DefinitionReading implements ReadDefinitions {
  private final Definitions definitions;
  private final DefinitionChecks checks;
  private final AuditTrail audit;
  private final DefinitionViews views;

  public DefinitionReading(
      Definitions definitions, DefinitionChecks checks, AuditTrail audit, JsonText text) {
    this.definitions = definitions;
    this.checks = checks;
    this.audit = audit;
    this.views = new DefinitionViews(text);
  }

  @Override
  public Outcome<DefinitionView> draft(Caller caller, String idOrKey) {
    Definition found = definitions.find(caller.tenantId(), idOrKey);
    if (found == null) return Outcome.refused(DefinitionViews.notFound(idOrKey));
    Map<String, @Nullable Object> document = views.document(found.draftDocument());
    return Outcome.ok(views.draft(found, checks.check(caller.tenantId(), document).issues()));
  }

  @Override
  public Outcome<DefinitionView> version(Caller caller, String idOrKey, int version) {
    Definition found = definitions.find(caller.tenantId(), idOrKey);
    if (found == null) return Outcome.refused(DefinitionViews.notFound(idOrKey));
    Version published = definitions.version(caller.tenantId(), found.workflowId(), version);
    return published == null
        ? Outcome.refused(DefinitionViews.versionNotFound(idOrKey, Integer.toString(version)))
        : Outcome.ok(views.version(found, published));
  }

  @Override
  public Outcome<List<Publication>> versions(Caller caller, String idOrKey) {
    Definition found = definitions.find(caller.tenantId(), idOrKey);
    if (found == null) return Outcome.refused(DefinitionViews.notFound(idOrKey));
    List<Publication> versions = new ArrayList<>();
    for (Definitions.VersionFacts facts :
        definitions.versions(caller.tenantId(), found.workflowId())) {
      versions.add(
          new Publication(
              facts.version(), facts.definitionHash(), facts.publishedAt(), facts.publishedBy()));
    }
    return Outcome.ok(versions);
  }

  @Override
  public Page<DefinitionView> list(
      Caller caller, Filter filter, int limit, @Nullable String cursor) {
    Definitions.Filter stored =
        new Definitions.Filter(
            filter.search(), filter.published(), filter.triggerEvent(), sort(filter.sort()));
    List<DefinitionView> listed = new ArrayList<>();
    String next = cursor;
    do {
      // Hidden ones are few, so what they leave open is asked for again.
      Page<Definition> page =
          definitions.list(caller.tenantId(), stored, limit - listed.size(), next);
      for (Definition definition : page.items()) {
        if (filter.hidden() || OperationalSettings.isVisible(definition.settings())) {
          listed.add(views.listed(definition));
        }
      }
      next = page.nextCursor();
    } while (next != null && listed.size() < limit);
    return new Page<>(listed, next);
  }

  @Override
  public Outcome<Page<AuditView>> audit(
      Caller caller, String idOrKey, int limit, @Nullable String cursor) {
    Definition found = definitions.find(caller.tenantId(), idOrKey);
    if (found == null) return Outcome.refused(DefinitionViews.notFound(idOrKey));
    return Outcome.ok(
        audit.list(caller.tenantId(), "definition", found.workflowId().toString(), limit, cursor));
  }

  @Override
  public List<Issue> validate(Caller caller, @Nullable Object document) {
    return checks.check(caller.tenantId(), document).issues();
  }

  private static Definitions.Sort sort(Sort sort) {
    return switch (sort) {
      case NEWEST_FIRST -> Definitions.Sort.NEWEST_FIRST;
      case RECENTLY_UPDATED_FIRST -> Definitions.Sort.RECENTLY_UPDATED_FIRST;
      case BY_KEY -> Definitions.Sort.BY_KEY;
    };
  }
}

package dev.holdfast.application.service;

import dev.holdfast.application.codec.Sha256;
import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.EditDefinitions.Published;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.out.Definitions;
import dev.holdfast.application.port.out.Definitions.Definition;
import dev.holdfast.application.port.out.Definitions.NewVersion;
import dev.holdfast.application.port.out.Definitions.Publication;
import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.application.port.out.UnitOfWork;
import dev.holdfast.application.service.DefinitionChecks.Checked;
import dev.holdfast.application.view.IssueJson;
import dev.holdfast.domain.definition.CanonicalDefinition;
import dev.holdfast.domain.definition.Issue;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.expression.ExpressionEngine;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes drafts into versions that never change. Thread-safe. */
public final class DefinitionPublishing {
  private final Definitions definitions;
  private final DefinitionChecks checks;
  private final ExpressionEngine expressions;
  private final Programs programs;
  private final UnitOfWork work;
  private final DefinitionEditing.Stamp stamp;
  private final DefinitionViews views;

  public DefinitionPublishing(
      Definitions definitions,
      DefinitionChecks checks,
      ExpressionEngine expressions,
      Programs programs,
      UnitOfWork work,
      DefinitionEditing.Stamp stamp,
      JsonText text) {
    this.definitions = definitions;
    this.checks = checks;
    this.expressions = expressions;
    this.programs = programs;
    this.work = work;
    this.stamp = stamp;
    this.views = new DefinitionViews(text);
  }

  Outcome<Published> publish(Caller caller, String idOrKey, @Nullable Long expectedDraftVersion) {
    Definition draft = definitions.find(caller.tenantId(), idOrKey);
    if (draft == null) return Outcome.refused(DefinitionViews.notFound(idOrKey));
    if (expectedDraftVersion != null && expectedDraftVersion != draft.draftVersion()) {
      return Outcome.refused(DefinitionViews.stale(draft.draftVersion()));
    }
    Map<String, @Nullable Object> document = views.document(draft.draftDocument());
    Checked checked = checks.check(caller.tenantId(), document);
    Program program = checked.program();
    if (program == null) return Outcome.refused(DefinitionViews.invalid(checked.issues()));
    List<Issue> warnings = DefinitionViews.warnings(checked.issues());
    NewVersion version =
        new NewVersion(
            draft.draftDocument(),
            DefinitionViews.shown(draft, warnings),
            Sha256.hex(CanonicalDefinition.text(document)),
            expressions.semanticsId(),
            program.payloadSchemaRef(),
            checks.payloadSchema(caller.tenantId(), program),
            DefinitionChecks.triggerEvents(program),
            caller.principal(),
            stamp.time().now());
    Publication publication = work.inTransaction(() -> published(caller, draft, version));
    programs.changed();
    return switch (publication) {
      case Publication.NotFound _ -> Outcome.refused(DefinitionViews.notFound(idOrKey));
      // Somebody saved between the check and the write: what was checked is not what is there.
      case Publication.Stale(long current) -> Outcome.refused(DefinitionViews.stale(current));
      case Publication.Published(int number) ->
          Outcome.ok(
              new Published(
                  draft.workflowId(),
                  draft.key(),
                  number,
                  version.definitionHash(),
                  IssueJson.of(warnings)));
    };
  }

  private Publication published(Caller caller, Definition draft, NewVersion version) {
    Publication publication =
        definitions.publish(caller.tenantId(), draft.workflowId(), draft.draftVersion(), version);
    if (publication instanceof Publication.Published(int number)) {
      stamp
          .audit()
          .write(
              caller,
              version.at(),
              "definition.published",
              draft.workflowId().toString(),
              Map.of("version", (long) number, "definitionHash", version.definitionHash()));
    }
    return publication;
  }
}

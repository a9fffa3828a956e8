package dev.holdfast.adapter.rest.definition;

import dev.holdfast.adapter.rest.JsonObject;
import dev.holdfast.application.view.AuditView;
import dev.holdfast.application.view.DefinitionView;
import dev.holdfast.application.view.DefinitionView.Publication;
import dev.holdfast.application.view.IssueJson;

/** Definitions as JSON. */
final class DefinitionJson {
  private DefinitionJson() {}

  static JsonObject definition(DefinitionView view) {
    JsonObject json =
        listed(view)
            .put("definition", view.definition())
            .put("issues", IssueJson.of(view.issues()));
    Publication publication = view.publication();
    return publication == null ? json : facts(json, publication);
  }

  /** An item of a list: without document and issues. */
  static JsonObject listed(DefinitionView view) {
    return new JsonObject()
        .put("workflowId", view.workflowId())
        .put("key", view.key())
        .put("name", view.name())
        .put("status", view.publishedVersion() == null ? "draft" : "published")
        .put("draftVersion", view.draftVersion())
        .put("publishedVersion", view.publishedVersion())
        .put("metadata", view.metadata())
        .put("createdAt", view.createdAt())
        .put("updatedAt", view.updatedAt());
  }

  static JsonObject version(Publication publication) {
    return facts(new JsonObject().put("version", publication.version()), publication);
  }

  static JsonObject audit(AuditView view) {
    return new JsonObject()
        .put("auditId", view.auditId())
        .put("at", view.at())
        .put("principal", view.principal())
        .put("action", view.action())
        .put("reason", view.reason())
        .put("details", view.details());
  }

  private static JsonObject facts(JsonObject json, Publication publication) {
    return json.put("definitionHash", publication.definitionHash())
        .put("publishedAt", publication.publishedAt())
        .put("publishedBy", publication.publishedBy());
  }
}

package dev.holdfast.adapter.rest.definition;

import dev.holdfast.adapter.rest.Body;
import dev.holdfast.adapter.rest.Endpoint;
import dev.holdfast.adapter.rest.JsonObject;
import dev.holdfast.adapter.rest.Paging;
import dev.holdfast.adapter.rest.Reply;
import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.EditDefinitions;
import dev.holdfast.application.port.in.EditDefinitions.Published;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.ReadDefinitions;
import dev.holdfast.application.port.in.Refusal;
import dev.holdfast.application.view.Page;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** {@code /api/workflow-definitions/{id}/…}: a definition's draft and its versions. */
@Controller
@RequestMapping("/api/workflow-definitions/{id}")
final class VersionsController {
  private final ReadDefinitions reads;
  private final EditDefinitions edits;

  VersionsController(ReadDefinitions reads, EditDefinitions edits) {
    this.reads = reads;
    this.edits = edits;
  }

  @GetMapping("/versions")
  @Endpoint(
      summary = "List the published versions, newest first",
      needs = Permission.WORKFLOW_READ,
      answers = "200 VersionList",
      problems = 404)
  Reply versions(Caller caller, @PathVariable("id") String id) {
    return Reply.of(
        reads.versions(caller, WorkflowNames.idOrKey(id)),
        versions -> Paging.reply(new Page<>(versions, null), DefinitionJson::version));
  }

  @GetMapping("/{version}")
  @Endpoint(
      summary = "Read the draft, or a version by its number",
      needs = Permission.WORKFLOW_READ,
      answers = "200 Definition",
      problems = 404)
  Reply read(
      Caller caller, @PathVariable("id") String id, @PathVariable("version") String version) {
    String idOrKey = WorkflowNames.idOrKey(id);
    return Reply.of(
        version.equals(WorkflowNames.DRAFT)
            ? reads.draft(caller, idOrKey)
            : reads.version(caller, idOrKey, WorkflowNames.version(version)),
        found -> Reply.ok(DefinitionJson.definition(found)));
  }

  @PutMapping("/{version}")
  @Endpoint(
      summary = "Save the draft",
      needs = Permission.WORKFLOW_MANAGE,
      body = "SaveDraft",
      answers = "200 Definition",
      problems = {404, 409})
  Reply save(
      Caller caller,
      @PathVariable("id") String id,
      @PathVariable("version") String version,
      Body body) {
    String idOrKey = WorkflowNames.idOrKey(id);
    Draft draft =
        body.read(fields ->
            new Draft(
                fields.object("definition"),
                fields.whole("expectedDraftVersion", 1, Integer.MAX_VALUE)));
    if (!version.equals(WorkflowNames.DRAFT)) return immutable(caller, idOrKey, version);
    return Reply.of(
        edits.saveDraft(caller, idOrKey, draft.document(), draft.expectedVersion()),
        saved -> Reply.ok(DefinitionJson.definition(saved)));
  }

  @PostMapping("/{version}/publish")
  @Endpoint(
      summary = "Publish the draft",
      needs = Permission.WORKFLOW_PUBLISH,
      body = "PublishDraft",
      bodyOptional = true,
      answers = "200 Publication",
      problems = {404, 409, 422})
  Reply publish(
      Caller caller,
      @PathVariable("id") String id,
      @PathVariable("version") String version,
      Body body) {
    String idOrKey = WorkflowNames.idOrKey(id);
    Integer expected =
        body.read(fields -> fields.optionalWhole("expectedDraftVersion", 1, Integer.MAX_VALUE));
    if (!version.equals(WorkflowNames.DRAFT)) return immutable(caller, idOrKey, version);
    return Reply.of(
        edits.publish(caller, idOrKey, expected == null ? null : Long.valueOf(expected)),
        published -> Reply.ok(publication(published)));
  }

  /** A version that is there cannot be changed; one that is not is 404 as ever. */
  private Reply immutable(Caller caller, String idOrKey, String version) {
    return Reply.of(
        reads.version(caller, idOrKey, WorkflowNames.version(version)),
        there ->
            Reply.of(
                Outcome.refused(
                    new Refusal(
                        Refusal.Kind.CONFLICT,
                        "WORKFLOW_VERSION_IMMUTABLE",
                        "a published version never changes; save and publish the draft")),
                never -> Reply.noContent()));
  }

  private static JsonObject publication(Published published) {
    return new JsonObject()
        .put("ok", true)
        .put("workflowId", published.workflowId())
        .put("key", published.key())
        .put("publishedVersion", published.version())
        .put("definitionHash", published.definitionHash())
        .put("warnings", published.warnings());
  }

  private record Draft(Map<String, @Nullable Object> document, long expectedVersion) {}
}

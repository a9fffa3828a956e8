package dev.holdfast.adapter.rest.definition;

import dev.holdfast.adapter.rest.Body;
import dev.holdfast.adapter.rest.Endpoint;
import dev.holdfast.adapter.rest.Endpoint.Param;
import dev.holdfast.adapter.rest.JsonObject;
import dev.holdfast.adapter.rest.Paging;
import dev.holdfast.adapter.rest.Query;
import dev.holdfast.adapter.rest.Reply;
import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.EditDefinitions;
import dev.holdfast.application.port.in.EditDefinitions.Creation;
import dev.holdfast.application.port.in.Permission;
import dev.holdfast.application.port.in.ReadDefinitions;
import dev.holdfast.application.port.in.ReadDefinitions.Filter;
import dev.holdfast.application.port.in.ReadDefinitions.Sort;
import dev.holdfast.application.view.IssueJson;
import dev.holdfast.domain.definition.Issue;
import dev.holdfast.domain.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** {@code /api/workflow-definitions}: definitions as wholes. */
@Controller
@RequestMapping("/api/workflow-definitions")
final class DefinitionsController {
  private static final Map<String, Sort> SORTS =
      Map.of(
          "-createdAt", Sort.NEWEST_FIRST,
          "-updatedAt", Sort.RECENTLY_UPDATED_FIRST,
          "key", Sort.BY_KEY);

  private final ReadDefinitions reads;
  private final EditDefinitions edits;

  DefinitionsController(ReadDefinitions reads, EditDefinitions edits) {
    this.reads = reads;
    this.edits = edits;
  }

  @GetMapping
  @Endpoint(
      summary = "List definitions",
      needs = Permission.WORKFLOW_READ,
      query = {
        @Param(name = "search", about = "a part of the key or name"),
        @Param(name = "status", about = "draft or published", repeated = true),
        @Param(name = "trigger", about = "name of an event that starts the newest version"),
        @Param(name = "hidden", about = "list those too that are not visible", type = "boolean"),
        @Param(name = "sort", about = "-createdAt (default), -updatedAt or key"),
        @Param(name = "limit", about = "items at most, 1 to 200", type = "integer"),
        @Param(name = "cursor", about = "nextCursor of the page before")
      },
      answers = "200 DefinitionList")
  Reply list(Caller caller, Query query) {
    String sort = query.oneOf("sort", List.of("-createdAt", "-updatedAt", "key"));
    Filter filter =
        new Filter(
            query.text("search"),
            published(query),
            query.text("trigger"),
            query.flag("hidden"),
            Objects.requireNonNull(SORTS.get(sort == null ? "-createdAt" : sort)));
    return Paging.reply(
        reads.list(caller, filter, query.limit(), query.cursor()), DefinitionJson::listed);
  }

  @PostMapping
  @Endpoint(
      summary = "Create a definition with its first draft",
      needs = Permission.WORKFLOW_MANAGE,
      body = "CreateDefinition",
      answers = "201 Definition",
      problems = {409, 422})
  Reply create(Caller caller, Body body) {
    Creation creation =
        body.read(fields -> {
          Map<String, @Nullable Object> metadata = fields.optionalObject("metadata");
          return new Creation(
              fields.optionalText("key", 1, 128),
              fields.object("definition"),
              metadata == null ? Json.EMPTY_OBJECT : metadata);
        });
    return Reply.of(
        edits.create(caller, creation),
        made ->
            Reply.created(
                "/api/workflow-definitions/" + made.workflowId() + "/draft",
                DefinitionJson.definition(made)));
  }

  @PostMapping("/validate")
  @Endpoint(
      summary = "Check a definition without saving it",
      needs = Permission.WORKFLOW_MANAGE,
      body = "ValidateDefinition",
      answers = "200 Validation")
  Reply validate(Caller caller, Body body) {
    Object document = body.read(fields -> fields.any("definition"));
    List<Issue> issues = reads.validate(caller, document);
    boolean valid = issues.stream().noneMatch(issue -> issue.severity() == Issue.Severity.ERROR);
    return Reply.ok(new JsonObject().put("valid", valid).put("issues", IssueJson.of(issues)));
  }

  @PutMapping("/{id}/metadata")
  @Endpoint(
      summary = "Change operational settings; those not given stay",
      needs = Permission.WORKFLOW_MANAGE,
      body = "DefinitionMetadata",
      answers = "200 Definition",
      problems = {404, 422})
  Reply metadata(Caller caller, @PathVariable("id") String id, Body body) {
    // Unknown settings are the use case's to refuse: it knows which ones there are.
    return Reply.of(
        edits.changeSettings(caller, WorkflowNames.idOrKey(id), body.object()),
        changed -> Reply.ok(DefinitionJson.definition(changed)));
  }

  @DeleteMapping("/{id}")
  @Endpoint(
      summary = "Delete a definition that has no live runs",
      needs = Permission.WORKFLOW_MANAGE,
      answers = "204",
      problems = {404, 409})
  Reply delete(Caller caller, @PathVariable("id") String id) {
    return Reply.of(edits.delete(caller, WorkflowNames.idOrKey(id)), deleted -> Reply.noContent());
  }

  private static @Nullable Boolean published(Query query) {
    List<String> statuses = query.all("status");
    for (String status : statuses) {
      if (!status.equals("draft") && !status.equals("published")) {
        throw Query.wrong("status", "expected draft or published");
      }
    }
    boolean both = statuses.contains("draft") == statuses.contains("published");
    return both ? null : Boolean.valueOf(statuses.contains("published"));
  }
}

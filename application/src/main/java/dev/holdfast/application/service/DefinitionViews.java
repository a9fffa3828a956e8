package dev.holdfast.application.service;

import dev.holdfast.application.port.in.Refusal;
import dev.holdfast.application.port.out.Definitions.Definition;
import dev.holdfast.application.port.out.Definitions.Version;
import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.application.view.DefinitionView;
import dev.holdfast.application.view.DefinitionView.Publication;
import dev.holdfast.application.view.IssueJson;
import dev.holdfast.domain.definition.DefinitionLimits;
import dev.holdfast.domain.definition.Issue;
import dev.holdfast.domain.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How stored definitions are shown, and the refusals that speak of them. */
final class DefinitionViews {
  private static final String DRAFT_VERSION = "draftVersion";
  private static final String METADATA = "metadata";
  private static final String ISSUES = "issues";

  private final JsonText text;

  DefinitionViews(JsonText text) {
    this.text = text;
  }

  DefinitionView draft(Definition definition, List<Issue> issues) {
    return view(definition, document(definition.draftDocument()), issues);
  }

  /** For lists: without document and issues. */
  DefinitionView listed(Definition definition) {
    return view(definition, null, List.of());
  }

  /** A version as it was when it was published, so that it reads the same for ever. */
  DefinitionView version(Definition definition, Version version) {
    Map<String, @Nullable Object> shown = document(version.shown());
    Map<String, @Nullable Object> document = document(version.document());
    return new DefinitionView(
        definition.workflowId(),
        definition.key(),
        name(document),
        shown.get(DRAFT_VERSION) instanceof Long draft ? draft : 1,
        version.version(),
        document,
        Objects.requireNonNullElse(Json.asObject(shown.get(METADATA)), Map.of()),
        IssueJson.read(Json.asList(shown.get(ISSUES))),
        definition.createdAt(),
        version.publishedAt(),
        new Publication(
            version.version(),
            version.definitionHash(),
            version.publishedAt(),
            version.publishedBy()));
  }

  /** What a version keeps for {@link #version}. */
  static String shown(Definition definition, List<Issue> issues) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put(DRAFT_VERSION, definition.draftVersion());
    shown.put(METADATA, definition.settings().metadata());
    shown.put(ISSUES, IssueJson.of(issues));
    return Json.text(shown);
  }

  Map<String, @Nullable Object> document(String stored) {
    return Json.objectOf(text.parse(stored));
  }

  /** For lists and search, so a name that is none is cut where names end. */
  static String name(Map<String, @Nullable Object> document) {
    if (!(document.get("name") instanceof String name)) return "";
    if (name.codePointCount(0, name.length()) <= DefinitionLimits.NAME_LENGTH) return name;
    return name.substring(0, name.offsetByCodePoints(0, DefinitionLimits.NAME_LENGTH));
  }

  static List<Issue> warnings(List<Issue> issues) {
    List<Issue> warnings = new ArrayList<>(issues);
    warnings.removeIf(issue -> issue.severity() != Issue.Severity.WARNING);
    return warnings;
  }

  static Refusal notFound(String idOrKey) {
    return new Refusal(
        Refusal.Kind.NOT_FOUND,
        "WORKFLOW_NOT_FOUND",
        "expected a workflow definition " + idOrKey + ", but there is none");
  }

  static Refusal versionNotFound(String idOrKey, String version) {
    return new Refusal(
        Refusal.Kind.NOT_FOUND,
        "WORKFLOW_VERSION_NOT_FOUND",
        "expected version " + version + " of " + idOrKey + ", but there is none");
  }

  static Refusal stale(long currentDraftVersion) {
    return new Refusal(
        Refusal.Kind.CONFLICT,
        "WORKFLOW_DRAFT_STALE",
        "the draft has changed: it is at version " + currentDraftVersion + " now",
        List.of(),
        Map.of("currentDraftVersion", currentDraftVersion));
  }

  /** The problem's {@code errors} are the issues as they are shown everywhere. */
  static Refusal invalid(List<Issue> issues) {
    long errors = issues.stream().filter(issue -> issue.severity() == Issue.Severity.ERROR).count();
    return new Refusal(
        Refusal.Kind.INVALID,
        "WORKFLOW_INVALID",
        "the definition has " + errors + (errors == 1 ? " error" : " errors"),
        List.of(),
        Map.of("errors", IssueJson.of(issues)));
  }

  private static DefinitionView view(
      Definition definition, @Nullable Map<String, @Nullable Object> document, List<Issue> issues) {
    return new DefinitionView(
        definition.workflowId(),
        definition.key(),
        definition.name(),
        definition.draftVersion(),
        definition.publishedVersion(),
        document,
        definition.settings().metadata(),
        issues,
        definition.createdAt(),
        definition.updatedAt(),
        null);
  }
}

package dev.holdfast.application.service;

import dev.holdfast.application.port.in.Caller;
import dev.holdfast.application.port.in.EditDefinitions;
import dev.holdfast.application.port.in.Outcome;
import dev.holdfast.application.port.in.Refusal;
import dev.holdfast.application.port.in.Refusal.Kind;
import dev.holdfast.application.port.out.Definitions;
import dev.holdfast.application.port.out.Definitions.Definition;
import dev.holdfast.application.port.out.Definitions.DraftText;
import dev.holdfast.application.port.out.Definitions.KeyWish;
import dev.holdfast.application.port.out.Definitions.Settings;
import dev.holdfast.application.port.out.Ids;
import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.application.port.out.TimeSource;
import dev.holdfast.application.port.out.UnitOfWork;
import dev.holdfast.application.view.DefinitionView;
import dev.holdfast.domain.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes, changes and deletes definitions. Thread-safe. */
public final class DefinitionEditing implements EditDefinitions {
  private final Definitions definitions;
  private final DefinitionChecks checks;
  private final DefinitionPublishing publishing;
  private final Programs programs;
  private final UnitOfWork work;
  private final Stamp stamp;
  private final DefinitionViews views;

  public DefinitionEditing(
      Definitions definitions,
      DefinitionChecks checks,
      DefinitionPublishing publishing,
      Programs programs,
      UnitOfWork work,
      Stamp stamp,
      JsonText text) {
    this.definitions = definitions;
    this.checks = checks;
    this.publishing = publishing;
    this.programs = programs;
    this.work = work;
    this.stamp = stamp;
    this.views = new DefinitionViews(text);
  }

  /** What every change is marked with. */
  public record Stamp(TimeSource time, Ids ids, AuditTrail audit) {}

  @Override
  public Outcome<DefinitionView> create(Caller caller, Creation creation) {
    String key = creation.key();
    if (key != null && !WorkflowKeys.isKey(key)) return Outcome.refused(keyMalformed());
    return switch (OperationalSettings.changed(
        OperationalSettings.DEFAULT, creation.metadata(), "/metadata")) {
      case Outcome.Refused<Settings>(Refusal refusal) -> Outcome.refused(refusal);
      case Outcome.Ok<Settings>(Settings settings) -> create(caller, creation, settings);
    };
  }

  private Outcome<DefinitionView> create(Caller caller, Creation creation, Settings settings) {
    Instant now = stamp.time().now();
    Map<String, @Nullable Object> document = creation.document();
    String name = DefinitionViews.name(document);
    String key = creation.key();
    Definitions.NewDefinition wish =
        new Definitions.NewDefinition(
            stamp.ids().next(),
            caller.tenantId(),
            key != null ? new KeyWish.Exactly(key) : new KeyWish.From(WorkflowKeys.fromName(name)),
            draft(caller, document, now),
            settings,
            caller.principal(),
            now);
    return switch (work.inTransaction(() -> created(caller, wish))) {
      case Definitions.Creation.KeyTaken _ ->
          refused(Kind.CONFLICT, "WORKFLOW_KEY_TAKEN", "the key " + key + " is in use");
      case Definitions.Creation.Created(Definition definition) ->
          shown(caller, definition, document);
    };
  }

  private Definitions.Creation created(Caller caller, Definitions.NewDefinition wish) {
    Definitions.Creation creation = definitions.create(wish);
    if (creation instanceof Definitions.Creation.Created(Definition definition)) {
      audit(caller, wish.at(), "definition.created", definition, Map.of("key", definition.key()));
    }
    return creation;
  }

  @Override
  public Outcome<DefinitionView> saveDraft(
      Caller caller,
      String idOrKey,
      Map<String, @Nullable Object> document,
      long expectedDraftVersion) {
    Definition found = definitions.find(caller.tenantId(), idOrKey);
    if (found == null) return Outcome.refused(DefinitionViews.notFound(idOrKey));
    DraftText draft = draft(caller, document, stamp.time().now());
    Definitions.DraftWrite write =
        work.inTransaction(() -> saved(caller, found, expectedDraftVersion, draft));
    return switch (write) {
      case Definitions.DraftWrite.NotFound _ -> Outcome.refused(DefinitionViews.notFound(idOrKey));
      case Definitions.DraftWrite.Stale(long current) ->
          Outcome.refused(DefinitionViews.stale(current));
      case Definitions.DraftWrite.Saved(Definition definition) ->
          shown(caller, definition, document);
    };
  }

  private Definitions.DraftWrite saved(
      Caller caller, Definition found, long expected, DraftText draft) {
    Definitions.DraftWrite write =
        definitions.saveDraft(caller.tenantId(), found.workflowId(), expected, draft);
    if (write instanceof Definitions.DraftWrite.Saved(Definition definition)) {
      audit(
          caller,
          draft.at(),
          "definition.saved",
          definition,
          Map.of("draftVersion", definition.draftVersion()));
    }
    return write;
  }

  @Override
  public Outcome<Published> publish(
      Caller caller, String idOrKey, @Nullable Long expectedDraftVersion) {
    return publishing.publish(caller, idOrKey, expectedDraftVersion);
  }

  @Override
  public Outcome<DefinitionView> changeSettings(
      Caller caller, String idOrKey, Map<String, @Nullable Object> metadata) {
    Definition found = definitions.find(caller.tenantId(), idOrKey);
    if (found == null) return Outcome.refused(DefinitionViews.notFound(idOrKey));
    return switch (OperationalSettings.changed(found.settings(), metadata, "")) {
      case Outcome.Refused<Settings>(Refusal refusal) -> Outcome.refused(refusal);
      case Outcome.Ok<Settings>(Settings settings) -> {
        Definition changed = work.inTransaction(() -> settled(caller, found, settings, metadata));
        programs.changed();
        yield changed == null
            ? Outcome.refused(DefinitionViews.notFound(idOrKey))
            : shown(caller, changed, views.document(changed.draftDocument()));
      }
    };
  }

  private @Nullable Definition settled(
      Caller caller, Definition found, Settings settings, Map<String, @Nullable Object> change) {
    Instant now = stamp.time().now();
    Definition changed =
        definitions.saveSettings(
            caller.tenantId(), found.workflowId(), settings, caller.principal(), now);
    if (changed != null) audit(caller, now, "definition.settings_changed", changed, change);
    return changed;
  }

  @Override
  public Outcome<UUID> delete(Caller caller, String idOrKey) {
    Definition found = definitions.find(caller.tenantId(), idOrKey);
    if (found == null) return Outcome.refused(DefinitionViews.notFound(idOrKey));
    if (OperationalSettings.isSystem(found.settings())) {
      return refused(Kind.CONFLICT, "WORKFLOW_IS_SYSTEM", "a system definition cannot be deleted");
    }
    Definitions.Deletion deletion = work.inTransaction(() -> deleted(caller, found));
    programs.changed();
    return switch (deletion) {
      case DELETED -> Outcome.ok(found.workflowId());
      case NOT_FOUND -> Outcome.refused(DefinitionViews.notFound(idOrKey));
      case HAS_LIVE_RUNS ->
          refused(
              Kind.CONFLICT,
              "WORKFLOW_HAS_LIVE_RUNS",
              "expected no live runs of "
                  + found.key()
                  + ", but there are some; cancel them first");
    };
  }

  private Definitions.Deletion deleted(Caller caller, Definition found) {
    Instant now = stamp.time().now();
    Definitions.Deletion deletion =
        definitions.delete(caller.tenantId(), found.workflowId(), caller.principal(), now);
    if (deletion == Definitions.Deletion.DELETED) {
      audit(caller, now, "definition.deleted", found, Map.of("key", found.key()));
    }
    return deletion;
  }

  private Outcome<DefinitionView> shown(
      Caller caller, Definition definition, Map<String, @Nullable Object> document) {
    return Outcome.ok(views.draft(definition, checks.check(caller.tenantId(), document).issues()));
  }

  private void audit(
      Caller caller,
      Instant at,
      String action,
      Definition definition,
      Map<String, @Nullable Object> details) {
    stamp.audit().write(caller, at, action, definition.workflowId().toString(), details);
  }

  private static DraftText draft(
      Caller caller, Map<String, @Nullable Object> document, Instant now) {
    return new DraftText(
        DefinitionViews.name(document), Json.text(document), caller.principal(), now);
  }

  private static Refusal keyMalformed() {
    String message =
        "expected a key of a-z, 0-9, '.', '_' and '-' that begins with a letter, has at most "
            + WorkflowKeys.LONGEST
            + " characters and does not look like a UUID";
    return new Refusal(
        Kind.MALFORMED,
        "INVALID_REQUEST",
        message,
        List.of(new Refusal.Place("/key", "INVALID_FORMAT", message)),
        Map.of());
  }

  private static <T> Outcome<T> refused(Kind kind, String code, String message) {
    return Outcome.refused(new Refusal(kind, code, message));
  }
}

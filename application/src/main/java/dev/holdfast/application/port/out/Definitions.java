package dev.holdfast.application.port.out;

import dev.holdfast.application.view.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Workflow definitions: one draft each, and immutable published versions. Documents are text and
 * are given back as they came, to the byte. Every question is the tenant's own. Joins a {@link
 * UnitOfWork}. Thread-safe.
 *
 * @see StoreUnavailable thrown by every method when the database is away
 */
public interface Definitions {
  /** Stores a definition with its first draft, which has draft version 1. Atomic. */
  Creation create(NewDefinition definition);

  /**
   * The definition with its draft.
   *
   * @param idOrKey a UUID is an id, anything else a key
   * @return null when there is none, or it was deleted
   */
  @Nullable Definition find(String tenantId, String idOrKey);

  /**
   * Replaces the draft, when nobody else has since {@code expectedDraftVersion}. Of two writers
   * with the same expectation one is stale.
   */
  DraftWrite saveDraft(
      String tenantId, UUID workflowId, long expectedDraftVersion, DraftText draft);

  /**
   * Makes the given text the next version (numbers count from 1 without gaps) and the definition's
   * newest, when the draft still is what was checked.
   *
   * @param expectedDraftVersion of the draft that {@code version} was made from
   */
  Publication publish(
      String tenantId, UUID workflowId, long expectedDraftVersion, NewVersion version);

  /**
   * A published version, also of a deleted definition: runs stay pinned to it.
   *
   * @return null when there is none
   */
  @Nullable Version version(String tenantId, UUID workflowId, int version);

  /** All versions, newest first, without their documents. */
  List<VersionFacts> versions(String tenantId, UUID workflowId);

  /**
   * The newest version of each definition that has a trigger for this event, sorted by key; of
   * paused ones too.
   */
  List<TriggeredVersion> triggeredBy(String tenantId, String eventName);

  /**
   * Replaces the operational settings.
   *
   * @return null when there is no such definition
   */
  @Nullable Definition saveSettings(
      String tenantId, UUID workflowId, Settings settings, String principal, Instant at);

  /**
   * Hides the definition and frees its key. Its versions stay for the runs that are pinned to them.
   */
  Deletion delete(String tenantId, UUID workflowId, String principal, Instant at);

  /**
   * @param limit 1 to 200
   * @throws dev.holdfast.application.view.CursorInvalid when the cursor is none of this list's
   */
  Page<Definition> list(String tenantId, Filter filter, int limit, @Nullable String cursor);

  /**
   * @param key what the definition shall be called by
   * @param at also the time of its first draft
   */
  record NewDefinition(
      UUID workflowId,
      String tenantId,
      KeyWish key,
      DraftText draft,
      Settings settings,
      String principal,
      Instant at) {}

  /** The key somebody wants. At most 128 characters. */
  sealed interface KeyWish {
    /** This one or none. */
    record Exactly(String key) implements KeyWish {}

    /**
     * This one, or with {@code -2}, {@code -3} … while it is in use; cut where it gets too long.
     */
    record From(String base) implements KeyWish {}
  }

  /**
   * A draft as it is written.
   *
   * @param name the document's name, for lists and search; empty when it has none
   * @param document JSON text
   */
  record DraftText(String name, String document, String principal, Instant at) {}

  /**
   * Operational settings, which are no part of the document.
   *
   * @param paused no new runs, said again in {@code metadata} for its readers
   * @param metadata the settings as the API shows them
   */
  record Settings(boolean paused, Map<String, @Nullable Object> metadata) {}

  /**
   * @param draftVersion counts every save, from 1
   * @param publishedVersion the newest one; null before the first
   * @param updatedAt of the draft, the settings or a publication, whichever came last
   */
  record Definition(
      UUID workflowId,
      String tenantId,
      String key,
      String name,
      long draftVersion,
      String draftDocument,
      @Nullable Integer publishedVersion,
      Settings settings,
      Instant createdAt,
      String createdBy,
      Instant updatedAt,
      String updatedBy) {}

  /**
   * What publishing fixes.
   *
   * @param definitionHash SHA-256 of the canonical document
   * @param semanticsId of the expression language
   * @param payloadSchemaRef null when the schema stands in the document, or there is none
   * @param payloadSchema the schema as it is now, as JSON text; null accepts any object
   * @param triggerEvents names of the events that start runs of it
   * @param shown what readers see beside the document, as it was at publishing (draft version,
   *     settings, warnings), as JSON text
   */
  record NewVersion(
      String document,
      String shown,
      String definitionHash,
      String semanticsId,
      @Nullable String payloadSchemaRef,
      @Nullable String payloadSchema,
      List<String> triggerEvents,
      String principal,
      Instant at) {}

  /** A published version; nothing of it ever changes. */
  record Version(
      UUID workflowId,
      int version,
      String document,
      String shown,
      String definitionHash,
      String semanticsId,
      @Nullable String payloadSchemaRef,
      @Nullable String payloadSchema,
      Instant publishedAt,
      String publishedBy) {}

  record VersionFacts(
      int version, String definitionHash, Instant publishedAt, String publishedBy) {}

  record TriggeredVersion(UUID workflowId, String key, int version) {}

  /**
   * Which definitions to list; null members do not filter.
   *
   * @param search part of the key or name, in any case
   * @param published true lists those with a version, false those without
   * @param triggerEvent an event that starts runs of the newest version
   */
  record Filter(
      @Nullable String search,
      @Nullable Boolean published,
      @Nullable String triggerEvent,
      Sort sort) {}

  /** The orders of a list. */
  enum Sort {
    /** By creation. */
    NEWEST_FIRST,
    RECENTLY_UPDATED_FIRST,
    BY_KEY
  }

  sealed interface Creation {
    record Created(Definition definition) implements Creation {}

    /** The key was given and is in use. */
    record KeyTaken() implements Creation {}
  }

  sealed interface DraftWrite {
    record Saved(Definition definition) implements DraftWrite {}

    record Stale(long currentDraftVersion) implements DraftWrite {}

    record NotFound() implements DraftWrite {}
  }

  sealed interface Publication {
    record Published(int version) implements Publication {}

    record Stale(long currentDraftVersion) implements Publication {}

    record NotFound() implements Publication {}
  }

  /** What became of a wish to delete. */
  enum Deletion {
    DELETED,
    NOT_FOUND,
    /** Runs of it are still alive. */
    HAS_LIVE_RUNS
  }
}

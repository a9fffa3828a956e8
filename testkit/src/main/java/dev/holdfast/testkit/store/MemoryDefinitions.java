package dev.holdfast.testkit.store;

import dev.holdfast.application.port.out.Definitions;
import dev.holdfast.application.view.Cursor;
import dev.holdfast.application.view.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Definitions in memory. */
public final class MemoryDefinitions implements Definitions {
  private final MemoryDatabase database;
  private final Predicate<UUID> hasLiveRuns;
  private final Map<UUID, Definition> rows;
  private final Map<VersionKey, StoredVersion> versions;

  /**
   * @param hasLiveRuns tells of a workflow id whether runs of it are alive
   */
  public MemoryDefinitions(MemoryDatabase database, Predicate<UUID> hasLiveRuns) {
    this.database = database;
    this.hasLiveRuns = hasLiveRuns;
    this.rows = database.table();
    this.versions = database.table();
  }

  @Override
  public Creation create(NewDefinition wish) {
    return database.call(() -> {
      String key = freeKey(wish.tenantId(), wish.key());
      if (key == null) return new Creation.KeyTaken();
      Definition row =
          new Definition(
              wish.workflowId(),
              wish.tenantId(),
              key,
              wish.draft().name(),
              1,
              wish.draft().document(),
              null,
              wish.settings(),
              wish.at(),
              wish.principal(),
              wish.at(),
              wish.principal());
      rows.put(row.workflowId(), row);
      return new Creation.Created(row);
    });
  }

  private @Nullable String freeKey(String tenantId, KeyWish wish) {
    return switch (wish) {
      case KeyWish.Exactly(String key) -> find(tenantId, key) == null ? key : null;
      case KeyWish.From(String base) -> {
        String key = base.substring(0, Math.min(base.length(), 128));
        for (int n = 2; find(tenantId, key) != null; n++) {
          String end = "-" + n;
          key = base.substring(0, Math.min(base.length(), 128 - end.length())) + end;
        }
        yield key;
      }
    };
  }

  @Override
  public @Nullable Definition find(String tenantId, String idOrKey) {
    return database.call(() -> {
      for (Definition row : rows.values()) {
        boolean named = row.key().equals(idOrKey) || row.workflowId().toString().equals(idOrKey);
        if (named && row.tenantId().equals(tenantId)) return row;
      }
      return null;
    });
  }

  private @Nullable Definition find(String tenantId, UUID workflowId) {
    Definition row = rows.get(workflowId);
    return row == null || !row.tenantId().equals(tenantId) ? null : row;
  }

  @Override
  public DraftWrite saveDraft(
      String tenantId, UUID workflowId, long expectedDraftVersion, DraftText draft) {
    return database.call(() -> {
      Definition row = find(tenantId, workflowId);
      if (row == null) return new DraftWrite.NotFound();
      if (row.draftVersion() != expectedDraftVersion) {
        return new DraftWrite.Stale(row.draftVersion());
      }
      Definition saved =
          new Definition(
              row.workflowId(),
              row.tenantId(),
              row.key(),
              draft.name(),
              row.draftVersion() + 1,
              draft.document(),
              row.publishedVersion(),
              row.settings(),
              row.createdAt(),
              row.createdBy(),
              draft.at(),
              draft.principal());
      rows.put(workflowId, saved);
      return new DraftWrite.Saved(saved);
    });
  }

  @Override
  public Publication publish(
      String tenantId, UUID workflowId, long expectedDraftVersion, NewVersion version) {
    return database.call(() -> {
      Definition row = find(tenantId, workflowId);
      if (row == null) return new Publication.NotFound();
      if (row.draftVersion() != expectedDraftVersion) {
        return new Publication.Stale(row.draftVersion());
      }
      Integer newest = row.publishedVersion();
      int number = newest == null ? 1 : newest + 1;
      rows.put(workflowId, touched(row, number, row.settings(), version.principal(), version.at()));
      versions.put(
          new VersionKey(tenantId, workflowId, number),
          new StoredVersion(
              new Version(
                  workflowId,
                  number,
                  version.document(),
                  version.shown(),
                  version.definitionHash(),
                  version.semanticsId(),
                  version.payloadSchemaRef(),
                  version.payloadSchema(),
                  version.at(),
                  version.principal()),
              List.copyOf(version.triggerEvents())));
      return new Publication.Published(number);
    });
  }

  @Override
  public @Nullable Version version(String tenantId, UUID workflowId, int version) {
    return database.call(() -> {
      StoredVersion stored = versions.get(new VersionKey(tenantId, workflowId, version));
      return stored == null ? null : stored.version();
    });
  }

  @Override
  public List<VersionFacts> versions(String tenantId, UUID workflowId) {
    return database.call(() -> {
      List<VersionFacts> facts = new ArrayList<>();
      versions.forEach((key, stored) -> {
        if (key.tenantId().equals(tenantId) && key.workflowId().equals(workflowId)) {
          Version version = stored.version();
          facts.addFirst(
              new VersionFacts(
                  version.version(),
                  version.definitionHash(),
                  version.publishedAt(),
                  version.publishedBy()));
        }
      });
      return facts;
    });
  }

  @Override
  public List<TriggeredVersion> triggeredBy(String tenantId, String eventName) {
    return database.call(() -> {
      List<TriggeredVersion> found = new ArrayList<>();
      for (Definition row : rows.values()) {
        Integer newest = row.publishedVersion();
        if (newest != null && row.tenantId().equals(tenantId) && triggers(row, eventName)) {
          found.add(new TriggeredVersion(row.workflowId(), row.key(), newest));
        }
      }
      found.sort(Comparator.comparing(TriggeredVersion::key));
      return found;
    });
  }

  private boolean triggers(Definition row, String eventName) {
    Integer newest = row.publishedVersion();
    if (newest == null) return false;
    StoredVersion stored = versions.get(new VersionKey(row.tenantId(), row.workflowId(), newest));
    return stored != null && stored.triggerEvents().contains(eventName);
  }

  @Override
  public @Nullable Definition saveSettings(
      String tenantId, UUID workflowId, Settings settings, String principal, Instant at) {
    return database.call(() -> {
      Definition row = find(tenantId, workflowId);
      if (row == null) return null;
      Definition changed = touched(row, row.publishedVersion(), settings, principal, at);
      rows.put(workflowId, changed);
      return changed;
    });
  }

  @Override
  public Deletion delete(String tenantId, UUID workflowId, String principal, Instant at) {
    return database.call(() -> {
      if (find(tenantId, workflowId) == null) return Deletion.NOT_FOUND;
      if (hasLiveRuns.test(workflowId)) return Deletion.HAS_LIVE_RUNS;
      rows.remove(workflowId);
      return Deletion.DELETED;
    });
  }

  @Override
  public Page<Definition> list(String tenantId, Filter filter, int limit, @Nullable String cursor) {
    return database.call(() -> {
      List<Definition> found = new ArrayList<>(rows.values());
      found.removeIf(row -> !row.tenantId().equals(tenantId) || !matches(row, filter));
      return switch (filter.sort()) {
        case NEWEST_FIRST ->
            Pages.page(
                found, row -> new Cursor(row.createdAt(), row.workflowId()), true, limit, cursor);
        case RECENTLY_UPDATED_FIRST ->
            Pages.page(
                found, row -> new Cursor(row.updatedAt(), row.workflowId()), true, limit, cursor);
        case BY_KEY -> Pages.page(found, row -> new Cursor(row.key(), ""), false, limit, cursor);
      };
    });
  }

  private boolean matches(Definition row, Filter filter) {
    String search = filter.search();
    Boolean published = filter.published();
    String event = filter.triggerEvent();
    return (search == null || lower(row.key() + '\n' + row.name()).contains(lower(search)))
        && (published == null || published == (row.publishedVersion() != null))
        && (event == null || triggers(row, event));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static Definition touched(
      Definition row,
      @Nullable Integer publishedVersion,
      Settings settings,
      String principal,
      Instant at) {
    return new Definition(
        row.workflowId(),
        row.tenantId(),
        row.key(),
        row.name(),
        row.draftVersion(),
        row.draftDocument(),
        publishedVersion,
        settings,
        row.createdAt(),
        row.createdBy(),
        at,
        principal);
  }

  private record VersionKey(String tenantId, UUID workflowId, int version) {}

  private record StoredVersion(Version version, List<String> triggerEvents) {}
}

package dev.holdfast.adapter.postgres.catalog;

import dev.holdfast.adapter.postgres.Paging;
import dev.holdfast.adapter.postgres.Sessions;
import dev.holdfast.adapter.postgres.UuidText;
import dev.holdfast.application.port.out.Definitions;
import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.application.view.Cursor;
import dev.holdfast.application.view.Page;
import dev.holdfast.domain.json.Json;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link Definitions} in PostgreSQL. */
public final class PostgresDefinitions implements Definitions {
  private static final int KEY_LENGTH = 128;

  /** Room for a suffix: {@code -} and nine digits. */
  private static final int SHORTEST_CUT = KEY_LENGTH - 10;

  private final Sessions sessions;
  private final JsonText json;

  public PostgresDefinitions(Sessions sessions, JsonText json) {
    this.sessions = sessions;
    this.json = json;
  }

  private <T extends @Nullable Object> T with(Function<DefinitionStatements, T> statements) {
    return sessions.with(DefinitionStatements.class, statements);
  }

  @Override
  public Creation create(NewDefinition wanted) {
    return switch (wanted.key()) {
      case KeyWish.Exactly(String key) -> {
        DefinitionRow row = firstRow(wanted, key);
        yield with(sql -> sql.insert(row)) == 1
            ? new Creation.Created(definition(row))
            : new Creation.KeyTaken();
      }
      case KeyWish.From(String base) -> new Creation.Created(createFrom(wanted, base));
    };
  }

  /** Somebody else may take the key between our look and our insert: then we look again. */
  private Definition createFrom(NewDefinition wanted, String base) {
    while (true) {
      DefinitionRow row = firstRow(wanted, freeKey(wanted.tenantId(), base));
      if (with(sql -> sql.insert(row)) == 1) return definition(row);
    }
  }

  private String freeKey(String tenantId, String base) {
    String prefix = cut(base, SHORTEST_CUT);
    Set<String> taken = new HashSet<>(with(sql -> sql.keysWith(tenantId, prefix)));
    String key = cut(base, KEY_LENGTH);
    for (int n = 2; taken.contains(key); n++) {
      String suffix = "-" + n;
      key = cut(base, KEY_LENGTH - suffix.length()) + suffix;
    }
    return key;
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  private DefinitionRow firstRow(NewDefinition wanted, String key) {
    DraftText draft = wanted.draft();
    return new DefinitionRow(
        wanted.workflowId(),
        wanted.tenantId(),
        key,
        draft.name(),
        1,
        draft.document(),
        null,
        wanted.settings().paused(),
        json.write(wanted.settings().metadata()),
        wanted.at(),
        wanted.principal(),
        wanted.at(),
        wanted.principal());
  }

  @Override
  public @Nullable Definition find(String tenantId, String idOrKey) {
    UUID id = UuidText.parse(idOrKey);
    DefinitionRow row =
        id == null
            ? with(sql -> sql.byKey(tenantId, idOrKey))
            : with(sql -> sql.byId(tenantId, id));
    return row == null ? null : definition(row);
  }

  private Definition definition(DefinitionRow row) {
    return row.definition(Json.objectOf(json.parse(row.metadata())));
  }

  @Override
  public DraftWrite saveDraft(
      String tenantId, UUID workflowId, long expectedDraftVersion, DraftText draft) {
    return sessions.inTransaction(() -> {
      int saved = with(sql -> sql.updateDraft(tenantId, workflowId, expectedDraftVersion, draft));
      DefinitionRow now = with(sql -> sql.byId(tenantId, workflowId));
      if (now == null) return new DraftWrite.NotFound();
      return saved == 1
          ? new DraftWrite.Saved(definition(now))
          : new DraftWrite.Stale(now.draftVersion());
    });
  }

  @Override
  public Publication publish(
      String tenantId, UUID workflowId, long expectedDraftVersion, NewVersion version) {
    return sessions.inTransaction(() ->
        with(sql -> {
          DefinitionRow row = sql.locked(tenantId, workflowId);
          if (row == null) return new Publication.NotFound();
          if (row.draftVersion() != expectedDraftVersion) {
            return new Publication.Stale(row.draftVersion());
          }
          return new Publication.Published(publish(sql, row, version));
        }));
  }

  private static int publish(DefinitionStatements sql, DefinitionRow row, NewVersion version) {
    Integer newest = row.publishedVersion();
    int number = newest == null ? 1 : newest + 1;
    String tenant = row.tenantId();
    UUID workflow = row.workflowId();
    sql.insertVersion(tenant, workflow, number, version);
    sql.updatePublished(tenant, workflow, number, version.at(), version.principal());
    sql.deleteTriggers(workflow);
    sql.insertTriggers(tenant, workflow, version.triggerEvents());
    return number;
  }

  @Override
  public @Nullable Version version(String tenantId, UUID workflowId, int version) {
    return with(sql -> sql.version(tenantId, workflowId, version));
  }

  @Override
  public List<VersionFacts> versions(String tenantId, UUID workflowId) {
    return with(sql -> sql.versions(tenantId, workflowId));
  }

  @Override
  public List<TriggeredVersion> triggeredBy(String tenantId, String eventName) {
    return with(sql -> sql.triggeredBy(tenantId, eventName));
  }

  @Override
  public @Nullable Definition saveSettings(
      String tenantId, UUID workflowId, Settings settings, String principal, Instant at) {
    String metadata = json.write(settings.metadata());
    boolean paused = settings.paused();
    return sessions.inTransaction(() ->
        with(sql -> {
          sql.updateSettings(tenantId, workflowId, paused, metadata, at, principal);
          DefinitionRow now = sql.byId(tenantId, workflowId);
          return now == null ? null : definition(now);
        }));
  }

  @Override
  public Deletion delete(String tenantId, UUID workflowId, String principal, Instant at) {
    return sessions.inTransaction(() ->
        with(sql -> {
          if (sql.locked(tenantId, workflowId) == null) return Deletion.NOT_FOUND;
          if (sql.hasLiveRuns(tenantId, workflowId)) return Deletion.HAS_LIVE_RUNS;
          sql.markDeleted(tenantId, workflowId, at, principal);
          sql.deleteTriggers(workflowId);
          return Deletion.DELETED;
        }));
  }

  @Override
  public Page<Definition> list(String tenantId, Filter filter, int limit, @Nullable String cursor) {
    Cursor after = Paging.after(cursor);
    boolean byKey = filter.sort() == Sort.BY_KEY;
    Instant at = after == null || byKey ? null : after.sortInstant();
    UUID id = after == null || byKey ? null : after.uuid();
    String key = after == null || !byKey ? null : after.sort();
    String pattern = filter.search() == null ? null : pattern(filter.search());
    int rows = Paging.rows(limit);
    List<DefinitionRow> found = with(sql -> sql.list(tenantId, filter, pattern, at, id, key, rows));
    return Paging.page(found, limit, this::definition, row -> cursor(filter.sort(), row));
  }

  private static Cursor cursor(Sort sort, DefinitionRow row) {
    return switch (sort) {
      case NEWEST_FIRST -> new Cursor(row.createdAt(), row.workflowId());
      case RECENTLY_UPDATED_FIRST -> new Cursor(row.updatedAt(), row.workflowId());
      case BY_KEY -> new Cursor(row.key(), row.workflowId().toString());
    };
  }

  /** What somebody types means itself, also where SQL would see a wildcard. */
  private static String pattern(String search) {
    String literal = search.toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1");
    return "%" + literal + "%";
  }
}

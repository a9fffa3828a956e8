package dev.holdfast.bootstrap.command;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.adapter.postgres.ConnectionPool;
import dev.holdfast.adapter.postgres.Sessions;
import dev.holdfast.adapter.postgres.SortedIds;
import dev.holdfast.adapter.postgres.catalog.CatalogMappers;
import dev.holdfast.adapter.postgres.catalog.PostgresApiKeys;
import dev.holdfast.adapter.postgres.catalog.PostgresAudit;
import dev.holdfast.adapter.postgres.catalog.PostgresTenants;
import dev.holdfast.application.port.in.ManageApiKeys;
import dev.holdfast.application.port.out.TimeSource;
import dev.holdfast.application.service.ApiKeyAdministration;
import dev.holdfast.application.service.ApiKeyAuthentication;
import dev.holdfast.application.service.AuditTrail;
import dev.holdfast.application.service.DefinitionEditing.Stamp;
import dev.holdfast.bootstrap.installation.DataFolder;
import dev.holdfast.bootstrap.installation.Database;
import dev.holdfast.bootstrap.settings.Settings;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The database of an installation for as long as a command takes. An embedded one needs the data
 * folder, so the service must be stopped; one that somebody else runs can be used beside it.
 */
final class OpenInstallation implements AutoCloseable {
  private final @Nullable DataFolder folder;
  private final Database database;

  private OpenInstallation(@Nullable DataFolder folder, Database database) {
    this.folder = folder;
    this.database = database;
  }

  /**
   * @throws dev.holdfast.bootstrap.installation.StartRefused when the folder is in use, or the
   *     database cannot be used
   */
  static OpenInstallation of(Settings settings) {
    DataFolder folder = settings.databaseUrl() == null ? DataFolder.hold(settings.data()) : null;
    try {
      return new OpenInstallation(folder, Database.open(settings, folder));
    } catch (RuntimeException | Error e) {
      if (folder != null) folder.close();
      throw e;
    }
  }

  Database database() {
    return database;
  }

  /** The use case of API keys, over a pool that the caller closes. */
  ManageApiKeys apiKeys(ConnectionPool pool) {
    JacksonJsonText text = new JacksonJsonText();
    Sessions sessions = new Sessions(pool.dataSource(), CatalogMappers.ALL);
    PostgresApiKeys keys = new PostgresApiKeys(sessions);
    PostgresTenants tenants = new PostgresTenants(sessions);
    TimeSource time = () -> Instant.now().truncatedTo(ChronoUnit.MICROS);
    SortedIds ids = new SortedIds();
    return new ApiKeyAdministration(
        keys,
        tenants,
        new ApiKeyAuthentication(keys, tenants, time),
        sessions,
        new Stamp(time, ids, new AuditTrail(new PostgresAudit(sessions, text), ids)));
  }

  ConnectionPool pool() {
    return ConnectionPool.open(database.address(), "command", 1, ConnectionPool.REQUEST_TIMEOUT);
  }

  @Override
  public void close() {
    try (DataFolder last = folder) {
      database.close();
    }
  }
}

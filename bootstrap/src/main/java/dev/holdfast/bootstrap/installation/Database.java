package dev.holdfast.bootstrap.installation;

import dev.holdfast.adapter.postgres.ConnectionPool;
import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.DatabaseRequirements;
import dev.holdfast.adapter.postgres.Migrations;
import dev.holdfast.adapter.postgres.embedded.EmbeddedServer;
import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.bootstrap.settings.Settings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The database of this process, with the tables it needs: a server of its own in the data folder,
 * or one that somebody else runs.
 */
public final class Database implements AutoCloseable {
  private final @Nullable EmbeddedServer server;
  private final DatabaseAddress address;
  private final int migrated;

  private Database(@Nullable EmbeddedServer server, DatabaseAddress address, int migrated) {
    this.server = server;
    this.address = address;
    this.migrated = migrated;
  }

  /**
   * Starts the embedded server unless the settings name another, checks what is there, and brings
   * its tables up to date.
   *
   * @param folder null only when the settings name a database
   * @throws StartRefused when the database cannot be used
   */
  public static Database open(Settings settings, @Nullable DataFolder folder) {
    EmbeddedServer server = null;
    try {
      DatabaseAddress address = external(settings);
      if (address == null) {
        if (folder == null) throw new IllegalArgumentException("expected a data folder, but null");
        Path home = folder.path("postgresql");
        // Inside: the library makes the folder of its programs open to everybody.
        server = EmbeddedServer.start(home, home.resolve("programs"), 0);
        address = server.address();
      }
      check(address, settings.databaseAllowUnsafe());
      return new Database(server, address, Migrations.run(address));
    } catch (IllegalStateException | StoreUnavailable e) {
      if (server != null) server.close();
      throw new StartRefused(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException | Error e) {
      if (server != null) server.close();
      throw e;
    }
  }

  private static @Nullable DatabaseAddress external(Settings settings) {
    String url = settings.databaseUrl();
    if (url == null) return null;
    return new DatabaseAddress(
        url, orNull(settings.databaseUser()), orNull(settings.databasePassword()));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static void check(DatabaseAddress address, boolean allowUnsafe) {
    try (ConnectionPool pool =
        ConnectionPool.open(address, "check", 1, ConnectionPool.REQUEST_TIMEOUT)) {
      DatabaseRequirements.check(pool.dataSource(), allowUnsafe);
    }
  }

  public DatabaseAddress address() {
    return address;
  }

  /** Whether nobody but this process can use the database. */
  public boolean embedded() {
    return server != null;
  }

  /** How many migrations ran when it was opened. */
  public int migrated() {
    return migrated;
  }

  /** Stops the embedded server, with everything written out. */
  @Override
  public void close() {
    if (server != null) server.close();
  }
}

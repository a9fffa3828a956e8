package dev.holdfast.adapter.postgres.embedded;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server that belongs to this process and keeps its files in one folder. It listens on
 * the loopback address alone, wants a password that only the folder's owner can read, and writes
 * with full durability. It outlives a process that is killed; the next start on the folder ends it.
 */
public final class EmbeddedServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);

  /** Recovery after a crash happens within it. */
  private static final Duration START = Duration.ofMinutes(2);

  private static final Duration STOP = Duration.ofMinutes(1);
  private static final String HOST = "127.0.0.1";
  private static final String USER = "postgres";
  private static final String DATABASE = "holdfast";

  /** The major version of the programs that come along. */
  static final String VERSION = "18";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  private final ServerFolder folder;
  private final EmbeddedPostgres server;
  private final String password;

  private EmbeddedServer(ServerFolder folder, EmbeddedPostgres server, String password) {
    this.folder = folder;
    this.server = server;
    this.password = password;
  }

  /**
   * Starts a server.
   *
   * @param data the folder of its files; made when it is not there
   * @param binaries where PostgreSQL's own programs are unpacked to; made when it is not there
   * @param port 0 picks a free one
   * @throws IllegalStateException when another process uses the folder, or the server does not
   *     start
   */
  public static EmbeddedServer start(Path data, Path binaries, int port) {
    requireStartable();
    ServerFolder folder = ServerFolder.open(data);
    try {
      folder.requireVersion(VERSION);
      folder.stopLeftover(STOP);
      folder.setAsideHalfMade();
      ServerFolder.removeHalfUnpacked(binaries);
      String password = folder.password();
      EmbeddedPostgres server = Launch.of(folder, () -> launch(folder, binaries, port, password));
      EmbeddedServer started = new EmbeddedServer(folder, server, password);
      started.prepare();
      folder.markComplete();
      return started;
    } catch (IOException e) {
      folder.close();
      throw new IllegalStateException(
          "expected the embedded PostgreSQL to start on %s, but: %s (its log is in %s)"
              .formatted(data, e.getMessage(), folder.log()),
          e);
    } catch (RuntimeException | Error e) {
      folder.close();
      throw e;
    }
  }

  /** PostgreSQL refuses to run as root; in a namespace of its own it does not notice. */
  private static void requireStartable() {
    boolean root = "root".equals(System.getProperty("user.name"));
    boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    if (root && linux && !LinuxUtils.isUnshareAvailable()) {
      throw new IllegalStateException(
          "expected another user than root, or the right to make user namespaces, for the embedded"
              + " PostgreSQL, but there is neither; run as another user or use a database of your"
              + " own");
    }
  }

  private static EmbeddedPostgres launch(
      ServerFolder folder, Path binaries, int port, String password) throws IOException {
    Files.createDirectories(binaries);
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(binaries.toFile())
        .setDataDirectory(folder.cluster())
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPGStartupWait(START)
        .setOutputRedirector(ProcessBuilder.Redirect.to(folder.startLog().toFile()))
        .setPort(port == 0 ? freePort() : port)
        .setConnectConfig("password", password)
        // Options of initdb. The later authentication options win over its first, trust.
        .setLocaleConfig("pwfile", folder.passwordFile().toString())
        .setLocaleConfig("auth-host", "scram-sha-256")
        .setLocaleConfig("auth-local", "scram-sha-256")
        .setLocaleConfig("locale", "C")
        .setLocaleConfig("locale-provider", "builtin")
        .setLocaleConfig("builtin-locale", "C.UTF-8")
        .setServerConfig("listen_addresses", HOST)
        .setServerConfig("unix_socket_directories", "")
        // The library starts the server with these off; what is said last wins.
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("max_connections", "200")
        .setServerConfig("logging_collector", "on")
        .setServerConfig("log_filename", "postgresql-%a.log")
        .setServerConfig("log_truncate_on_rotation", "on")
        .setServerConfig("log_rotation_age", "1d")
        .setServerConfig("log_rotation_size", "0")
        .setServerConfig("timezone", "UTC")
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void prepare() throws IOException {
    try (Connection connection = admin();
        Statement statement = connection.createStatement();
        var found =
            statement.executeQuery(
                "select 1 from pg_database where datname = '" + DATABASE + "'")) {
      if (!found.next()) createDatabase(DATABASE, Optional.empty());
    } catch (SQLException e) {
      close();
      throw new IOException("the server does not answer: " + e.getMessage(), e);
    }
  }

  private Connection admin() throws SQLException {
    return DriverManager.getConnection(url("postgres"), USER, password);
  }

  private String url(String database) {
    return "jdbc:postgresql://%s:%d/%s".formatted(HOST, server.getPort(), database);
  }

  /** The database of the application. */
  public DatabaseAddress address() {
    return address(DATABASE);
  }

  /** A database of this server, whether it exists or not. */
  public DatabaseAddress address(String database) {
    return new DatabaseAddress(url(requireName(database)), USER, password);
  }

  public int port() {
    return server.getPort();
  }

  /**
   * Makes another database.
   *
   * @param template a database that nobody is connected to; empty makes an empty one
   */
  public DatabaseAddress createDatabase(String name, Optional<String> template) {
    String copied = template.map(t -> " template " + requireName(t)).orElse("");
    try (Connection connection = admin();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + requireName(name) + copied);
    } catch (SQLException e) {
      throw new IllegalStateException("expected to make the database " + name + ", but: " + e, e);
    }
    return address(name);
  }

  /** Removes a database and ends its connections. */
  public void dropDatabase(String name) {
    try (Connection connection = admin();
        Statement statement = connection.createStatement()) {
      statement.execute("drop database if exists " + requireName(name) + " with (force)");
    } catch (SQLException e) {
      throw new IllegalStateException("expected to drop the database " + name + ", but: " + e, e);
    }
  }

  private static String requireName(String name) {
    if (NAME.matcher(name).matches()) return name;
    throw new IllegalArgumentException("expected a plain database name, but it is " + name);
  }

  /** Ends all connections, writes everything out and stops. A repeat does nothing. */
  @Override
  public void close() {
    Optional<ProcessHandle> process = folder.postmaster();
    try {
      server.close();
    } catch (IOException e) {
      LOG.warn("The embedded PostgreSQL did not stop as asked", e);
    }
    // The library waits five seconds and then thinks no more of it.
    process.ifPresent(postmaster -> ServerFolder.awaitEnd(postmaster, STOP));
    folder.close();
  }
}

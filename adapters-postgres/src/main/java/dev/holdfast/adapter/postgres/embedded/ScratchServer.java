package dev.holdfast.adapter.postgres.embedded;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One server for the life of a JVM, in a temporary folder, with a database of its own for whoever
 * asks: for tests and benchmarks. As durable as any other. Thread-safe.
 */
public final class ScratchServer {
  private static final String TEMPLATE = "migrated";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private ScratchServer() {}

  /** A new database with all tables and no rows. */
  public static DatabaseAddress freshDatabase() {
    return server().createDatabase("scratch" + COUNT.incrementAndGet(), Optional.of(TEMPLATE));
  }

  /** A new database without tables. */
  public static DatabaseAddress emptyDatabase() {
    return server().createDatabase("empty" + COUNT.incrementAndGet(), Optional.empty());
  }

  public static EmbeddedServer server() {
    return Holder.SERVER;
  }

  /** Where the programs are unpacked, once for all JVMs of this user and machine. */
  public static Path binaries() {
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "holdfast-postgresql-" + System.getProperty("user.name"));
  }

  private static final class Holder {
    private static final EmbeddedServer SERVER = start();

    private static EmbeddedServer start() {
      try {
        Path folder = Files.createTempDirectory("holdfast-scratch-");
        EmbeddedServer server = EmbeddedServer.start(folder.resolve("postgresql"), binaries(), 0);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, folder)));
        Migrations.run(server.createDatabase(TEMPLATE, Optional.empty()));
        return server;
      } catch (IOException e) {
        throw new IllegalStateException("expected a temporary folder, but: " + e, e);
      }
    }

    private static void end(EmbeddedServer server, Path folder) {
      server.close();
      try {
        ServerFolder.deleteTree(folder);
      } catch (IOException e) {
        System.err.println("The temporary folder stays: " + folder + " (" + e + ")");
      }
    }
  }
}

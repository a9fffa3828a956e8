package dev.holdfast.bootstrap.crash;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The database that a service keeps in its data folder. */
final class EmbeddedDatabase {
  private EmbeddedDatabase() {}

  /** The postmaster first, then whatever of it is left. */
  static void kill(Path data) throws IOException {
    ProcessHandle postmaster =
        ProcessHandle.of(Long.parseLong(pidFile(data).getFirst().strip())).orElseThrow();
    List<ProcessHandle> all = new ArrayList<>(List.of(postmaster));
    postmaster.descendants().forEach(all::add);
    all.forEach(ProcessHandle::destroyForcibly);
  }

  static DatabaseAddress of(Path data) throws IOException {
    String password = Files.readString(data.resolve("postgresql/password")).strip();
    String port = pidFile(data).get(3).strip();
    return new DatabaseAddress(
        "jdbc:postgresql://127.0.0.1:" + port + "/holdfast", "postgres", password);
  }

  private static List<String> pidFile(Path data) throws IOException {
    return Files.readAllLines(data.resolve("postgresql/cluster/postmaster.pid"));
  }
}

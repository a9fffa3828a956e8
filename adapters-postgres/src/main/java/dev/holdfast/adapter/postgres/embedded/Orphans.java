package dev.holdfast.adapter.postgres.embedded;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * What is left of a server whose first process was killed. The rest of it ends within moments, but
 * must have ended before another server writes to the same files.
 */
final class Orphans {
  private static final Path PROCESSES = Path.of("/proc");
  private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();

  private Orphans() {}

  /**
   * Removes the mark of a server that is gone. PostgreSQL believes it for as long as its number is
   * taken: by another program after a reboot, or by the killed process itself where nobody asks for
   * its exit code. Where it cannot be told who works in the folder, the mark stays.
   *
   * @param cluster that no server serves
   */
  static void clear(Path cluster, Duration patience) throws IOException {
    Path mark = cluster.resolve("postmaster.pid");
    if (!Files.exists(mark) || !Files.isReadable(PROCESSES.resolve("self/cwd"))) return;
    long end = System.nanoTime() + patience.toNanos();
    while (anyWorksIn(cluster.toRealPath())) {
      if (System.nanoTime() - end > 0) return;
      LockSupport.parkNanos(LOOK_NANOS);
    }
    Files.deleteIfExists(mark);
  }

  private static boolean anyWorksIn(Path cluster) throws IOException {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path process : processes) {
        if (cluster.equals(workingFolder(process))) return true;
      }
      return false;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static Path workingFolder(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd"));
    } catch (IOException e) {
      // It has ended, or belongs to somebody else, whose server this is not.
      return process;
    }
  }
}

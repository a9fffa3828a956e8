package dev.holdfast.adapter.postgres.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of an embedded server: {@code cluster} is PostgreSQL's own, beside it stand a lock
 * against a second process, the password, and a mark that the cluster was once complete.
 */
final class ServerFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerFolder.class);

  private final Path folder;
  private final FileChannel channel;

  private ServerFolder(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * @throws IllegalStateException when another process has it open, or it cannot be written
   */
  static ServerFolder open(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    FileChannel channel = null;
    try {
      Files.createDirectories(absolute);
      restrict(absolute, "rwx------");
      channel =
          FileChannel.open(
              absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) != null) return new ServerFolder(absolute, channel);
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("expected to use %s, but: %s".formatted(absolute, e), e);
    }
    throw new IllegalStateException(
        "expected %s to be free, but another process uses it".formatted(absolute));
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by this very process.
      return null;
    }
  }

  Path cluster() {
    return folder.resolve("cluster");
  }

  Path log() {
    return cluster().resolve("log");
  }

  /** What the server said before it had a log of its own. */
  Path startLog() {
    return folder.resolve("start.log");
  }

  /** The last line that tells of something wrong. */
  String lastWords() {
    try {
      List<String> lines = Files.readAllLines(startLog(), StandardCharsets.UTF_8);
      return lines.stream()
          .filter(line -> line.matches(".*(FATAL|PANIC|ERROR|could not|cannot).*"))
          .reduce((_, later) -> later)
          .orElse("it did not say why");
    } catch (IOException e) {
      return "what it said cannot be read";
    }
  }

  /**
   * @throws IOException when the cluster was made by another major version
   */
  void requireVersion(String wanted) throws IOException {
    Path file = cluster().resolve("PG_VERSION");
    if (!isComplete() || !Files.exists(file)) return;
    String found = Files.readString(file).strip();
    if (!found.equals(wanted)) {
      throw new IOException(
          "its data was written by PostgreSQL %s, and this is %s; use the version of Holdfast that"
                  .formatted(found, wanted)
              + " made it, or another folder");
    }
  }

  Path passwordFile() {
    return folder.resolve("password");
  }

  private Path mark() {
    return folder.resolve("complete");
  }

  /** The superuser's password, made on the first call. */
  String password() throws IOException {
    if (!Files.exists(passwordFile())) {
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      Path draft = folder.resolve("password.new");
      Files.deleteIfExists(draft);
      Files.createFile(draft);
      restrict(draft, "rw-------");
      Files.writeString(draft, HexFormat.of().formatHex(random) + "\n");
      Files.move(draft, passwordFile());
    }
    return Files.readString(passwordFile()).strip();
  }

  private static void restrict(Path path, String permissions) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }

  /** Whether a server has once been started on it. */
  boolean isComplete() {
    return Files.exists(mark());
  }

  void markComplete() throws IOException {
    if (!isComplete()) Files.writeString(mark(), "");
  }

  /**
   * A process killed while it made the cluster leaves one that can never start. It is moved aside
   * and not deleted, for it might also be a backup that somebody has put there.
   */
  void setAsideHalfMade() throws IOException {
    boolean served = Files.exists(mark()) || Files.exists(cluster().resolve("postmaster.opts"));
    if (served || !Files.exists(cluster())) return;
    for (int n = 1; ; n++) {
      Path aside = folder.resolve("cluster-unfinished-" + n);
      if (Files.exists(aside)) continue;
      Files.move(cluster(), aside);
      LOG.warn("A database cluster that was never served from is now {}", aside);
      return;
    }
  }

  /** The library takes files that an interrupted unpacking left half written for whole ones. */
  static void removeHalfUnpacked(Path binaries) throws IOException {
    if (!Files.isDirectory(binaries)) return;
    try (var unpacked = Files.newDirectoryStream(binaries, "PG-*")) {
      for (Path folder : unpacked) {
        if (!Files.exists(folder.resolve(".exists")) && isIdle(folder)) deleteTree(folder);
      }
    }
  }

  private static boolean isIdle(Path unpacked) throws IOException {
    try (FileChannel busy =
        FileChannel.open(
            unpacked.resolve("epg-lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      return tryLock(busy) != null;
    }
  }

  /** The running server of this folder, if there is one. */
  Optional<ProcessHandle> postmaster() {
    try {
      List<String> lines =
          Files.readAllLines(cluster().resolve("postmaster.pid"), StandardCharsets.UTF_8);
      if (lines.isEmpty()) return Optional.empty();
      return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
          .filter(ProcessHandle::isAlive)
          .filter(this::servesThisFolder);
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** After a reboot the number may be anybody's. */
  private boolean servesThisFolder(ProcessHandle process) {
    return process
        .info()
        .arguments()
        .map(arguments -> List.of(arguments).contains(cluster().toString()))
        .orElse(false);
  }

  /** Ends the server that a killed process left behind, cleanly if it can. */
  void stopLeftover(Duration patience) throws IOException {
    Optional<ProcessHandle> leftover = postmaster();
    if (leftover.isEmpty()) {
      Orphans.clear(cluster(), patience);
      return;
    }
    ProcessHandle process = leftover.get();
    LOG.warn("Stopping an embedded PostgreSQL that was left behind, pid {}", process.pid());
    // Interrupt is its fast shutdown; quit is the immediate one, after which it recovers.
    signal(process, "INT");
    if (awaitEnd(process, patience)) return;
    signal(process, "QUIT");
    if (awaitEnd(process, patience)) return;
    throw new IOException("a server left behind does not stop, pid " + process.pid());
  }

  private static void signal(ProcessHandle process, String signal) throws IOException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Whether a process ended in time. */
  static boolean awaitEnd(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return !process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  static void deleteTree(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            if (failure != null) throw failure;
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Gives the folder free. A repeat does nothing. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.warn("The lock of {} was not released", folder, e);
    }
  }
}

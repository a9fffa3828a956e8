package dev.holdfast.bootstrap.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one service: the embedded database, the admin key, the ready file. One process at a
 * time holds it, by a file lock, which the operating system gives back however the process ends.
 */
public final class DataFolder implements AutoCloseable {
  private static final String PID = "holdfast.pid";
  private static final String READY = "ready.json";

  /** The file that holds the first admin key. */
  public static final String ADMIN_KEY = "admin-key";

  private final Path folder;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path folder, FileChannel channel, FileLock lock) {
    this.folder = folder;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * @throws StartRefused when another process holds the folder, or it cannot be written
   */
  public static DataFolder hold(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("holdfast.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new StartRefused(
            "the data folder %s is in use by process %s; stop it first, or choose another with --data"
                .formatted(folder, holder(folder)));
      }
      DataFolder held = new DataFolder(folder, channel, lock);
      // Beside the lock file: on some systems nobody else may read a locked file.
      held.write(PID, Long.toString(ProcessHandle.current().pid()), false);
      Files.deleteIfExists(folder.resolve(READY));
      return held;
    } catch (IOException | UncheckedIOException e) {
      throw new StartRefused(
          "the data folder %s cannot be used: %s".formatted(folder, reason(e)), e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  /** The first holder may not have written its number yet. */
  private static String holder(Path folder) {
    try {
      return Files.readString(folder.resolve(PID)).strip();
    } catch (IOException e) {
      return "(unknown)";
    }
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
    return switch (cause) {
      case AccessDeniedException denied -> "no right to write " + denied.getFile();
      case FileAlreadyExistsException file -> file.getFile() + " is a file";
      case FileSystemException other when other.getReason() != null ->
          other.getFile() + ": " + other.getReason();
      case null, default -> String.valueOf(cause);
    };
  }

  public Path path(String name) {
    return folder.resolve(name);
  }

  public Path adminKey() {
    return folder.resolve(ADMIN_KEY);
  }

  /**
   * Keeps the admin key where only the folder's owner can read it. When this returns it is on the
   * disk: its other half, in the database, is on one too.
   */
  public void writeAdminKey(String key) {
    write(ADMIN_KEY, key, true);
  }

  /**
   * Tells scripts that the service takes requests.
   *
   * @param json one JSON object
   */
  public void writeReady(String json) {
    write(READY, json, false);
  }

  /** Puts a file in place at once: a reader sees the old one or the new one, whole. */
  private void write(String name, String text, boolean secret) {
    Path target = folder.resolve(name);
    Path draft = folder.resolve(name + ".new");
    try {
      Files.deleteIfExists(draft);
      boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
      if (secret && posix) {
        Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rw-------");
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(ownerOnly));
      }
      Files.write(draft, (text + "\n").getBytes(StandardCharsets.UTF_8));
      if (secret) force(draft, StandardOpenOption.WRITE);
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      // The new name is on the disk when the folder is; elsewhere folders cannot be opened.
      if (secret && posix) force(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void force(Path path, StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(folder.resolve(READY));
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("expected to give " + folder + " back", e);
    }
  }
}

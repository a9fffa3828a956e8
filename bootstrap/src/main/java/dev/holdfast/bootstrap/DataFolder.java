package dev.holdfast.bootstrap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
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
final class DataFolder implements AutoCloseable {
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
  static DataFolder hold(Path folder) {
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
        String holder = Files.readString(folder.resolve("holdfast.pid")).strip();
        channel.close();
        throw new StartRefused(
            "the data folder " + folder + " is in use by process " + holder + "; stop it first");
      }
      DataFolder held = new DataFolder(folder, channel, lock);
      // Beside the lock file: on some systems nobody else may read a locked file.
      held.write("holdfast.pid", Long.toString(ProcessHandle.current().pid()), false);
      Files.deleteIfExists(folder.resolve("ready.json"));
      return held;
    } catch (IOException e) {
      throw new StartRefused("the data folder " + folder + " cannot be used: " + e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** Puts a file in place at once: a reader sees the old one or the new one, whole. */
  void write(String name, String text, boolean secret) {
    Path target = folder.resolve(name);
    Path draft = folder.resolve(name + ".new");
    try {
      Files.deleteIfExists(draft);
      if (secret && Files.getFileStore(folder).supportsFileAttributeView("posix")) {
        Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rw-------");
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(ownerOnly));
      }
      Files.write(draft, (text + "\n").getBytes(StandardCharsets.UTF_8));
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("expected to write " + target, e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(folder.resolve("ready.json"));
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("expected to give " + folder + " back", e);
    }
  }
}

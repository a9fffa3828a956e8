package dev.holdfast.bootstrap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the project that tests compare or run. */
public final class RepositoryFile {
  private RepositoryFile() {}

  /**
   * @param path from the root of the project
   */
  public static Path at(String path) {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("holdfast"))) folder = folder.getParent();
    return folder.resolve(path);
  }

  /**
   * The text of a file that is made from the code; with the property {@code docs.update} it is made
   * anew first.
   */
  public static String made(String path, String text) {
    try {
      if (Boolean.getBoolean("docs.update")) Files.writeString(at(path), text);
      return Files.readString(at(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

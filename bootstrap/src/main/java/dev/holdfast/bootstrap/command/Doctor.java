package dev.holdfast.bootstrap.command;

import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.bootstrap.installation.DataFolder;
import dev.holdfast.bootstrap.installation.StartRefused;
import dev.holdfast.bootstrap.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** {@code doctor}: looks at everything a start needs, and says what it found, line by line. */
final class Doctor {
  private static final long LEAST_FREE_BYTES = 1L << 30;

  private final Surroundings around;
  private boolean well = true;

  Doctor(Surroundings around) {
    this.around = around;
  }

  int run(List<String> words) {
    Words sorted = Words.sort(words, List.of(), List.of());
    sorted.expectNoPlain();
    Settings settings = sorted.settings(around.variables(), around.properties());
    found(true, "Java " + Runtime.version());
    found(true, "settings are valid");
    try {
      Files.createDirectories(settings.data());
      space(settings.data());
      adminKey(settings.data().resolve(DataFolder.ADMIN_KEY));
      database(settings);
    } catch (IOException e) {
      found(false, "data folder: " + e);
    }
    return well ? CommandLine.DONE : CommandLine.FAILED;
  }

  private void space(Path folder) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    found(
        free >= LEAST_FREE_BYTES,
        "data folder %s, %d MiB free".formatted(folder, free / (1024 * 1024)));
  }

  private void adminKey(Path file) throws IOException {
    if (!Files.exists(file)) {
      found(true, "no admin key in the data folder; the first start makes one");
    } else if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      found(
          PosixFilePermissions.toString(permissions).endsWith("------"),
          "admin key " + file + ", " + PosixFilePermissions.toString(permissions));
    }
  }

  private void database(Settings settings) {
    try (OpenInstallation open = OpenInstallation.of(settings)) {
      found(
          true,
          "database %s, durable, tables up to date (%d migrations ran)"
              .formatted(open.database().address(), open.database().migrated()));
    } catch (StartRefused | StoreUnavailable e) {
      found(false, String.valueOf(e.getMessage()));
    }
  }

  private void found(boolean good, String what) {
    well &= good;
    around.out().println((good ? "ok    " : "WRONG ") + what);
  }
}

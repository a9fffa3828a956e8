package dev.holdfast.bootstrap.crash;

import dev.holdfast.bootstrap.system.PackagedService;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application with the database it embeds. */
class CrashApplicationIT {
  private static final int KILLS = Integer.getInteger("crash.application.kills", 22);

  @TempDir Path temp;

  @Test
  void the_application_and_its_database_lose_nothing() throws Exception {
    Path data = temp.resolve("data");
    new KilledApplication("quartz", data, KILLS, 1_550, Duration.ofMinutes(4), () -> start(data))
        .losesNothing("the application");
  }

  private static PackagedService start(Path data) {
    return PackagedService.start(data, "--http-allow-private", "true");
  }
}

package dev.holdfast.bootstrap.crash;

import dev.holdfast.bootstrap.system.PackagedService;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged application in edition EE, while Temporal stays. The server in this process gives
 * tasks to dead workers as long as their questions would have lasted; on it there are fewer kills.
 */
class CrashTemporalIT {
  private static final int KILLS = Integer.getInteger("crash.temporal.kills", 8);
  private static final int KILLS_IN_PROCESS = 2;

  @TempDir Path temp;

  @Test
  void the_application_and_its_database_lose_nothing_that_temporal_runs() throws Exception {
    Path data = temp.resolve("data");
    try (TemporalServer server = TemporalServer.best()) {
      int kills = server.isReal() ? KILLS : KILLS_IN_PROCESS;
      new KilledApplication(
              "temporal", data, kills, 3_050, Duration.ofMinutes(5), () -> start(data, server))
          .losesNothing("the application on Temporal (" + server + ")");
    }
  }

  private static PackagedService start(Path data, TemporalServer server) {
    return PackagedService.start(
        data,
        "--http-allow-private",
        "true",
        "--edition",
        "ee",
        "--temporal",
        server.target(),
        "--temporal-task-queue",
        server.taskQueue());
  }
}

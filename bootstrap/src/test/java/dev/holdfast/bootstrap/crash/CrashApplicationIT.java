package dev.holdfast.bootstrap.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.bootstrap.system.Effects;
import dev.holdfast.bootstrap.system.PackagedService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged application with the database it embeds, killed again and again: the process alone,
 * or with its database, as when the machine stops.
 */
class CrashApplicationIT {
  private static final int KILLS = Integer.getInteger("crash.application.kills", 22);
  private static final int RUNS_PER_LIFE = 13;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir Path temp;

  @Test
  void the_application_and_its_database_lose_nothing() throws Exception {
    Path data = temp.resolve("data");
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    try (Effects effects = new Effects();
        Load load = new Load(Model.all(), effects)) {
      PackagedService service = start(data);
      load.define(new RestDoor(service.api()));
      for (int kill = 0; kill < KILLS; kill++) {
        Door door = new RestDoor(service.api());
        load.open(door);
        load.offer(RUNS_PER_LIFE);
        assertThat(service.diesWithin(50 + random.nextInt(1_500))).isFalse();
        if (kill % 4 == 3) EmbeddedDatabase.kill(data);
        service.kill();
        load.shut(door);
        service = start(data);
      }
      Door door = new RestDoor(service.api());
      load.open(door);
      load.awaitAccepted(PATIENCE);
      StoredRuns runs = new StoredRuns(EmbeddedDatabase.of(data));
      runs.awaitAllEnded(PATIENCE);
      load.checkEnds(door);
      load.checkEffects();
      runs.checkRemains();
      System.out.printf(
          "crash test of the application, seed %d: %d runs, %d calls, %d kills%n",
          seed, load.count(), effects.calls().size(), KILLS);
      assertThat(service.stop()).isEqualTo(143);
    }
  }

  private static PackagedService start(Path data) {
    return PackagedService.start(data, "--http-allow-private", "true");
  }
}

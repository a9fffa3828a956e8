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
 * The packaged application in edition EE, killed again and again, at times with its database, while
 * Temporal stays. The server in this process gives tasks to dead workers as long as their questions
 * would have lasted; on it there are fewer kills.
 */
class CrashTemporalIT {
  private static final int KILLS = Integer.getInteger("crash.temporal.kills", 8);
  private static final int KILLS_IN_PROCESS = 2;
  private static final int RUNS_PER_LIFE = 13;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path temp;

  @Test
  void the_application_and_its_database_lose_nothing_that_temporal_runs() throws Exception {
    Path data = temp.resolve("data");
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    try (TemporalServer server = TemporalServer.best();
        Effects effects = new Effects();
        Load load = new Load(Model.all(), effects)) {
      int kills = server.isReal() ? KILLS : KILLS_IN_PROCESS;
      PackagedService service = start(data, server);
      load.define(new RestDoor(service.api()));
      for (int kill = 0; kill < kills; kill++) {
        Door door = new RestDoor(service.api());
        load.open(door);
        load.offer(RUNS_PER_LIFE);
        assertThat(service.diesWithin(50 + random.nextInt(3_000))).isFalse();
        if (kill % 4 == 3) EmbeddedDatabase.kill(data);
        service.kill();
        load.shut(door);
        service = start(data, server);
      }
      Door door = new RestDoor(service.api());
      load.open(door);
      load.offer(RUNS_PER_LIFE);
      load.awaitAccepted(PATIENCE);
      StoredRuns runs = new StoredRuns(EmbeddedDatabase.of(data));
      runs.awaitAllEnded(PATIENCE);
      load.checkEnds(door);
      load.checkEffects();
      runs.checkRemains();
      assertThat(runs.count("select count(*) from workflow_run where engine <> 'temporal'"))
          .isZero();
      System.out.printf(
          "crash test on Temporal (%s), seed %d: %d runs, %d calls, %d kills%n",
          server, seed, load.count(), effects.calls().size(), kills);
      assertThat(service.stop()).isEqualTo(143);
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

package dev.holdfast.bootstrap.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.bootstrap.system.Effects;
import dev.holdfast.bootstrap.system.PackagedService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * The packaged application under load, killed again and again: the process alone, or with its
 * database, as when the machine stops.
 *
 * @param engine that all runs must be of, as the database names it
 * @param data the application's folder
 * @param kills how many lives end by force
 * @param longestLifeMs how long the application may live before it is killed
 * @param patience how long the last life may take to finish everything
 * @param start begins a life
 */
record KilledApplication(
    String engine,
    Path data,
    int kills,
    int longestLifeMs,
    Duration patience,
    Supplier<PackagedService> start) {
  private static final int RUNS_PER_LIFE = 13;

  /**
   * Lives through all that, and checks that nothing was lost.
   *
   * @param what it is, to be said with the numbers
   */
  void losesNothing(String what) throws Exception {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    try (Effects effects = new Effects();
        Load load = new Load(Model.all(), effects)) {
      PackagedService service = start.get();
      load.define(new RestDoor(service.api()));
      for (int kill = 0; kill < kills; kill++) {
        Door door = new RestDoor(service.api());
        load.open(door);
        load.offer(RUNS_PER_LIFE);
        assertThat(service.diesWithin(50 + random.nextInt(longestLifeMs - 50))).isFalse();
        if (kill % 4 == 3) EmbeddedDatabase.kill(data);
        service.kill();
        load.shut(door);
        service = start.get();
      }
      Door door = new RestDoor(service.api());
      load.open(door);
      load.offer(RUNS_PER_LIFE);
      load.awaitAccepted(patience);
      // On Temporal a run may have ended before its detached child is there: what a dead worker was
      // about to start is started when the server has missed it.
      load.awaitCalls(patience);
      StoredRuns runs = new StoredRuns(EmbeddedDatabase.of(data));
      runs.awaitAllEnded(patience);
      load.checkEnds(door);
      load.checkEffects();
      runs.checkRemains();
      runs.checkEngine(engine);
      System.out.printf(
          "crash test of %s, seed %d: %d runs, %d calls, %d kills%n",
          what, seed, load.count(), effects.calls().size(), kills);
      assertThat(service.stop()).isEqualTo(143);
    }
  }
}

package dev.holdfast.bootstrap.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.postgres.DatabaseAddress;
import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import dev.holdfast.application.port.out.CrashPoints.Point;
import dev.holdfast.bootstrap.system.Effects;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that die at named places and at random instants, two at a time on one database. */
class CrashIT {
  private static final int KILLS = Integer.getInteger("crash.kills", 180);
  private static final int NODES = 2;
  private static final int RUNS_PER_NODE = 8;

  /**
   * Nodes that die so young take over from none: what the dead held waits for a calm. It must come
   * before the five minutes end that the unwinding of a cancelled run has.
   */
  private static final Duration STORM = Duration.ofSeconds(100);

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir Path temp;

  private final AtomicInteger kills = new AtomicInteger();
  private final Map<String, Integer> killed = new TreeMap<>();

  @Test
  void whoever_dies_whenever_every_run_ends_as_its_model_says() throws Exception {
    DatabaseAddress database = ScratchServer.freshDatabase();
    NodeProgram program = NodeProgram.trained(temp, database);
    List<Model> models = new ArrayList<>(Model.all());
    models.add(Model.promised());
    try (Effects effects = new Effects();
        Load load = new Load(models, effects)) {
      try (NodeProcess first = alive(program, database)) {
        load.define(first);
      }
      long seed = System.nanoTime();
      List<RandomGenerator> slots = new ArrayList<>();
      for (int slot = 0; slot < NODES; slot++) slots.add(new SplittableRandom(seed + slot));
      while (kills.get() < KILLS) {
        storm(program, database, load, slots);
        System.out.printf("crash test: %d kills after %d s%n", kills.get(), seconds(seed));
        calm(program, database, load);
      }
      load.checkEffects();
      new StoredRuns(database).checkRemains();
      System.out.printf(
          "crash test, seed %d: %d runs, %d calls, %d kills %s, %d s%n",
          seed, load.count(), effects.calls().size(), kills.get(), killed, seconds(seed));
    }
    for (Point point : Point.values()) assertThat(killed).containsKey(point.name());
  }

  private static long seconds(long since) {
    return Duration.ofNanos(System.nanoTime() - since).toSeconds();
  }

  private static NodeProcess alive(NodeProgram program, DatabaseAddress database) {
    NodeProcess node = NodeProcess.begin(program.command("NEVER", 0, database));
    assertThat(node.awaitReady()).isTrue();
    return node;
  }

  private void storm(
      NodeProgram program, DatabaseAddress database, Load load, List<RandomGenerator> slots)
      throws Exception {
    long end = System.nanoTime() + STORM.toNanos();
    try (ExecutorService threads = Executors.newFixedThreadPool(NODES)) {
      List<Future<?>> killers = new ArrayList<>();
      for (RandomGenerator random : slots) {
        killers.add(threads.submit(() -> killNodes(program, database, load, random, end)));
      }
      for (Future<?> killer : killers) killer.get();
    }
  }

  /** Has two nodes do all that is left, and leave in good order. */
  private static void calm(NodeProgram program, DatabaseAddress database, Load load) {
    try (NodeProcess one = alive(program, database);
        NodeProcess other = alive(program, database)) {
      load.open(one);
      load.open(other);
      load.awaitAccepted(PATIENCE);
      new StoredRuns(database).awaitAllEnded(PATIENCE);
      load.checkEnds(one);
      load.shut(one);
      load.shut(other);
    }
  }

  private void killNodes(
      NodeProgram program, DatabaseAddress database, Load load, RandomGenerator random, long end) {
    while (kills.get() < KILLS && System.nanoTime() < end) {
      boolean named = random.nextInt(10) < 6;
      Point point = Point.values()[random.nextInt(Point.values().length)];
      int passes = 1 + random.nextInt(6);
      NodeProcess node =
          NodeProcess.begin(program.command(named ? point.name() : "NEVER", passes, database));
      // It may die by its point before it is ready: what it has claimed is carried out at once.
      boolean died = !node.awaitReady();
      if (!died) {
        load.open(node);
        load.offer(RUNS_PER_NODE);
        died = node.diesWithin(named ? 3_000 : 20 + random.nextInt(2_000));
      }
      if (!died) node.kill();
      load.shut(node);
      String how = died ? point.name() : "at random";
      synchronized (killed) {
        killed.merge(how, 1, Integer::sum);
      }
      kills.incrementAndGet();
    }
  }
}

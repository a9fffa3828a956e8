package dev.holdfast.adapter.quartz;

import dev.holdfast.adapter.postgres.embedded.ScratchServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A rough measure of the write path: W1 is three calls that do nothing, W2 a wait and its event.
 */
final class Throughput {
  private Throughput() {}

  public static void main(String[] args) throws Exception {
    int clients = args.length > 0 ? Integer.parseInt(args[0]) : 128;
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    TestNode.World world = new TestNode.World();
    Map<UUID, CountDownLatch> ends = new ConcurrentHashMap<>();
    world.define("w1", Programs.of(Programs.call("a"), Programs.call("b"), Programs.call("c")));
    try (TestNode node =
        new TestNode(ScratchServer.freshDatabase(), world, RuntimeSettings.usual("bench"))) {
      node.runtime.onDeparture(
          id -> ends.computeIfAbsent(id, i -> new CountDownLatch(1)).countDown());
      for (int round = 0; round < 3; round++) w1(node, ends, clients, seconds);
      w1(node, ends, 1, seconds);
    }
    System.exit(0);
  }

  private static void w1(TestNode node, Map<UUID, CountDownLatch> ends, int clients, int seconds)
      throws InterruptedException {
    AtomicLong done = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    List<long[]> times = new ArrayList<>();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    var before = node.store.counters().counts();
    long began = System.nanoTime();
    for (int i = 0; i < clients; i++) {
      long[] mine = new long[100_000];
      times.add(mine);
      threads.add(
          Thread.startVirtualThread(() -> {
            int n = 0;
            while (System.nanoTime() < end) {
              long t = System.nanoTime();
              UUID run = node.start("w1");
              try {
                ends.computeIfAbsent(run, r -> new CountDownLatch(1)).await();
                ends.remove(run);
              } catch (InterruptedException e) {
                return;
              }
              if (n < mine.length) mine[n++] = System.nanoTime() - t;
              done.incrementAndGet();
            }
            mine[mine.length - 1] = n;
          }));
    }
    for (Thread thread : threads) thread.join();
    double took = (System.nanoTime() - began) / 1e9;
    long[] all =
        times.stream()
            .flatMapToLong(m -> Arrays.stream(m, 0, (int) m[m.length - 1]))
            .sorted()
            .toArray();
    var counts = node.store.counters().counts().since(before);
    System.out.printf(
        "W1 %d clients: %.0f runs/s, p50 %.2f ms, p99 %.2f ms, commits/run %.2f, group %.1f %s%n",
        clients,
        done.get() / took,
        all[all.length / 2] / 1e6,
        all[(int) (all.length * 0.99)] / 1e6,
        counts.commits() / (double) done.get(),
        counts.transitions() / (double) counts.commits(),
        counts);
  }
}

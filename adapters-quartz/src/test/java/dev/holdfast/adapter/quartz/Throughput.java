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
    world.define("w2", Programs.of(payloadEvent()));
    world.define("w1", Programs.of(Programs.call("a"), Programs.call("b"), Programs.call("c")));
    try (TestNode node =
        new TestNode(ScratchServer.freshDatabase(), world, RuntimeSettings.usual("bench"))) {
      node.runtime.onDeparture(
          id -> ends.computeIfAbsent(id, i -> new CountDownLatch(1)).countDown());
      for (int round = 0; round < 3; round++) w1(node, ends, clients, seconds);
      w1(node, ends, 1, seconds);
      for (int round = 0; round < 3; round++) w2(node, ends, clients, 12_000);
    }
    System.exit(0);
  }

  /** Microseconds of processor time of the database's processes; Linux only. */
  private static long databaseCpu(TestNode node) {
    long backend = new Database(node.pool.dataSource()).count("select pg_backend_pid()");
    return ProcessHandle.of(backend)
        .flatMap(ProcessHandle::parent)
        .map(postmaster -> postmaster.descendants().mapToLong(p -> ticks(p.pid())).sum() * 10_000L)
        .orElse(0L);
  }

  private static long ticks(long pid) {
    try {
      String[] stat =
          java.nio.file.Files.readString(java.nio.file.Path.of("/proc/" + pid + "/stat"))
              .split("\\) ")[1]
              .split(" ");
      return Long.parseLong(stat[11]) + Long.parseLong(stat[12]);
    } catch (java.io.IOException e) {
      return 0;
    }
  }

  private static long cpu() {
    var os =
        (com.sun.management.OperatingSystemMXBean)
            java.lang.management.ManagementFactory.getOperatingSystemMXBean();
    return os.getProcessCpuTime();
  }

  private static void w1(TestNode node, Map<UUID, CountDownLatch> ends, int clients, int seconds)
      throws InterruptedException {
    AtomicLong done = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    List<long[]> times = new ArrayList<>();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    var before = node.store.counters().counts();
    long cpu = cpu();
    long databaseCpu = databaseCpu(node);
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
        "W1 %d clients: jvm %.0f us/run, database %.0f us/run, %.0f runs/s, p50 %.2f ms, p99 %.2f ms, commits/run %.2f, group %.1f %s%n",
        clients,
        (cpu() - cpu) / 1e3 / done.get(),
        (databaseCpu(node) - databaseCpu) / (double) done.get(),
        done.get() / took,
        all[all.length / 2] / 1e6,
        all[(int) (all.length * 0.99)] / 1e6,
        counts.commits() / (double) done.get(),
        counts.transitions() / (double) counts.commits(),
        counts);
  }

  private static Programs.Made payloadEvent() {
    return head ->
        new dev.holdfast.domain.definition.Step.WaitForEvent(
            head,
            "paid",
            new dev.holdfast.domain.definition.Value.Expr(new PayloadKey()),
            List.of(),
            null,
            List.of(),
            new dev.holdfast.domain.definition.Lookback.SinceStart(),
            false);
  }

  private record PayloadKey() implements dev.holdfast.domain.expression.Expression {
    @Override
    public String source() {
      return "payload.key";
    }

    @Override
    public List<String> reads() {
      return List.of("payload.key");
    }

    @Override
    public dev.holdfast.domain.expression.Evaluation evaluate(
        Map<String, Object> roots, dev.holdfast.domain.expression.EvaluationContext context) {
      Object payload = roots.get("payload");
      return new dev.holdfast.domain.expression.Evaluation.Value(
          ((Map<?, ?>) payload).get("key"), 1);
    }
  }

  private static void w2(TestNode node, Map<UUID, CountDownLatch> ends, int clients, int runs)
      throws InterruptedException {
    java.util.concurrent.atomic.AtomicInteger next =
        new java.util.concurrent.atomic.AtomicInteger();
    String mark = UUID.randomUUID().toString();
    List<Thread> threads = new ArrayList<>();
    long began = System.nanoTime();
    for (int c = 0; c < clients; c++) {
      threads.add(
          Thread.startVirtualThread(() -> {
            for (int n = next.getAndIncrement(); n < runs; n = next.getAndIncrement()) {
              node.start("w2", Map.of("key", mark + n));
            }
          }));
    }
    for (Thread thread : threads) thread.join();
    double opening = (System.nanoTime() - began) / 1e9;
    ends.clear();
    CountDownLatch all = new CountDownLatch(runs);
    node.runtime.onDeparture(id -> all.countDown());
    next.set(0);
    threads.clear();
    var before = node.store.counters().counts();
    began = System.nanoTime();
    for (int c = 0; c < clients; c++) {
      threads.add(
          Thread.startVirtualThread(() -> {
            for (int n = next.getAndIncrement(); n < runs; n = next.getAndIncrement()) {
              node.submit("paid", mark + n, null);
            }
          }));
    }
    all.await();
    double took = (System.nanoTime() - began) / 1e9;
    var counts = node.store.counters().counts().since(before);
    System.out.printf(
        "W2 %d clients: %.0f openings/s, %.0f events/s to the end, %s%n",
        clients, runs / opening, runs / took, counts);
    node.runtime.onDeparture(
        id -> ends.computeIfAbsent(id, i -> new CountDownLatch(1)).countDown());
    if (System.getProperty("stats") != null) {
      Database db = new Database(node.pool.dataSource());
      db.one("select pg_stat_force_next_flush()::text");
      System.out.println(
          db.one(
              "select string_agg(indexrelname || ' scans ' || idx_scan || ' read ' || idx_tup_read, E'\n' order by idx_tup_read desc) from pg_stat_user_indexes where idx_scan > 100"));
      System.out.println(
          db.one(
              "select string_agg(relname || ' seq ' || seq_scan || ' read ' || seq_tup_read || ' upd ' || n_tup_upd || ' hot ' || n_tup_hot_upd, E'\n') from pg_stat_user_tables where seq_scan > 10 or n_tup_upd > 0"));
    }
  }
}

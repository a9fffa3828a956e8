package dev.holdfast.benchmarks.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Clients on virtual threads, each asking again when it has been answered. */
final class ClosedLoop {
  private ClosedLoop() {}

  /** As much as goes in a time. */
  static Measurement during(Workload workload, int clients, Duration time) throws Exception {
    workload.prepare(0);
    long end = System.nanoTime() + time.toNanos();
    return measure(workload, clients, () -> System.nanoTime() < end);
  }

  /** So many operations, however long they take. */
  static Measurement times(Workload workload, int clients, int operations) throws Exception {
    workload.prepare(operations);
    AtomicInteger left = new AtomicInteger(operations);
    return measure(workload, clients, () -> left.getAndDecrement() > 0);
  }

  private static Measurement measure(Workload workload, int clients, BooleanSupplier more)
      throws Exception {
    long start = System.nanoTime();
    List<long[]> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<long[]>> answers = new ArrayList<>();
      for (int i = 0; i < clients; i++) answers.add(threads.submit(() -> client(workload, more)));
      for (Future<long[]> answer : answers) all.add(answer.get());
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "expected every operation of " + workload.name() + " to succeed", e);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    long[] latencies = all.stream().flatMapToLong(java.util.Arrays::stream).toArray();
    return new Measurement(workload.name(), clients, took, latencies);
  }

  private static long[] client(Workload workload, BooleanSupplier more) throws Exception {
    List<Long> latencies = new ArrayList<>();
    while (more.getAsBoolean()) {
      long asked = System.nanoTime();
      workload.once();
      latencies.add(System.nanoTime() - asked);
    }
    return latencies.stream().mapToLong(Long::longValue).toArray();
  }
}

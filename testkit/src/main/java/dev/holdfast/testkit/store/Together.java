package dev.holdfast.testkit.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Does one thing on several threads, let go at the same moment. */
public final class Together {
  private Together() {}

  /** The answers of all, in the order of their numbers, which count from 0. */
  public static <T> List<T> all(int threads, IntFunction<T> work) {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<T>> running = new ArrayList<>();
      for (int n = 0; n < threads; n++) {
        int number = n;
        running.add(
            pool.submit(() -> {
              start.await();
              return work.apply(number);
            }));
      }
      start.countDown();
      List<T> answers = new ArrayList<>();
      for (Future<T> one : running) answers.add(one.get());
      return answers;
    } catch (ExecutionException e) {
      throw new AssertionError("one of " + threads + " threads failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}

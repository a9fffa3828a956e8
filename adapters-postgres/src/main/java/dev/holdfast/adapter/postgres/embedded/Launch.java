package dev.holdfast.adapter.postgres.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts a server, and gives up when its process is gone: the library would wait for minutes. */
final class Launch {
  private static final Duration LOOK = Duration.ofMillis(200);

  /** Longer than the programs take to unpack and to begin. */
  private static final Duration GONE = Duration.ofSeconds(15);

  private Launch() {}

  /**
   * @throws IOException when the server does not start, with its last words
   */
  static EmbeddedPostgres of(ServerFolder folder, Callable<EmbeddedPostgres> start)
      throws IOException {
    boolean existing = folder.isComplete();
    FutureTask<EmbeddedPostgres> task = new FutureTask<>(start);
    Thread thread = Thread.ofPlatform().daemon().name("postgresql-start").start(task);
    long seen = System.nanoTime();
    try {
      while (true) {
        try {
          return task.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException notYet) {
          if (!existing || folder.postmaster().isPresent()) {
            seen = System.nanoTime();
          } else if (System.nanoTime() - seen > GONE.toNanos()) {
            thread.interrupt();
            thread.join();
            throw new IOException("it ended by itself: " + folder.lastWords());
          }
        }
      }
    } catch (ExecutionException failed) {
      throw new IOException("it could not be started: " + failed.getCause(), failed);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the server was starting", e);
    }
  }
}

package dev.holdfast.adapter.quartz;

import dev.holdfast.application.port.out.StoreUnavailable;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits, as a caller does, for what the database has to make durable. */
final class Waiting {
  private Waiting() {}

  /**
   * @param withdraw called when patience is at an end, to take the wish back where that is possible
   */
  static <T> T forDatabase(CompletableFuture<T> answer, Duration patience, Runnable withdraw) {
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | CancellationException e) {
      withdraw.run();
      throw new StoreUnavailable("the database did not answer in " + patience, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      withdraw.run();
      throw new StoreUnavailable("interrupted while waiting for the database", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof StoreUnavailable away) throw away;
      throw new IllegalStateException("expected the write to succeed, but", cause);
    }
  }
}

package dev.holdfast.adapter.actions.http;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.jspecify.annotations.Nullable;

/**
 * Ends a whole call after its time, redirects and slow bodies included: socket timeouts alone would
 * let a service that drips a byte a second go on for ever.
 */
final class Deadline implements AutoCloseable {
  private final AtomicReference<@Nullable HttpUriRequestBase> current = new AtomicReference<>();
  private final ScheduledFuture<?> alarm;
  private volatile boolean passed;

  Deadline(ScheduledExecutorService clock, long afterMs) {
    alarm = clock.schedule(this::pass, afterMs, TimeUnit.MILLISECONDS);
  }

  /** From now on it is this request that ends at the deadline. */
  void guards(HttpUriRequestBase request) {
    current.set(request);
    if (passed) request.abort();
  }

  boolean passed() {
    return passed;
  }

  private void pass() {
    passed = true;
    HttpUriRequestBase request = current.get();
    if (request != null) request.abort();
  }

  @Override
  public void close() {
    alarm.cancel(false);
  }
}

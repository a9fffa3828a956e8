package dev.holdfast.adapter.temporal.worker;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call while it lasts: shows that this worker is alive, and interrupts the call's thread when
 * nobody waits for it any more. Thread-safe.
 */
final class CallAtWork {
  private final ActivityExecutionContext context;
  private final WorkflowServiceStubs stubs;
  private final String namespace;
  private final BooleanSupplier awaited;
  private @Nullable Thread thread;
  private @Nullable String given;

  /**
   * @param awaited false when its run does not wait for it any more, though the server is silent
   */
  CallAtWork(
      ActivityExecutionContext context,
      WorkflowServiceStubs stubs,
      String namespace,
      BooleanSupplier awaited) {
    this.context = context;
    this.stubs = stubs;
    this.namespace = namespace;
    this.awaited = awaited;
  }

  /** Does the work on this thread. */
  <T> T during(Pulse pulse, Duration beat, Supplier<T> work) {
    takeOff();
    Future<?> beats = pulse.every(beat, this::beat);
    try {
      return work.get();
    } finally {
      beats.cancel(false);
      land();
    }
  }

  private synchronized void takeOff() {
    thread = Thread.currentThread();
  }

  private synchronized void land() {
    thread = null;
  }

  private void beat() {
    try {
      context.heartbeat(null);
      isAwaited();
    } catch (ActivityWorkerShutdownException e) {
      // The worker stops in good order and lets its calls finish.
    } catch (ActivityCompletionException e) {
      giveUp("CLOSED");
    }
  }

  private synchronized void giveUp(String reason) {
    if (given == null) given = reason;
    if (thread != null) thread.interrupt();
  }

  /** Why nobody waits for the call any more; null when somebody does. */
  synchronized @Nullable String given() {
    return given;
  }

  /** Asks the run, where the server does not say. */
  boolean isAwaited() {
    if (!awaited.getAsBoolean()) giveUp("CLOSED");
    return given() == null;
  }

  /** Asks the server, for a call that was long enough to be given up meanwhile. */
  void ask() {
    if (given() != null) return;
    try {
      boolean cancelled =
          stubs
              .blockingStub()
              .recordActivityTaskHeartbeat(
                  RecordActivityTaskHeartbeatRequest.newBuilder()
                      .setNamespace(namespace)
                      .setTaskToken(ByteString.copyFrom(context.getTaskToken()))
                      .build())
              .getCancelRequested();
      if (cancelled) giveUp("CLOSED");
      else isAwaited();
    } catch (StatusRuntimeException e) {
      // Anything else is for the answer's own way to the server to find out.
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) giveUp("RUN_NOT_ACTIVE");
    }
  }
}

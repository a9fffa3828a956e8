package dev.holdfast.adapter.temporal.worker;

import dev.holdfast.adapter.temporal.connection.Connection;
import dev.holdfast.adapter.temporal.connection.Outage;
import dev.holdfast.adapter.temporal.connection.TemporalSettings;
import dev.holdfast.adapter.temporal.wire.RunOrder;
import dev.holdfast.adapter.temporal.wire.RunWorkflow;
import dev.holdfast.adapter.temporal.workflow.RunWorkflowCode;
import dev.holdfast.domain.run.Reducer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's workers: they begin when Temporal can be reached, however long that takes, and
 * stop in good order. Thread-safe.
 */
public final class WorkerSide {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerSide.class);
  private static final long FIRST_PAUSE = Duration.ofMillis(250).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofSeconds(15).toNanos();

  /** A cold start compiles a program and much of our own code in the first workflow task. */
  private static final long DEADLOCK_MS = 5_000;

  private static final int TASKS = 100;

  /** Calls beat as often as they must, which is seldom. */
  private static final Duration BEAT = Duration.ofMillis(200);

  private final Connection connection;
  private final TemporalSettings settings;
  private final Reducer reducer;
  private final ProgramCache programs;
  private final RunWorker activities;
  private @Nullable WorkerFactory factory;
  private boolean stopped;

  public WorkerSide(
      Connection connection,
      TemporalSettings settings,
      Reducer reducer,
      ProgramCache programs,
      RunWorker activities) {
    this.connection = connection;
    this.settings = settings;
    this.reducer = reducer;
    this.programs = programs;
    this.activities = activities;
  }

  /** Keeps trying in the background. */
  public void begin() {
    Thread.ofVirtual().name("temporal-worker-start").start(this::tryUntilBegun);
  }

  private void tryUntilBegun() {
    long pause = FIRST_PAUSE;
    while (!began()) {
      LockSupport.parkNanos(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }

  /** True when there is nothing left to try. */
  private boolean began() {
    if (isStopped()) return true;
    WorkerFactory fresh = made();
    Outage outage = connection.outage();
    if (outage != null) {
      LOG.warn("{}: {}; it is tried again", outage.code(), outage.message());
      return false;
    }
    try {
      fresh.start();
    } catch (RuntimeException e) {
      LOG.warn("the workers cannot begin, and try again: {}", e.getMessage());
      return false;
    }
    if (!takesOver(fresh)) fresh.shutdownNow();
    return true;
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private synchronized boolean takesOver(WorkerFactory fresh) {
    if (stopped) return false;
    factory = fresh;
    LOG.info("working for task queue {} of {}", settings.taskQueue(), settings.namespace());
    return true;
  }

  private WorkerFactory made() {
    WorkerFactory fresh =
        WorkerFactory.newInstance(
            connection.client(),
            WorkerFactoryOptions.newBuilder()
                .setUsingVirtualWorkflowThreads(true)
                .setWorkflowCacheSize(settings.cachedRuns())
                .build());
    Worker worker =
        fresh.newWorker(
            settings.taskQueue(),
            WorkerOptions.newBuilder()
                .setUsingVirtualThreads(true)
                .setMaxConcurrentActivityExecutionSize(settings.concurrentCalls())
                .setMaxConcurrentLocalActivityExecutionSize(TASKS)
                .setMaxConcurrentWorkflowTaskExecutionSize(TASKS)
                .setDefaultDeadlockDetectionTimeout(DEADLOCK_MS)
                .setMaxHeartbeatThrottleInterval(BEAT)
                .setDefaultHeartbeatThrottleInterval(BEAT)
                .build());
    worker.registerWorkflowImplementationFactory(
        RunWorkflow.class,
        order -> run(RunOrder.of(order.get(0, byte[].class))),
        WorkflowImplementationOptions.newBuilder().build());
    worker.registerActivitiesImplementations(activities);
    return fresh;
  }

  private RunWorkflowCode run(RunOrder order) {
    return new RunWorkflowCode(
        order, reducer, programs.program(order.program()), settings.cancelsCalls());
  }

  public synchronized boolean isWorking() {
    return factory != null && !stopped;
  }

  /** Takes nothing more, and lets what is under way finish for a while. */
  public void stop(Duration patience) {
    WorkerFactory working = taken();
    if (working != null) {
      working.shutdown();
      working.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!working.isTerminated()) {
        LOG.warn("calls are still under way and are left to other workers");
        activities.stopping();
        working.shutdownNow();
        working.awaitTermination(1, TimeUnit.SECONDS);
      }
    }
    activities.close();
  }

  /** As if the process had died. */
  public void kill() {
    activities.stopping();
    WorkerFactory working = taken();
    if (working != null) working.shutdownNow();
    activities.close();
  }

  private synchronized @Nullable WorkerFactory taken() {
    stopped = true;
    WorkerFactory working = factory;
    factory = null;
    return working;
  }
}

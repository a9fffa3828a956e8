package dev.holdfast.bootstrap.wiring;

import dev.holdfast.application.port.out.StoreUnavailable;
import dev.holdfast.application.service.EngineReconciler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Has runs compared with their engine now and then, on nodes that schedule. */
final class ReconcilerNode implements SmartLifecycle {
  /** A run that was told of since needs no comparison. */
  private static final Duration AGE = Duration.ofMinutes(2);

  private static final Duration PAUSE = Duration.ofSeconds(20);
  private static final int AT_ONCE = 200;

  /** After the engine has begun, and stopped before it. */
  private static final int PHASE = 2;

  private static final Logger LOG = LoggerFactory.getLogger(ReconcilerNode.class);

  private final EngineReconciler reconciler;
  private final boolean schedules;
  private volatile CountDownLatch stopped = new CountDownLatch(0);

  ReconcilerNode(EngineReconciler reconciler, boolean schedules) {
    this.reconciler = reconciler;
    this.schedules = schedules;
  }

  @Override
  public void start() {
    if (!schedules) return;
    CountDownLatch end = new CountDownLatch(1);
    stopped = end;
    Thread.ofPlatform().name("holdfast-reconcile").daemon().start(() -> run(end));
  }

  private void run(CountDownLatch end) {
    try {
      while (!end.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) compare();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void compare() {
    try {
      EngineReconciler.Comparison comparison = reconciler.compare(AGE, AT_ONCE);
      if (comparison.repaired() > 0) {
        LOG.warn("{} runs had been ended by their engine", comparison.repaired());
      }
    } catch (StoreUnavailable e) {
      LOG.debug("a comparison was missed: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("a comparison failed", e);
    }
  }

  @Override
  public void stop() {
    stopped.countDown();
  }

  @Override
  public boolean isRunning() {
    return stopped.getCount() > 0;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}

package dev.holdfast.adapter.postgres.run;

import dev.holdfast.application.port.out.CrashPoints;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Holds the first group back until it is let go, so that what comes meanwhile becomes one group.
 */
final class HeldGroups implements CrashPoints {
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  @Override
  public void pass(Point point) {
    if (point != Point.BEFORE_COMMIT) return;
    reached.countDown();
    await(go);
  }

  void awaitFirst() {
    await(reached);
  }

  void go() {
    go.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) throw new AssertionError("expected to go on");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

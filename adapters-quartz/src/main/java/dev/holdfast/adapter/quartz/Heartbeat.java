package dev.holdfast.adapter.quartz;

import dev.holdfast.application.port.out.StoreUnavailable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the node's lease, and reaps what dead nodes have left. */
final class Heartbeat implements AutoCloseable {
  private static final int TAKEN_AT_ONCE = 500;
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  private final Node node;
  private final Runnable beat;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile long steadySince = System.nanoTime();
  private volatile long renewedAt = System.nanoTime();

  /**
   * @param beat done with each renewal, such as setting the clock
   */
  Heartbeat(Node node, Runnable beat) {
    this.node = node;
    this.beat = beat;
    Thread.ofPlatform().name("holdfast-heartbeat").daemon().start(this::run);
  }

  private void run() {
    long pause = node.settings().lease().toMillis() / 3;
    try {
      while (!closed.await(pause, TimeUnit.MILLISECONDS)) beat();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat() {
    try {
      Duration lease = node.settings().lease();
      // After an outage everybody's lease has ended: who judges others must have been back a while.
      if (System.nanoTime() - renewedAt > lease.toNanos()) steadySince = System.nanoTime();
      if (!node.ports().nodes().renew(node.number(), lease)) {
        LOG.warn("node {} was declared dead and goes on as another", node.number());
        node.reborn(node.ports().nodes().enter(node.settings().nodeName(), lease));
      }
      renewedAt = System.nanoTime();
      beat.run();
    } catch (StoreUnavailable e) {
      LOG.warn("the lease could not be renewed: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("a heartbeat failed", e);
    }
  }

  /** Takes over from dead nodes, unless this node has just come back itself. */
  void reap() {
    long lease = node.settings().lease().toNanos();
    if (!node.settings().soleNode() && System.nanoTime() - steadySince < lease) return;
    if (System.nanoTime() - renewedAt > lease) return;
    int taken = node.ports().nodes().reap(TAKEN_AT_ONCE);
    while (taken > 0) {
      LOG.info("{} runs of dead nodes can be claimed", taken);
      node.postRoom().claimDue();
      node.postRoom().offerWork();
      taken = node.ports().nodes().reap(TAKEN_AT_ONCE);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}

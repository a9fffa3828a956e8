package dev.holdfast.adapter.quartz;

import dev.holdfast.application.port.out.RunLease;
import dev.holdfast.application.port.out.StoreUnavailable;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done about a run that our own fault keeps from going on. */
final class Stuck {
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Logger LOG = LoggerFactory.getLogger(Stuck.class);

  private Stuck() {}

  /** 1 s, 2 s, 4 s and so on, up to 5 minutes. */
  static Duration backoff(int tries) {
    Duration delay = Duration.ofSeconds(1L << Math.min(Math.max(tries - 1, 0), 9));
    return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
  }

  static void mark(Node node, RunLease lease, RuntimeException fault) {
    try {
      node.ports()
          .store()
          .markStuck(lease, fault.getClass().getSimpleName() + ": " + fault.getMessage());
    } catch (StoreUnavailable e) {
      LOG.warn("run {}: could not be shown as stuck: {}", lease.runId(), e.getMessage());
    }
  }
}

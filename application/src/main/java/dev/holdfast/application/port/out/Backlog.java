package dev.holdfast.application.port.out;

import java.time.Duration;

/**
 * How far the work is behind, over all nodes and tenants. For operators. Thread-safe.
 *
 * @see StoreUnavailable thrown by every method when the database is away
 */
public interface Backlog {
  /** Cheap: asks indexes alone. */
  Due due();

  /**
   * Live runs that nothing will ever wake; more than none is a fault of ours. Looks at every live
   * run, so ask seldom.
   */
  long withoutWakeUp();

  /**
   * @param runs that are due and held by no node; counted up to 10 000
   * @param lag for how long the first of them has been due; zero when there is none
   * @param stuckRuns whose last fold failed by a fault of ours
   * @param pendingTriggers deliveries of events to triggers that are still to be made
   */
  record Due(long runs, Duration lag, long stuckRuns, long pendingTriggers) {}
}

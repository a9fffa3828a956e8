package dev.holdfast.application.port.out;

import java.time.Duration;
import java.util.Collection;
import java.util.UUID;

/**
 * Which nodes are alive: one heartbeat row per node covers all its runs. Thread-safe.
 *
 * @see StoreUnavailable thrown by every method when the database is away
 */
public interface NodeLeases {
  /** Enters a new node; its number is never used again. */
  int enter(String name, Duration lease);

  /**
   * Renews a node's lease.
   *
   * @return false when the node was declared dead: its runs belong to others
   */
  boolean renew(int node, Duration lease);

  /** Ends the leases of all nodes but this one, for an installation that can have only one. */
  void expireOthers(int node);

  /**
   * Takes runs from nodes whose lease has ended, so that any node may claim them, and strikes off
   * nodes without runs.
   *
   * @return how many runs were taken
   */
  int reap(int limit);

  /** Ends a node's own lease: what it still holds is for others to take. */
  void expire(int node);

  /** Tells a node that runs of its have mail, or all nodes that runs can be claimed. */
  void tell(Signal signal);

  /**
   * Hears signals until closed. After every (re)connection {@link Listener#missed} is called, for
   * what was said meanwhile.
   */
  AutoCloseable listen(int node, Listener listener);

  sealed interface Signal {
    record Mail(int node, Collection<UUID> runIds) implements Signal {}

    record Work() implements Signal {}
  }

  /** Called on the listening thread; must not block for long. */
  interface Listener {
    void mail(Collection<UUID> runIds);

    void work();

    void missed();
  }
}

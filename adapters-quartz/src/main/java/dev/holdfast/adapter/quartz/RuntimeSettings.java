package dev.holdfast.adapter.quartz;

import java.time.Duration;

/**
 * How a node of the CE runtime works.
 *
 * @param nodeName shown to operators
 * @param lease how long a silent node keeps its runs; 3 s at least
 * @param poll how often due timers are looked for
 * @param near a run whose timer is due within this stays in memory
 * @param activeRuns runs in memory at most; further ones wait in the database
 * @param drain how long a stopping node lets calls finish
 * @param patience how long a caller waits for the database; under 10 s
 * @param soleNode no other node can exist: what others left is taken over at once
 * @param part what this node does beside taking orders
 */
public record RuntimeSettings(
    String nodeName,
    Duration lease,
    Duration poll,
    Duration near,
    int activeRuns,
    Duration drain,
    Duration patience,
    boolean soleNode,
    Part part) {
  /**
   * What a node does of the installation's work. Any node takes starts, events and orders.
   *
   * @param works claims runs and carries them out; else what it takes is left to others at once
   * @param schedules looks for what is due, and takes over from dead nodes
   */
  public record Part(boolean works, boolean schedules) {
    public static final Part ALL = new Part(true, true);
  }

  public RuntimeSettings {
    if (lease.toSeconds() < 3) {
      throw new IllegalArgumentException("expected a lease of 3 s at least, but " + lease);
    }
    if (poll.toMillis() < 100) {
      throw new IllegalArgumentException("expected a poll of 100 ms at least, but " + poll);
    }
    if (activeRuns < 1) {
      throw new IllegalArgumentException("expected 1 active run at least, but " + activeRuns);
    }
    if (patience.toMillis() < 100 || patience.toSeconds() >= 10) {
      throw new IllegalArgumentException("expected 0.1 to 10 s of patience, but " + patience);
    }
  }

  /** For a node of that name, with everything else as usual. */
  public static RuntimeSettings usual(String nodeName) {
    return new RuntimeSettings(
        nodeName,
        Duration.ofSeconds(15),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        10_000,
        Duration.ofSeconds(30),
        Duration.ofSeconds(8),
        false,
        Part.ALL);
  }

  public RuntimeSettings withSoleNode(boolean sole) {
    return new RuntimeSettings(
        nodeName, lease, poll, near, activeRuns, drain, patience, sole, part);
  }

  public RuntimeSettings withLease(Duration other) {
    return new RuntimeSettings(
        nodeName, other, poll, near, activeRuns, drain, patience, soleNode, part);
  }

  public RuntimeSettings withActiveRuns(int most) {
    return new RuntimeSettings(nodeName, lease, poll, near, most, drain, patience, soleNode, part);
  }

  public RuntimeSettings withDrain(Duration other) {
    return new RuntimeSettings(
        nodeName, lease, poll, near, activeRuns, other, patience, soleNode, part);
  }

  public RuntimeSettings withPart(Part other) {
    return new RuntimeSettings(
        nodeName, lease, poll, near, activeRuns, drain, patience, soleNode, other);
  }
}

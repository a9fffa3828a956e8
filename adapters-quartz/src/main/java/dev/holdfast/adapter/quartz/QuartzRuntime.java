package dev.holdfast.adapter.quartz;

import dev.holdfast.application.port.out.EventRouter;
import dev.holdfast.application.port.out.NodeLeases;
import dev.holdfast.application.port.out.RunEngine;
import dev.holdfast.application.port.out.StoreUnavailable;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node of the CE runtime: enters the installation, holds runs, and leaves in good order, or by
 * dying.
 */
public final class QuartzRuntime implements AutoCloseable {
  private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();
  private static final Logger LOG = LoggerFactory.getLogger(QuartzRuntime.class);

  private final Node node;
  private final Heartbeat heartbeat;
  private final @Nullable Polls polls;
  private AutoCloseable listening;

  private QuartzRuntime(
      Node node, Heartbeat heartbeat, @Nullable Polls polls, AutoCloseable listening) {
    this.node = node;
    this.heartbeat = heartbeat;
    this.polls = polls;
    this.listening = listening;
    node.onBirth(this::listenAs);
  }

  private synchronized void listenAs(int number) {
    stopListening();
    listening = node.ports().nodes().listen(number, new Ear(node));
  }

  private synchronized void stopListening() {
    try {
      listening.close();
    } catch (Exception e) {
      LOG.warn("listening did not stop cleanly", e);
    }
  }

  /**
   * Enters a node and begins to work.
   *
   * @param schedulerPool for Quartz's own tables
   * @param setClock sets the time source by the database's; done again and again
   */
  public static QuartzRuntime open(
      RuntimePorts ports,
      RuntimeUses uses,
      RuntimeSettings settings,
      DataSource schedulerPool,
      Runnable setClock) {
    int number = ports.nodes().enter(settings.nodeName(), settings.lease());
    if (settings.soleNode()) ports.nodes().expireOthers(number);
    Node node = new Node(ports, uses, settings, number);
    Heartbeat heartbeat = new Heartbeat(node, setClock);
    Polls polls = settings.part().schedules() ? new Polls(node, heartbeat, schedulerPool) : null;
    AutoCloseable listening = ports.nodes().listen(number, new Ear(node));
    LOG.info("node {} ({}) is there, {}", number, settings.nodeName(), settings.part());
    return new QuartzRuntime(node, heartbeat, polls, listening);
  }

  /** What other nodes say. */
  private record Ear(Node node) implements NodeLeases.Listener {
    @Override
    public void mail(Collection<UUID> runIds) {
      runIds.forEach(node::mailFor);
    }

    @Override
    public void work() {
      node.postRoom().claimDue();
    }

    @Override
    public void missed() {
      node.runs().forEach(ActiveRun::mailArrived);
      node.postRoom().claimDue();
    }
  }

  public RunEngine engine() {
    return new QuartzRunEngine(node);
  }

  public EventRouter eventRouter() {
    return new QuartzEventRouter(node);
  }

  /** The number under which this node is known; it changes when the node was declared dead. */
  public int nodeNumber() {
    return node.number();
  }

  /** Runs in memory. */
  public int activeRuns() {
    return node.size();
  }

  /** For tests: called with each run that leaves memory, at once. */
  void onDeparture(Consumer<UUID> listener) {
    node.onDeparture(listener);
  }

  /** Looks at the clock now, for tests that set it. */
  public void tick() {
    node.timers().look();
    node.postRoom().claimDue();
  }

  /**
   * Leaves in good order: claims nothing more, lets calls in flight finish, gives all runs back.
   * What then is still under way is given up, and repeated by whoever takes the run.
   */
  public void drain() {
    node.drain();
    if (polls != null) polls.close();
    long end = System.nanoTime() + node.settings().drain().toNanos();
    node.runs().forEach(ActiveRun::hurry);
    while (node.size() > 0 && System.nanoTime() - end < 0) LockSupport.parkNanos(LOOK_NANOS);
    int left = node.size();
    if (left > 0) LOG.warn("{} runs are still under way and are left to others", left);
    stop();
    try {
      node.ports().nodes().expire(node.number());
      node.ports().nodes().reap(Integer.MAX_VALUE);
      node.ports().nodes().tell(new NodeLeases.Signal.Work());
    } catch (StoreUnavailable e) {
      LOG.warn("the node could not be struck off: its lease will end", e);
    }
  }

  /** Stops at once, giving nothing back, as if the process had died. */
  @Override
  public void close() {
    node.drain();
    if (polls != null) polls.close();
    stop();
  }

  private void stop() {
    heartbeat.close();
    node.close();
    stopListening();
  }
}

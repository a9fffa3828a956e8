package dev.holdfast.adapter.quartz;

import dev.holdfast.application.port.out.EventRouter;
import dev.holdfast.application.port.out.HeldRuns;
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
  private final DataSource schedulerPool;
  private final Runnable setClock;
  private @Nullable Heartbeat heartbeat;
  private @Nullable Polls polls;
  private @Nullable AutoCloseable listening;

  private QuartzRuntime(Node node, DataSource schedulerPool, Runnable setClock) {
    this.node = node;
    this.schedulerPool = schedulerPool;
    this.setClock = setClock;
  }

  private synchronized void listenAs(int number) {
    if (node.closed()) return;
    stopListening();
    listening = node.ports().nodes().listen(number, new Ear(node));
  }

  private synchronized void stopListening() {
    AutoCloseable heard = listening;
    if (heard == null) return;
    try {
      heard.close();
    } catch (Exception e) {
      LOG.warn("listening did not stop cleanly", e);
    }
  }

  /**
   * Enters a node that does nothing yet of its own accord. What it works with may call back into
   * it, so that is told of it first and {@link #work} comes after.
   *
   * @param schedulerPool for Quartz's own tables
   * @param setClock sets the time source by the database's; done again and again
   */
  public static QuartzRuntime enter(
      RuntimePorts ports,
      RuntimeUses uses,
      RuntimeSettings settings,
      DataSource schedulerPool,
      Runnable setClock) {
    int number = ports.nodes().enter(settings.nodeName(), settings.lease());
    if (settings.soleNode()) ports.nodes().expireOthers(number);
    return new QuartzRuntime(new Node(ports, uses, settings, number), schedulerPool, setClock);
  }

  /** Begins to claim runs. Called once; on a failure the node is to be closed. */
  public synchronized void work() {
    // The node may be declared dead at any moment from here on: it then listens under its new
    // number.
    node.onBirth(this::listenAs);
    Heartbeat beating = new Heartbeat(node, setClock);
    heartbeat = beating;
    if (node.settings().part().schedules()) polls = new Polls(node, beating, schedulerPool);
    listening = node.ports().nodes().listen(node.number(), new Ear(node));
    LOG.info(
        "node {} ({}) is there, {}",
        node.number(),
        node.settings().nodeName(),
        node.settings().part());
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

  /** The runs that are in memory. */
  public HeldRuns heldRuns() {
    return runId -> {
      ActiveRun run = node.find(runId);
      return run == null ? null : run.durableState();
    };
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

  /** For tests: what this node has under way. */
  Node node() {
    return node;
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
    stopPolls();
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
    stopPolls();
    stop();
  }

  private synchronized void stopPolls() {
    if (polls != null) polls.close();
  }

  private synchronized void stop() {
    if (heartbeat != null) heartbeat.close();
    node.close();
    stopListening();
  }
}

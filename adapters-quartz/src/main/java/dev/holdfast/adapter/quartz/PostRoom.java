package dev.holdfast.adapter.quartz;

import dev.holdfast.application.port.out.ClaimedRun;
import dev.holdfast.application.port.out.Mail;
import dev.holdfast.application.port.out.NodeLeases.Signal;
import dev.holdfast.application.port.out.RunLease;
import dev.holdfast.application.port.out.StoreUnavailable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches mail for the node's runs, claims runs that got mail from here, and tells other nodes of
 * theirs: everything that has gathered in one go, on a thread of its own.
 */
final class PostRoom {
  private static final int CLAIMS_AT_ONCE = 256;
  private static final long PAUSE_NANOS = 250_000_000;
  private static final Logger LOG = LoggerFactory.getLogger(PostRoom.class);

  private final Node node;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Map<RunLease, ActiveRun> loads = new LinkedHashMap<>();
  private final Set<UUID> claims = new LinkedHashSet<>();
  private final Map<Integer, Set<UUID>> messages = new HashMap<>();
  private boolean due;
  private boolean room;
  private boolean closed;
  private boolean working;

  PostRoom(Node node) {
    this.node = node;
    Thread.ofPlatform().name("holdfast-post").daemon().start(this::run);
  }

  void load(ActiveRun run) {
    post(() -> loads.put(run.lease(), run));
  }

  void claim(UUID runId) {
    post(() -> claims.add(runId));
  }

  void tell(int owner, UUID runId) {
    post(() -> messages.computeIfAbsent(owner, o -> new LinkedHashSet<>()).add(runId));
  }

  /** Claims what is due, soon. */
  void claimDue() {
    if (node.settings().part().works()) post(() -> due = true);
  }

  /** Sees to it that what is due is claimed, soon: here, or where there is room. */
  void seeToDue() {
    if (node.room() > 0) claimDue();
    else offerWork();
  }

  /** Tells all nodes that runs can be claimed. */
  void offerWork() {
    post(() -> room = true);
  }

  private void post(Runnable change) {
    lock.lock();
    try {
      if (closed) return;
      change.run();
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    Round round = next();
    while (round != null) {
      try {
        perform(round);
        round = next();
      } catch (StoreUnavailable e) {
        LOG.warn("the post waits: {}", e.getMessage());
        if (!pause()) return;
      } catch (RuntimeException e) {
        LOG.error("a round of the post failed and is tried again", e);
        if (!pause()) return;
      }
    }
  }

  /** What has gathered; null at the end. */
  private @org.jspecify.annotations.Nullable Round next() {
    lock.lock();
    try {
      working = false;
      while (!closed && isEmpty()) work.awaitUninterruptibly();
      if (closed) return null;
      working = true;
      Round round =
          new Round(
              new LinkedHashMap<>(loads), new ArrayList<>(claims), Map.copyOf(messages), due, room);
      loads.clear();
      claims.clear();
      messages.clear();
      due = false;
      room = false;
      return round;
    } finally {
      lock.unlock();
    }
  }

  private boolean isEmpty() {
    return !due && !room && loads.isEmpty() && claims.isEmpty() && messages.isEmpty();
  }

  /** Nothing has gathered, and nothing is being done. */
  boolean isIdle() {
    lock.lock();
    try {
      return !working && isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private boolean pause() {
    lock.lock();
    try {
      long left = PAUSE_NANOS;
      while (!closed && left > 0) left = work.awaitNanos(left);
      return !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Every part may be done twice: a round that failed is done again as a whole. */
  private void perform(Round round) {
    if (!round.loads().isEmpty()) {
      Map<UUID, List<Mail>> mail = node.ports().store().mail(round.loads().keySet());
      round.loads().values().forEach(run -> run.deliver(mail.getOrDefault(run.id(), List.of())));
      round.loads().clear();
    }
    claim(round.claims());
    round
        .messages()
        .forEach((owner, ids) -> node.ports().nodes().tell(new Signal.Mail(owner, ids)));
    if (round.room()) node.ports().nodes().tell(new Signal.Work());
    if (round.due()) claimAllDue();
  }

  private void claim(List<UUID> runIds) {
    int from = 0;
    while (from < runIds.size() && node.room() > 0) {
      int to = Math.min(runIds.size(), from + Math.min(CLAIMS_AT_ONCE, node.room()));
      for (ClaimedRun run : node.ports().store().claim(node.number(), runIds.subList(from, to))) {
        node.adopt(run, List.of());
      }
      from = to;
    }
    // Without room, or no worker at all: they are due, and whoever has room is told.
    if (from < runIds.size()) offerWork();
  }

  private void claimAllDue() {
    while (true) {
      int limit = Math.min(CLAIMS_AT_ONCE, node.room());
      if (limit == 0) return;
      List<ClaimedRun> claimed =
          node.ports().store().claimDue(node.number(), limit, node.settings().near());
      for (ClaimedRun run : claimed) node.adopt(run, List.of());
      if (claimed.size() < limit) return;
    }
  }

  private record Round(
      Map<RunLease, ActiveRun> loads,
      List<UUID> claims,
      Map<Integer, Set<UUID>> messages,
      boolean due,
      boolean room) {}
}

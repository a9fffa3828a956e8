package dev.holdfast.adapter.quartz;

import dev.holdfast.application.port.out.ClaimedRun;
import dev.holdfast.application.port.out.CrashPoints.Point;
import dev.holdfast.application.port.out.Mail;
import dev.holdfast.application.port.out.RunStore.Receiver;
import dev.holdfast.domain.run.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** This node: its number, the runs it holds in memory, and what they share. Thread-safe. */
final class Node {
  private final RuntimePorts ports;
  private final RuntimeUses uses;
  private final RuntimeSettings settings;
  private final Timers timers;
  private final PostRoom postRoom;
  private final Map<UUID, ActiveRun> runs = new ConcurrentHashMap<>();
  private final Map<UUID, CompletableFuture<Verdict>> verdicts = new ConcurrentHashMap<>();
  private volatile Consumer<UUID> departures = id -> {};
  private volatile IntConsumer births = number -> {};
  private volatile int number;
  private volatile boolean draining;
  private volatile boolean closed;

  Node(RuntimePorts ports, RuntimeUses uses, RuntimeSettings settings, int number) {
    this.ports = ports;
    this.uses = uses;
    this.settings = settings;
    this.number = number;
    this.timers = new Timers(ports.time());
    this.postRoom = new PostRoom(this);
  }

  RuntimePorts ports() {
    return ports;
  }

  RuntimeUses uses() {
    return uses;
  }

  RuntimeSettings settings() {
    return settings;
  }

  Timers timers() {
    return timers;
  }

  PostRoom postRoom() {
    return postRoom;
  }

  int number() {
    return number;
  }

  boolean draining() {
    return draining;
  }

  boolean closed() {
    return closed;
  }

  /** How many runs more this node takes; none when it does not work. */
  int room() {
    return draining || closed || !settings.part().works()
        ? 0
        : Math.max(0, settings.activeRuns() - runs.size());
  }

  int size() {
    return runs.size();
  }

  Collection<ActiveRun> runs() {
    return new ArrayList<>(runs.values());
  }

  @Nullable ActiveRun find(UUID runId) {
    return runs.get(runId);
  }

  void enter(ActiveRun run) {
    runs.put(run.id(), run);
  }

  void leave(ActiveRun run) {
    if (runs.remove(run.id(), run)) departures.accept(run.id());
  }

  void onBirth(IntConsumer listener) {
    births = listener;
  }

  void onDeparture(Consumer<UUID> listener) {
    departures = listener;
  }

  /** Takes up runs whose leases were just won. */
  void adopt(ClaimedRun claimed, List<Mail> mail) {
    ActiveRun run = ActiveRun.claimed(this, claimed);
    enter(run);
    ports.crashPoints().pass(Point.AFTER_CLAIM);
    Thread.startVirtualThread(() -> run.takeUp(claimed, mail));
  }

  /** Tells whoever holds the runs that they have mail; claims those that nobody holds. */
  void tell(Collection<Receiver> receivers) {
    for (Receiver receiver : receivers) {
      Integer owner = receiver.owner();
      if (owner == null) postRoom.claim(receiver.runId());
      else if (owner == number) mailFor(receiver.runId());
      else postRoom.tell(owner, receiver.runId());
    }
  }

  void mailFor(UUID runId) {
    ActiveRun run = runs.get(runId);
    if (run != null) run.mailArrived();
  }

  CompletableFuture<Verdict> watch(UUID commandId) {
    return verdicts.computeIfAbsent(commandId, id -> new CompletableFuture<>());
  }

  void forget(UUID commandId) {
    verdicts.remove(commandId);
  }

  void settled(UUID commandId, Verdict verdict) {
    CompletableFuture<Verdict> watcher = verdicts.remove(commandId);
    if (watcher != null) watcher.complete(verdict);
  }

  /** The node was declared dead: it goes on under a new number, without the runs it held. */
  void reborn(int newNumber) {
    number = newNumber;
    births.accept(newNumber);
    for (ActiveRun run : runs()) run.lost();
  }

  void drain() {
    draining = true;
  }

  void close() {
    closed = true;
    timers.close();
    postRoom.close();
    for (ActiveRun run : runs()) run.abandon();
  }
}

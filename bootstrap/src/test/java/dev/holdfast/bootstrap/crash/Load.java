package dev.holdfast.bootstrap.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.bootstrap.system.Effects;
import dev.holdfast.domain.json.Json;
import dev.holdfast.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts runs of many models and gives them what they wait for, through whatever door is open. What
 * was not answered is asked again under the same key, as any careful caller does.
 */
final class Load implements AutoCloseable {
  private static final int CALLERS = 8;

  private record Started(Model model, String runId) {}

  private final List<Model> models;
  private final Effects effects;
  private final List<Door> doors = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<Consumer<Door>> orders = new LinkedBlockingQueue<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger names = new AtomicInteger();
  private final Map<String, Started> runs = new ConcurrentHashMap<>();
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final List<Throwable> faults = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  Load(List<Model> models, Effects effects) {
    this.models = models;
    this.effects = effects;
    effects.onToken(token -> {
      if (tokens.add(token)) orders.add(door -> door.callback(token));
    });
    for (int i = 0; i < CALLERS; i++) Thread.ofPlatform().daemon().start(this::call);
  }

  void define(Door door) {
    for (Model model : models) door.define(model.key(), model.document(effects.url()));
  }

  void open(Door door) {
    doors.add(door);
  }

  void shut(Door door) {
    doors.remove(door);
  }

  /** Has further runs started, of each model in turn. */
  void offer(int count) {
    for (int i = 0; i < count; i++) {
      int number = names.incrementAndGet();
      Model model = models.get(number % models.size());
      orders.add(door -> start(door, model, "r" + number));
    }
  }

  /** Names a run that is yet to be {@link #ask asked} for: the first model's. */
  String name() {
    return "r" + names.incrementAndGet();
  }

  Model first() {
    return models.getFirst();
  }

  /** Has a run of the first model started, under its name. */
  void ask(String name) {
    orders.add(door -> start(door, models.getFirst(), name));
  }

  private void start(Door door, Model model, String name) {
    String runId = door.start(model.key(), Model.payload(name), name);
    Started before = runs.put(name, new Started(model, runId));
    assertThat(before == null || before.runId().equals(runId)).as(name + " is one run").isTrue();
    switch (model.stimulus()) {
      case NONE -> {}
      case EVENT -> orders.add(other -> other.event("go", name, "event-of-" + name));
      case CANCEL -> orders.add(other -> other.cancel(runId));
    }
  }

  private void call() {
    try {
      while (!closed) {
        Consumer<Door> order = orders.poll(20, TimeUnit.MILLISECONDS);
        if (order != null) call(order);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void call(Consumer<Door> order) {
    underWay.incrementAndGet();
    try {
      Object[] open = doors.toArray();
      if (open.length == 0) throw new Door.Lost("no door is open");
      order.accept((Door) open[ThreadLocalRandom.current().nextInt(open.length)]);
    } catch (Door.Lost lost) {
      java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      orders.add(order);
    } catch (RuntimeException | AssertionError fault) {
      faults.add(fault);
    } finally {
      underWay.decrementAndGet();
    }
  }

  /** Waits until everything that was offered has been accepted, and every call answered. */
  void awaitAccepted(Duration patience) {
    Await.until(
        "all orders are accepted",
        patience,
        () -> orders.isEmpty() && underWay.get() == 0 && runs.size() == names.get());
    assertThat(faults).isEmpty();
  }

  int count() {
    return names.get();
  }

  /** Each run ended as its model says. */
  void checkEnds(Door door) {
    runs.forEach((name, started) -> {
      Map<String, @Nullable Object> run = door.run(started.runId());
      List<@Nullable Object> errors = door.errors(started.runId());
      String what = "%s of %s: %s, %s".formatted(name, started.model().key(), run, errors);
      assertThat(run.get("status")).as(what).isEqualTo(started.model().status());
      // Even where a run ends the same in spite of it, nothing fails but what the effects refuse.
      assertThat(errors)
          .as(what)
          .allSatisfy(error -> assertThat(Json.objectOf(error).get("code")).isEqualTo("HTTP_503"));
      if (started.model().status().equals("SUCCEEDED")) {
        assertThat(run.get("output")).isEqualTo(Map.of("n", name));
      }
    });
  }

  /** Waits until every call a model makes was made: a detached child may outlive its parent. */
  void awaitCalls(Duration patience) {
    Set<String> wanted = wanted();
    try {
      Await.until("all calls are made", patience, () -> made().containsAll(wanted));
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ", but not " + without(wanted, made()), e);
    }
  }

  private Set<String> wanted() {
    Set<String> wanted = new TreeSet<>();
    runs.forEach((name, started) -> wanted.addAll(started.model().effectsOf(name)));
    return wanted;
  }

  private Set<String> made() {
    Set<String> made = new TreeSet<>();
    for (Effects.Call call : effects.calls()) made.add(call.call());
    return made;
  }

  /** Every call a model makes was made, none else, and each under one key of its own. */
  void checkEffects() {
    Map<String, Set<String>> keysOfCalls = new TreeMap<>();
    Map<String, Set<String>> callsOfKeys = new TreeMap<>();
    for (Effects.Call call : effects.calls()) {
      keysOfCalls.computeIfAbsent(call.call(), _ -> new TreeSet<>()).add(call.key());
      callsOfKeys.computeIfAbsent(call.key(), _ -> new TreeSet<>()).add(call.call());
    }
    Set<String> wanted = wanted();
    assertThat(without(wanted, keysOfCalls.keySet())).as("calls that were not made").isEmpty();
    assertThat(without(keysOfCalls.keySet(), wanted)).as("calls that no run makes").isEmpty();
    assertThat(keysOfCalls).allSatisfy((call, keys) -> assertThat(keys).as(call).hasSize(1));
    assertThat(callsOfKeys).allSatisfy((key, calls) -> assertThat(calls).as(key).hasSize(1));
  }

  private static Set<String> without(Set<String> some, Set<String> others) {
    Set<String> rest = new TreeSet<>(some);
    rest.removeAll(others);
    return rest;
  }

  @Override
  public void close() {
    closed = true;
  }
}

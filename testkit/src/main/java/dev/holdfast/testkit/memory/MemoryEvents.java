package dev.holdfast.testkit.memory;

import dev.holdfast.domain.event.Event;
import dev.holdfast.domain.run.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.UUID;

/** Stored events, in stored order, and the index of open waits. */
final class MemoryEvents {
  private final Map<String, StoredEvent> stored = new LinkedHashMap<>();
  private final Map<UUID, IndexedWait> waits = new LinkedHashMap<>();

  /** An event under all its keys. */
  private record StoredEvent(Event event, List<String> keys) {}

  private record IndexedWait(UUID runId, String name, String key) {}

  /** Where an event is to be offered, with the key under which it was found. */
  record Offer(UUID runId, Event event) {
    String inputId() {
      return "event:" + event.id() + ":" + event.correlationKey();
    }
  }

  /** Stores an event unless its id is there. Answers false for a repeat. */
  boolean store(Event event, List<String> keys) {
    return stored.putIfAbsent(event.id(), new StoredEvent(event, List.copyOf(keys))) == null;
  }

  /** Each run with an open wait for the event, once under each key, in opening order. */
  List<Offer> offers(Event event, List<String> keys) {
    SequencedSet<Offer> offers = new LinkedHashSet<>();
    for (IndexedWait wait : waits.values()) {
      if (!wait.name().equals(event.name()) || !keys.contains(wait.key())) continue;
      offers.add(new Offer(wait.runId(), under(event, wait.key())));
    }
    return List.copyOf(offers);
  }

  /** Makes a wait findable, and answers what it finds looking back, oldest first. */
  List<Event> open(UUID runId, Effect.OpenEventWait wait) {
    waits.putIfAbsent(
        wait.waitId(), new IndexedWait(runId, wait.eventName(), wait.correlationKey()));
    List<Event> found = new ArrayList<>();
    if (wait.since() == null) return found;
    for (StoredEvent row : stored.values()) {
      Event event = row.event();
      if (!event.name().equals(wait.eventName())) continue;
      if (!row.keys().contains(wait.correlationKey())) continue;
      if (event.receivedAt().isBefore(wait.since())) continue;
      found.add(under(event, wait.correlationKey()));
    }
    return found;
  }

  void close(UUID waitId) {
    waits.remove(waitId);
  }

  void closeAll(UUID runId) {
    waits.values().removeIf(wait -> wait.runId().equals(runId));
  }

  private static Event under(Event event, String key) {
    return new Event(
        event.id(),
        event.name(),
        key,
        event.payload(),
        event.payloadSchemaRef(),
        event.source(),
        event.occurredAt(),
        event.receivedAt());
  }
}
